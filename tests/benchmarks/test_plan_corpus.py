"""Reading neutral plans, and the commands around the scheduler."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from benchmarks.plan_corpus import TICKS, read_plan, write_answer
from engine.cpm import schedule
from engine.plan import ConstraintKind, LagUnit, ProgressLogic, Rules

ROOT = Path(__file__).resolve().parents[2]
HOURS = [[480, 720], [780, 1020]]


def document(**project: Any) -> dict[str, Any]:
    days = dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), HOURS)
    return {
        "project": {
            "application": "Microsoft",
            "app_version": 16,
            "start": "2027-01-04T08:00:00",
            "default_calendar": 1,
            **project,
        },
        "calendars": [
            {
                "id": 1,
                "week": {**days, "sat": [], "sun": []},
                "exceptions": [{"from": "2027-01-05", "to": "2027-01-05", "hours": []}],
            }
        ],
        "resources": [],
        "assignments": [],
        "tasks": [
            {"id": 1, "summary": False, "duration": 480.0, "constraint": "AS_SOON_AS_POSSIBLE"},
            {"id": 2, "summary": False, "duration": 240.5},
        ],
        "relations": [{"pred": 1, "succ": 2, "type": "FS"}],
    }


def ask(text: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "benchmarks.schedule_json"],
        input=text,
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=30,
        check=False,
    )


def test_a_plan_is_read_and_answered_in_minutes() -> None:
    # Mon 4; Tue 5 is off; 240.5 min on Wed 6 end half a minute past the break: 13:00:30.
    plan = read_plan(document())
    answer = write_answer(plan, schedule(plan))
    assert answer["1"]["ef"] == "2027-01-04T17:00:00"
    assert (answer["2"]["es"], answer["2"]["ef"]) == ("2027-01-06T08:00:00", "2027-01-06T13:00:30")
    assert answer["1"]["critical"] is True
    assert answer["2"]["tf"] == 0.0


@pytest.mark.parametrize(
    ("lag", "unit", "amount"),
    [
        ({}, LagUnit.WORKING, 0),
        ({"lag": 60.0}, LagUnit.WORKING, 60 * TICKS),
        ({"lag": 60.0, "lag_elapsed": True}, LagUnit.ELAPSED, 60 * TICKS),
        ({"lag_percent": 50.0}, LagUnit.PERCENT, 50),
        ({"lag": -25.0, "lag_percent": True}, LagUnit.PERCENT, -25),
        ({"lag_percent": 50.0, "lag_elapsed": True}, LagUnit.ELAPSED_PERCENT, 50),
    ],
)
def test_units_of_a_lag(lag: dict[str, Any], unit: LagUnit, amount: int) -> None:
    data = document()
    data["relations"][0].update(lag)
    link = read_plan(data).dependencies[0]
    assert (link.lag_unit, link.lag) == (unit, amount)


def test_p6_has_its_own_words() -> None:
    data = document(
        application="Primavera",
        planned_start="2027-01-11T08:00:00",
        p6_options={"progressed_activities": "PROGRESS_OVERRIDE"},
    )
    data["tasks"][0].update(constraint="MUST_START_ON", constraint_date="2027-01-12T08:00:00")
    data["tasks"].append({"id": 3, "summary": True})
    plan = read_plan(data)
    assert plan.options.rules is Rules.PRIMAVERA
    assert plan.options.progress_logic is ProgressLogic.PROGRESS_OVERRIDE
    assert plan.activities[0].constraint is ConstraintKind.MANDATORY_START
    assert [row.id for row in plan.activities] == [1, 2]  # the summary holds nothing


def test_overlapping_hours_are_read_as_one_stretch() -> None:
    data = document()
    data["calendars"][0]["week"]["mon"] = [[600, 900], [480, 720], [900, 900]]
    assert read_plan(data).calendar.week[0] == ((480, 900),)


def children_cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def test_the_command_answers_within_a_second_of_cpu() -> None:
    before = children_cpu()
    run = ask(json.dumps(document()))
    assert children_cpu() - before < 1
    assert run.returncode == 0
    assert json.loads(run.stdout)["2"]["es"] == "2027-01-06T08:00:00"


def test_the_command_needs_no_framework() -> None:
    code = "import sys, benchmarks.schedule_json; print({'django', 'numpy'} & set(sys.modules))"
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, timeout=30, check=True
    )
    assert run.stdout.strip() == "set()"


@pytest.mark.parametrize(
    "text", ["", "[]", "{", "{}", '{"project": {"start": "soon"}, "tasks": [], "relations": []}']
)
def test_the_command_refuses_what_is_no_plan(text: str) -> None:
    run = ask(text)
    assert run.returncode == 2
    assert run.stdout == ""
    assert len(run.stderr.strip().splitlines()) == 1


def test_the_command_names_a_cycle() -> None:
    data = document()
    data["relations"].append({"pred": 2, "succ": 1, "type": "SS"})
    run = ask(json.dumps(data))
    assert run.returncode == 2
    assert "1 → 2 → 1" in run.stderr
