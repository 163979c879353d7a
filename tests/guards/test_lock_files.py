"""Lock files carry every dependency with hashes, and no address."""

import re
import tomllib

import pytest

from pmo.environment import ROOT

LOCKS = ["base", "dev"]


def pins(name: str) -> dict[str, str]:
    text = (ROOT / "requirements" / f"{name}.txt").read_text()
    return dict(re.findall(r"^([A-Za-z0-9_.-]+)==(\S+)", text, re.M))


@pytest.mark.parametrize("name", LOCKS)
def test_every_line_is_a_pin_or_a_hash(name):
    text = (ROOT / "requirements" / f"{name}.txt").read_text().replace("\\\n", "")
    for line in text.splitlines():
        assert re.fullmatch(
            r"[A-Za-z0-9_.-]+==[\w.]+( ; [^:]+?)?\s+(--hash=sha256:[0-9a-f]{64}\s*)+", line
        ), line[:80]


@pytest.mark.parametrize("name", LOCKS)
def test_no_address(name):
    assert "://" not in (ROOT / "requirements" / f"{name}.txt").read_text()


def test_both_lock_the_same_versions():
    base, dev = pins("base"), pins("dev")
    assert {name: dev.get(name) for name in base} == base


def test_what_the_project_asks_for_is_locked():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    names = {re.match(r"[A-Za-z0-9_-]+", line)[0].lower() for line in wanted}
    assert names - {name.lower() for name in pins("dev")} == set()


def test_there_is_no_other_lock_file():
    assert not [
        *ROOT.glob("uv.lock"),
        *ROOT.glob("pylock*.toml"),
        *ROOT.glob("poetry.lock"),
        *ROOT.glob("Pipfile*"),
    ]
