"""The fault run, short; and that its targets can be missed."""

import json
import subprocess
import sys
from argparse import Namespace

import pytest

from benchmarks.mail_faults import holds
from tests.processes import ROOT, clean_environment

GOOD = {
    "messages": 9,
    "delivered": 9,
    "lost": 0,
    "duplicates": 0,
    "unexpected": 0,
    "kills": 2,
    "states": {"sent": 9},
    "repeats": [],
}
REPEAT = {"message_id": "<1@x>", "times": 2, "identical": True}


def asked(bare=False):
    return Namespace(messages=9, kills=2, bare=bare)


def run(*arguments):
    return subprocess.run(
        [sys.executable, "-m", "benchmarks.mail_faults", *arguments],
        cwd=ROOT,
        env=clean_environment(),
        capture_output=True,
        text=True,
        check=False,
    )


def test_workers_killed_while_sending_lose_nothing_and_repeat_nothing():
    done = run("--messages", "60", "--kills", "2")
    assert done.returncode == 0, done.stderr[-2000:]
    figures = json.loads(done.stdout.splitlines()[-1])
    assert (figures["delivered"], figures["lost"], figures["duplicates"], figures["kills"]) == (60, 0, 0, 2)


def test_bad_input_is_a_2():
    assert run("--messages", "none").returncode == 2
    assert run("--messages", "0").returncode == 2


@pytest.mark.parametrize(
    "fault",
    [
        {"messages": 8},
        {"delivered": 8, "lost": 1},
        {"kills": 1},
        {"unexpected": 1},
        {"duplicates": 1, "repeats": [REPEAT]},
        {"states": {"sent": 8, "unknown": 1}},
    ],
)
def test_a_missed_target_is_seen(fault):
    assert holds(GOOD, asked())
    assert not holds(GOOD | fault, asked())


def test_a_bare_hop_may_repeat_but_only_byte_for_byte():
    repeated = GOOD | {"duplicates": 1, "repeats": [REPEAT]}
    assert holds(repeated, asked(bare=True))
    assert not holds(repeated | {"repeats": [REPEAT | {"identical": False}]}, asked(bare=True))
    assert not holds(GOOD | {"delivered": 8, "lost": 1}, asked(bare=True))
