"""The page run, small; and that its targets can be missed."""

import json
import subprocess
import sys

import pytest

from benchmarks.page_data import shares
from benchmarks.pages import Page, line, misses
from tests.processes import ROOT, clean_environment

GOOD = {"statements": 20, "kB": 400.0, "list": True, "ratio": 2.0, "failures": []}


def run(*arguments):
    return subprocess.run(
        [sys.executable, "-m", "benchmarks.pages", *arguments],
        cwd=ROOT,
        env=clean_environment(),
        capture_output=True,
        text=True,
        check=False,
    )


def test_figures_at_the_targets_hold():
    assert misses(GOOD) == []


@pytest.mark.parametrize(
    ("worse", "said"),
    [
        ({"statements": 21}, "21 statements"),
        ({"kB": 400.1}, "400.1 kB"),
        ({"ratio": 2.01}, "2.01 times the bare page"),
        ({"failures": [500, 500]}, "answered 500"),
    ],
)
def test_each_target_can_be_missed(worse, said):
    assert misses(GOOD | worse) == [said]


def test_only_lists_are_held_to_the_bare_page():
    assert misses(GOOD | {"list": False, "ratio": 9.0}) == []


def test_the_figures_are_medians():
    page = Page("a", "/", ms=[4.0, 6.0, 100.0], cpu=[3.0, 3.0, 9.0], statements=7, size=12_345)
    bare = Page("bare", "/", ms=[3.0], cpu=[2.0])
    figures = line(page, bare)
    assert (figures["ms"], figures["cpu_ms"], figures["kB"]) == (6.0, 3.0, 12.3)
    assert (figures["ratio"], figures["cpu_ratio"]) == (2.0, 1.5)


def test_the_largest_project_is_given_and_the_rest_shared():
    # 20 of 100 for the first, 80 over three others: 27 + 27 + 26
    assert shares(100, 4, 20) == [20, 27, 27, 26]
    assert shares(10, 4) == [3, 3, 2, 2]


@pytest.mark.parametrize("arguments", [["--projects", "3"], ["--rounds", "0"], ["--speed", "1"]])
def test_bad_input_is_a_2(arguments):
    assert run(*arguments).returncode == 2


def test_a_small_run_measures_every_page():
    done = run("--projects", "4", "--rounds", "1")
    figures = json.loads(done.stdout.splitlines()[-1])
    assert done.returncode == (1 if figures["failed"] else 0), done.stderr
    assert [row["page"] for row in figures["pages"] if row["failures"]] == []
    assert all(row["statements"] > 0 for row in figures["pages"])
    assert all(row["cpu_ms"] > 0 for row in figures["pages"])
