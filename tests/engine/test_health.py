"""Each rule at its boundary: at the threshold the better colour, one unit past it the worse."""

import pytest

from engine.health import (
    Colour,
    SchedulePosition,
    Verdict,
    attention,
    freshness_verdict,
    overall,
    risk_verdict,
    schedule_verdict,
)

DAY = 480
RED, AMBER, GREEN, NONE = Colour.RED, Colour.AMBER, Colour.GREEN, Colour.NONE


def schedule(**changed):
    facts = {"activities": 5, "finish_float": 0, "lowest_float": 0, "critical_late": 0, "tolerance": 5 * DAY}
    return schedule_verdict(SchedulePosition(**(facts | changed)))


@pytest.mark.parametrize(
    ("changed", "colour", "rule"),
    [
        ({}, GREEN, "inside"),
        ({"activities": 0}, NONE, "no_plan"),
        ({"finish_float": None}, GREEN, "no_promise"),
        ({"finish_float": 3 * DAY}, GREEN, "inside"),
        ({"finish_float": -1, "lowest_float": -1}, AMBER, "past_promise"),
        ({"finish_float": -5 * DAY, "lowest_float": -5 * DAY}, AMBER, "past_promise"),
        ({"finish_float": -5 * DAY - 1, "lowest_float": -5 * DAY - 1}, RED, "past_tolerance"),
        ({"finish_float": -1, "tolerance": 0}, RED, "past_tolerance"),
        ({"lowest_float": -1}, RED, "negative_float"),
        ({"finish_float": None, "lowest_float": -1}, RED, "negative_float"),
        ({"finish_float": 3 * DAY, "lowest_float": -1}, RED, "negative_float"),
        ({"finish_float": -DAY, "lowest_float": -DAY - 1}, RED, "negative_float"),
        ({"critical_late": 1}, AMBER, "critical_late"),
        ({"critical_late": 1, "finish_float": -DAY}, AMBER, "past_promise"),
        ({"lowest_float": None}, GREEN, "inside"),
    ],
)
def test_schedule(changed, colour, rule):
    assert schedule(**changed) == Verdict(colour, rule)


@pytest.mark.parametrize(
    ("recorded", "high", "unanswered", "overdue", "colour", "rule"),
    [
        (0, 0, 0, 0, NONE, "no_risks"),
        (1, 0, 0, 0, GREEN, "below"),
        (3, 1, 0, 0, AMBER, "high"),
        (3, 1, 0, 1, AMBER, "response_overdue"),
        (3, 0, 0, 1, AMBER, "response_overdue"),
        (3, 1, 1, 1, RED, "unanswered"),
    ],
)
def test_risk(recorded, high, unanswered, overdue, colour, rule):
    verdict = risk_verdict(recorded=recorded, high=high, unanswered=unanswered, overdue=overdue)
    assert verdict == Verdict(colour, rule)


@pytest.mark.parametrize(
    ("age", "cadence", "colour"),
    [
        (0, 7, GREEN),
        (10, 7, GREEN),
        (11, 7, AMBER),
        (3, 2, GREEN),
        (4, 2, AMBER),
        (1, 1, GREEN),
        (2, 1, AMBER),
    ],
)
def test_freshness(age, cadence, colour):
    assert freshness_verdict(age, cadence).colour is colour


def test_a_project_that_does_not_run_has_no_freshness():
    assert freshness_verdict(400, 7, running=False) == Verdict(NONE, "not_running")


def areas(**colours):
    return {area: Verdict(colour, "x") for area, colour in colours.items()}


@pytest.mark.parametrize(
    ("verdicts", "expected"),
    [
        (areas(schedule=GREEN, cost=AMBER, risk=RED, freshness=GREEN), (RED, "risk")),
        (areas(schedule=RED, cost=RED), (RED, "schedule")),
        (areas(schedule=GREEN, cost=NONE, risk=AMBER), (AMBER, "risk")),
        (areas(schedule=GREEN, risk=NONE, freshness=GREEN), (GREEN, "schedule")),
        (areas(schedule=NONE, risk=GREEN, freshness=GREEN), (NONE, "schedule")),
        (areas(schedule=NONE, risk=RED, freshness=GREEN), (RED, "risk")),
        (areas(schedule=NONE, risk=NONE, freshness=AMBER), (NONE, "schedule")),
        (areas(schedule=GREEN, freshness=AMBER), (AMBER, "freshness")),
        ({}, (NONE, "freshness")),
    ],
)
def test_overall_is_the_worst_with_its_reason(verdicts, expected):
    assert overall(verdicts) == expected


def test_attention_sorts_by_colour_then_by_how_many_areas():
    order = [
        areas(schedule=RED, cost=RED, risk=AMBER),
        areas(schedule=RED, cost=RED),
        areas(schedule=RED, cost=AMBER, risk=AMBER),
        areas(schedule=RED),
        areas(schedule=AMBER, cost=AMBER),
        areas(schedule=AMBER),
        areas(schedule=NONE),
        areas(schedule=GREEN),
    ]
    scores = [attention(verdicts) for verdicts in order]
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == len(scores)
