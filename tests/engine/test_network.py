"""Checks of a plan, order, and cycles by name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.cpm import schedule
from engine.errors import CycleError, EngineError, PlanError
from engine.network import check, topological_order
from engine.plan import (
    Activity,
    Assignment,
    ConstraintKind,
    Dependency,
    Options,
    Plan,
    Resource,
    ScheduleFrom,
)
from tests.engine.plans import at, pilot, plan_of


@pytest.mark.parametrize(
    ("plan", "code"),
    [
        (plan_of(Activity(1), Activity(1)), "plan.duplicate_activity"),
        (plan_of(Activity(1, parent=2)), "plan.unknown_parent"),
        (plan_of(Activity(1, parent=2), Activity(2, parent=1)), "plan.parent_cycle"),
        (plan_of(Activity(1, calendar=5)), "plan.unknown_calendar"),
        (plan_of(Activity(1, duration=-1)), "plan.negative_duration"),
        (plan_of(Activity(1, remaining_duration=-1)), "plan.negative_duration"),
        (plan_of(Activity(1, constraint=ConstraintKind.SNET)), "plan.constraint_date"),
        (plan_of(Activity(1, second_constraint=ConstraintKind.FNLT)), "plan.constraint_date"),
        (plan_of(Activity(1, actual_finish=5)), "plan.actual_dates"),
        (plan_of(Activity(1, manual=True, manual_start=5)), "plan.manual_dates"),
        (plan_of(Activity(1), links=[Dependency(1, 2)]), "plan.unknown_activity"),
        (plan_of(Activity(1), links=[Dependency(1, 1)]), "network.cycle"),
        (plan_of(Activity(1), resources=[Resource(1, calendar=5)]), "plan.unknown_calendar"),
        (plan_of(Activity(1), assignments=[Assignment(1, 1)]), "plan.unknown_resource"),
        (plan_of(resources=[Resource(1)], assignments=[Assignment(1, 1)]), "plan.unknown_activity"),
        (plan_of(options=Options(schedule_from=ScheduleFrom.FINISH)), "plan.no_finish"),
    ],
)
def test_a_plan_that_cannot_be_scheduled_is_refused(plan: Plan, code: str) -> None:
    with pytest.raises(EngineError) as caught:
        check(plan)
    assert caught.value.code == code
    assert caught.value.sentence.endswith(".") or code == "network.cycle"


def test_an_error_names_the_activity_at_fault() -> None:
    with pytest.raises(PlanError) as caught:
        check(plan_of(Activity(7, "Dig", duration=-1)))
    assert caught.value.subject == 7
    assert "Dig" in str(caught.value)


def test_a_plan_with_nothing_in_it_is_a_plan() -> None:
    result = schedule(plan_of())
    assert (result.start, result.finish, dict(result.activities)) == (at("2027-01-04 08:00"),) * 2 + ({},)


def test_order_puts_what_comes_before_first() -> None:
    order, cycle = topological_order(4, [(3, 1), (1, 0), (3, 2), (2, 0)])
    assert order == [3, 1, 2, 0]
    assert cycle == []


def test_a_cycle_is_found_beside_what_hangs_on_it() -> None:
    # 0 -> 1 -> 2 -> 1, 2 -> 3: only 1 and 2 go round.
    order, cycle = topological_order(4, [(0, 1), (1, 2), (2, 1), (2, 3)])
    assert order == [0]
    assert sorted(cycle) == [1, 2]


def test_a_cycle_through_a_summary_is_named_with_it() -> None:
    # 1 precedes the summary 10; its child 11 precedes 1.
    plan = plan_of(
        Activity(1, "Dig"),
        Activity(10, "Phase"),
        Activity(11, "Pour", parent=10),
        links=[Dependency(1, 10), Dependency(11, 1)],
    )
    with pytest.raises(CycleError) as caught:
        schedule(plan)
    assert caught.value.path == (1, 10, 11, 1)
    assert str(caught.value).endswith("Dig → Phase → Pour → Dig")


def test_a_link_from_a_summary_to_what_is_under_it_is_a_cycle() -> None:
    plan = plan_of(Activity(10, "Phase"), Activity(11, "Pour", parent=10), links=[Dependency(10, 11)])
    with pytest.raises(CycleError) as caught:
        schedule(plan)
    assert set(caught.value.path) == {10, 11}


def test_a_cycle_is_named_the_same_way_whatever_the_order() -> None:
    plan = pilot()
    links = [*plan.dependencies, Dependency(4, 2)]
    for ordered in (links, links[::-1]):
        with pytest.raises(CycleError) as caught:
            schedule(replace(plan, dependencies=ordered))
        assert caught.value.path == (2, 4, 2)
