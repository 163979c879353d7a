"""What must hold for every plan: order, repetition, links, floats."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.calendars import WORKDAY, Calendar
from engine.cpm import ActivityDates, ScheduleResult, schedule
from engine.plan import (
    Activity,
    ActivityKind,
    ConstraintKind,
    Dependency,
    DependencyKind,
    Options,
    Plan,
    Rules,
)
from tests.engine.plans import DAY, HOLIDAY, at

CALENDARS = {
    1: Calendar.standard([HOLIDAY]),
    2: Calendar(dict.fromkeys(range(6), ((420, 720), (750, 1050))), name="six days"),
    3: Calendar.always(),
    4: Calendar(dict.fromkeys(range(7), ((0, 360), (1320, 1440))), name="nights"),
    5: Calendar({1: WORKDAY, 3: WORKDAY}, name="two days"),
}
RUNS = settings(deadline=None, derandomize=True)
START = at("2027-01-04 08:00")
EARLY_DATED = [item for item in ConstraintKind if item is not ConstraintKind.ALAP]
FROM_FINISH = (DependencyKind.FS, DependencyKind.FF)
TO_START = (DependencyKind.FS, DependencyKind.SS)


@st.composite
def plans(draw: st.DrawFn, *, constrained: bool = True, one_calendar: bool = False) -> Plan:
    """Up to a dozen activities, some under summaries, linked forwards."""
    calendar = draw(st.sampled_from(sorted(CALENDARS))) if one_calendar else None
    count = draw(st.integers(1, 12))
    summaries = draw(st.integers(0, 2))
    rules = draw(st.sampled_from(Rules))
    rows = [Activity(100 + number) for number in range(summaries)]
    for number in range(count):
        parent = 100 + number % summaries if summaries and draw(st.booleans()) else None
        duration = draw(st.integers(0, 12)) * 120
        kind = ActivityKind.TASK if duration else ActivityKind.FINISH_MILESTONE
        row = Activity(number, duration=duration, parent=parent, kind=kind)
        row = replace(row, calendar=calendar or draw(st.sampled_from([None, *CALENDARS])))
        if constrained and draw(st.integers(0, 4)) == 0:
            chosen = draw(
                st.sampled_from([item for item in ConstraintKind if item is not ConstraintKind.ALAP])
            )
            row = replace(row, constraint=chosen, constraint_date=START + draw(st.integers(0, 40)) * 720)
        rows.append(row)
    links = []
    for number in range(1, count):
        for before in draw(st.sets(st.integers(0, number - 1), max_size=3)):
            lag = draw(st.sampled_from([0, 0, DAY, -120]))
            links.append(Dependency(before, number, draw(st.sampled_from(DependencyKind)), lag))
    used = {row.parent for row in rows}
    rows = [row for row in rows if row.id < 100 or row.id in used]
    return Plan(START, CALENDARS[1], rows, links, CALENDARS, options=Options(rules=rules))


def without_drivers(result: ScheduleResult) -> dict[int, tuple[object, ...]]:
    return {key: dates_of(dates) for key, dates in result.activities.items()}


def dates_of(dates: ActivityDates) -> tuple[object, ...]:
    return (
        dates.early_start,
        dates.early_finish,
        dates.late_start,
        dates.late_finish,
        dates.total_float,
        dates.free_float,
        dates.critical,
        dates.driver,
    )


@given(plans(), st.integers(0, 1000))
@settings(RUNS, max_examples=150)
def test_the_order_of_rows_never_matters(plan: Plan, seed: int) -> None:
    mixed = random.Random(seed)
    rows, links = list(plan.activities), list(plan.dependencies)
    mixed.shuffle(rows)
    mixed.shuffle(links)
    other = schedule(replace(plan, activities=rows, dependencies=links))
    assert without_drivers(other) == without_drivers(schedule(plan))


@given(plans())
@settings(RUNS, max_examples=60)
def test_the_same_plan_gives_the_same_result(plan: Plan) -> None:
    assert schedule(plan) == schedule(plan)


@given(plans(constrained=False))
@settings(RUNS, max_examples=100)
def test_dates_pinned_by_constraint_come_out_again(plan: Plan) -> None:
    """Idempotent: what was computed, asked for as the earliest start, is computed again."""
    first = schedule(plan)
    pinned = [
        replace(row, constraint=ConstraintKind.SNET, constraint_date=first.activities[row.id].early_start)
        if row.id < 100
        else row
        for row in plan.activities
    ]
    again = schedule(replace(plan, activities=pinned))
    for row in plan.activities:
        assert again.activities[row.id].early_start == first.activities[row.id].early_start


@given(plans(constrained=False))
@settings(RUNS, max_examples=200)
def test_no_activity_comes_before_its_links_allow(plan: Plan) -> None:
    result = schedule(plan)
    calendars = {row.id: CALENDARS[row.calendar or 1] for row in plan.activities}
    for link in plan.dependencies:
        before, after = result.activities[link.predecessor], result.activities[link.successor]
        lag_on = link.predecessor if plan.options.rules is Rules.PRIMAVERA else link.successor
        instant = before.early_finish if link.kind in FROM_FINISH else before.early_start
        asked = calendars[lag_on].add(instant, link.lag)
        met = after.early_start if link.kind in TO_START else after.early_finish
        if link.kind not in TO_START and asked < START:
            continue  # a start derived from a finish is not before the project start
        # an instant asked for may be off working time: nothing is missed if no work lies between
        assert met >= asked or calendars[link.successor].between(met, asked) == 0


@given(plans())
@settings(RUNS, max_examples=200)
def test_floats_are_the_gaps_between_the_passes(plan: Plan) -> None:
    result = schedule(plan)
    for row in plan.activities:
        if row.id >= 100:
            continue
        dates, calendar = result.activities[row.id], CALENDARS[row.calendar or 1]
        assert dates.start_float == calendar.between(dates.early_start, dates.late_start)
        assert dates.finish_float == calendar.between(dates.early_finish, dates.late_finish)
        assert dates.total_float == min(dates.start_float, dates.finish_float)
        assert dates.critical == (dates.total_float <= 0)


@given(plans(constrained=False, one_calendar=True))
@settings(RUNS, max_examples=150)
def test_without_constraints_something_is_critical_and_no_float_is_negative(plan: Plan) -> None:
    forward = [link for link in plan.dependencies if link.lag >= 0 and link.kind is DependencyKind.FS]
    result = schedule(replace(plan, dependencies=forward))
    leaves = [result.activities[row.id] for row in plan.activities if row.id < 100]
    assert any(dates.critical for dates in leaves)
    assert all(dates.total_float >= 0 for dates in leaves)
    assert all(0 <= dates.free_float <= dates.total_float for dates in leaves if not dates.critical)
    assert result.finish == max(dates.early_finish for dates in leaves)


@given(plans(constrained=False), st.integers(0, 11))
@settings(RUNS, max_examples=100)
def test_a_slip_within_free_float_moves_nobody(plan: Plan, which: int) -> None:
    forward = [link for link in plan.dependencies if link.lag == 0 and link.kind is DependencyKind.FS]
    plan = replace(plan, dependencies=forward)
    rows = [row for row in plan.activities if row.id < 100 and row.duration]
    if not rows:
        return
    row = rows[which % len(rows)]
    before = schedule(plan)
    longer = replace(row, duration=row.duration + max(0, before.activities[row.id].free_float))
    after = schedule(
        replace(plan, activities=[longer if other.id == row.id else other for other in plan.activities])
    )
    for other in plan.activities:
        if other.id < 100 and other.id != row.id:
            assert after.activities[other.id].early_start == before.activities[other.id].early_start


@pytest.mark.parametrize("rules", Rules)
def test_a_network_of_a_thousand_is_scheduled(rules: Rules) -> None:
    rows = [Activity(number, duration=DAY) for number in range(1000)]
    links = [Dependency(number, number + 1) for number in range(999)]
    result = schedule(Plan(START, CALENDARS[3], rows, links, options=Options(rules=rules)))
    assert result.finish == START + 1000 * DAY
