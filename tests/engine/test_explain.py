"""The driving chain as facts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from engine.cpm import DriverKind, schedule
from engine.errors import PlanError
from engine.explain import DayOff, Explanation, explain, span
from engine.plan import Activity, ConstraintKind, Dependency, DependencyKind, Options, Plan, Rules
from tests.engine.plans import DAY, A, B, D, M, at, pilot, plan_of, show


def why(plan: Plan, activity: int) -> Explanation:
    return explain(plan, schedule(plan), activity)


def test_the_chain_of_net_1() -> None:
    # D <- B <- A <- project start. B: Jan 11-25 = 15 days: 10 of work, 2 weekends, the 18th.
    # D starts Tue 26, right after B's Monday 25: no day in between.
    # All of it, Jan 4-28 = 25 days: 18 of work, 3 weekends, 1 holiday.
    found = why(pilot(), D)
    assert [hop.activity for hop in found.hops] == [D, B, A]
    assert [hop.kind for hop in found.hops] == [
        DriverKind.DEPENDENCY,
        DriverKind.DEPENDENCY,
        DriverKind.PROJECT_START,
    ]
    last, second, _first = found.hops
    assert last.dependency == Dependency(B, D)
    assert show(last.asked) == "01-25 17:00"
    assert last.wait is None
    assert (second.work.calendar_days, second.work.working_days, second.work.weekend_days) == (15, 10, 4)
    assert second.work.days_off == (DayOff(date(2027, 1, 18), "Holiday"),)
    assert second.work.working_minutes == 10 * DAY
    assert (found.whole.weekends, found.whole.calendar_days, found.whole.working_days) == (3, 25, 18)
    assert len(found.whole.days_off) == 1


def test_the_wait_over_a_weekend_is_named() -> None:
    # A ends Fri Jan 8 17:00, B starts Mon Jan 11 08:00: Sat and Sun in between.
    found = why(pilot(), B).hops[0]
    assert found.wait is not None
    assert (found.wait.first, found.wait.last) == (date(2027, 1, 9), date(2027, 1, 10))
    assert (found.wait.weekend_days, found.wait.weekends, found.wait.days_off) == (2, 1, ())


def test_a_constraint_ends_the_chain() -> None:
    plan = pilot()
    rows = [
        replace(row, constraint=ConstraintKind.SNET, constraint_date=at("2027-02-01 08:00"))
        if row.id == B
        else row
        for row in plan.activities
    ]
    found = why(replace(plan, activities=rows), M)
    assert [hop.activity for hop in found.hops] == [M, D, B]
    assert found.hops[-1].kind is DriverKind.CONSTRAINT
    assert found.hops[-1].constraint is ConstraintKind.SNET
    assert show(found.hops[-1].asked) == "02-01 08:00"


def test_a_link_on_the_summary_above_is_named() -> None:
    # 1 -> summary 10, which holds 11; 11 is reached through 10.
    plan = plan_of(
        Activity(1, duration=DAY),
        Activity(10, "Phase"),
        Activity(11, parent=10, duration=DAY),
        links=[Dependency(1, 10)],
    )
    first = why(plan, 11).hops[0]
    assert (first.predecessor, first.through) == (1, 10)


def test_a_summary_as_predecessor_leads_to_the_child_that_ends_last() -> None:
    # Phase 10 holds 11 (1 d) and 12 (3 d); 20 follows the phase, so 12 is why.
    plan = plan_of(
        Activity(10, "Phase"),
        Activity(11, parent=10, duration=DAY),
        Activity(12, parent=10, duration=3 * DAY),
        Activity(20, duration=DAY),
        links=[Dependency(10, 20)],
    )
    assert [hop.activity for hop in why(plan, 20).hops] == [20, 10, 12]


def test_a_summary_constraint_is_named() -> None:
    plan = plan_of(
        Activity(10, "Phase", constraint=ConstraintKind.SNET, constraint_date=at("2027-01-11 08:00")),
        Activity(11, parent=10, duration=DAY),
    )
    first = why(plan, 11).hops[0]
    assert first.kind is DriverKind.SUMMARY_CONSTRAINT
    assert (first.through, first.constraint) == (10, ConstraintKind.SNET)


def test_a_finish_to_finish_link_says_that_it_drives_the_finish() -> None:
    plan = plan_of(
        Activity(1, duration=5 * DAY),
        Activity(2, duration=DAY),
        links=[Dependency(1, 2, DependencyKind.FF)],
    )
    first = why(plan, 2).hops[0]
    assert first.drives_finish
    assert show(first.asked) == "01-08 17:00"


def test_the_data_date_is_the_origin_of_remaining_work() -> None:
    plan = plan_of(
        Activity(1, duration=2 * DAY),
        options=Options(rules=Rules.PRIMAVERA),
        data_date=at("2027-01-06 08:00"),
    )
    assert why(plan, 1).hops[0].kind is DriverKind.DATA_DATE


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        (Activity(1, duration=DAY, actual_start=at("2027-01-05 08:00")), DriverKind.ACTUAL),
        (
            Activity(
                1, manual=True, manual_start=at("2027-01-05 08:00"), manual_finish=at("2027-01-06 17:00")
            ),
            DriverKind.MANUAL,
        ),
        (
            Activity(1, external_start=at("2027-01-05 08:00"), external_finish=at("2027-01-06 17:00")),
            DriverKind.EXTERNAL,
        ),
        (Activity(1, duration=DAY, constraint=ConstraintKind.ALAP), DriverKind.AS_LATE_AS_POSSIBLE),
    ],
)
def test_fixed_dates_end_the_chain(row: Activity, kind: DriverKind) -> None:
    hops = why(plan_of(row), 1).hops
    assert [hop.kind for hop in hops] == [kind]


def test_an_unknown_activity_is_refused() -> None:
    with pytest.raises(PlanError) as caught:
        why(pilot(), 99)
    assert caught.value.code == "plan.unknown_activity"


def test_a_finish_at_midnight_ends_the_day_before() -> None:
    found = span(plan_of().calendar, at("2027-01-04 08:00"), at("2027-01-06 00:00"))
    assert (found.first, found.last, found.working_days) == (date(2027, 1, 4), date(2027, 1, 5), 2)
