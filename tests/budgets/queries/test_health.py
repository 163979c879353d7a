"""The cost line of health: EAC against BAC ± tolerance, and nothing green that is old or empty."""

from dataclasses import replace
from datetime import date

import pytest

from budgets.queries.facts import CostFacts
from budgets.queries.health import STALE_AFTER, cost_health
from engine.evm import Amounts, measure
from projects.models import Project

PROJECT = Project(currency="EUR", cost_tolerance=10)


def make(bac=100_000_00, pv=40_000_00, ev=30_000_00, ac=36_000_00, posted=date(2026, 12, 31)):
    performance = None if ev is None else measure(Amounts(bac=bac, pv=pv, ev=ev, ac=ac))
    return CostFacts(1, date(2026, 12, 31), bac, pv, ev, ac, 1.0, posted, performance)


def test_ev_1_is_red():
    health = cost_health(PROJECT, make())
    assert health.colour == "red"
    assert health.sentence == (
        "EAC 120,000 is 20\u00a0% over BAC 100,000; tolerance 10\u00a0%. CPI 0.83, AC posted to Dec 31."
    )


@pytest.mark.parametrize(
    ("ac", "colour"),
    [
        (30_000_00, "green"),  # EAC 100,000
        (31_500_00, "green"),  # EAC 105,000: half of the tolerance
        (31_500_01, "amber"),
        (33_000_00, "amber"),  # EAC 110,000: the tolerance itself
        (33_000_01, "red"),
        (27_000_00, "green"),  # EAC 90,000: under BAC by the tolerance
        (26_999_00, "amber"),
    ],
)
def test_the_colour_turns_at_the_tolerance(ac, colour):
    # The last unit may vanish in EAC's rounding, so the limits are crossed by enough to survive it.
    ac += 2 if ac % 100 == 1 else 0
    assert cost_health(PROJECT, make(ac=ac)).colour == colour


def test_on_budget_says_so():
    sentence = cost_health(PROJECT, make(ac=30_000_00)).sentence
    assert sentence.startswith("EAC 100,000 equals BAC; tolerance 10\u00a0%.")


def test_old_actuals_are_never_green():
    fresh = make(ac=30_000_00, posted=date(2026, 12, 31))
    limit = date.fromordinal(fresh.status_day.toordinal() - STALE_AFTER)
    assert cost_health(PROJECT, replace(fresh, posted_to=limit)).colour == "green"
    old = cost_health(PROJECT, replace(fresh, posted_to=date.fromordinal(limit.toordinal() - 1)))
    assert old.colour == "none"
    assert old.sentence.endswith("Too old to call green.")
    assert cost_health(PROJECT, replace(make(), posted_to=date(2026, 9, 1))).colour == "red"


@pytest.mark.parametrize(
    ("facts", "colour", "sentence"),
    [
        (make(bac=0, ev=0, ac=0), "none", "No budget lines yet."),
        (make(ev=None), "none", "Nothing can be earned: the plan has no activity with a duration."),
        (make(ac=0), "none", "No actual cost posted yet."),
        (make(ev=0), "none", "Nothing earned yet, so what the rest will cost is open."),
        (make(ev=0, ac=110_000_01), "red", "Nothing earned yet, so what the rest will cost is open."),
    ],
)
def test_without_an_eac_the_sentence_says_why(facts, colour, sentence):
    health = cost_health(PROJECT, facts)
    assert (health.colour, health.sentence) == (colour, sentence)
