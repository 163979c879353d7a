"""MS Project's slack, rule by rule. The project starts Mon 4 January 2027 08:00.

Where a plan holds "the long one", it is activity 99 of 10 days: Mon 4 - Fri 15 17:00, which is then
the project finish.
"""

from __future__ import annotations

import pytest

from engine.calendars import WORKDAY, Calendar
from engine.cpm import schedule
from engine.plan import (
    Activity,
    Assignment,
    ConstraintKind,
    CriticalMethod,
    Dependency,
    DependencyKind,
    Options,
    Resource,
)
from tests.engine.plans import DAY, at, floats, late, manual, plan_of

FS, SS, FF = DependencyKind.FS, DependencyKind.SS, DependencyKind.FF
LONG = Activity(99, "the long one", duration=10 * DAY)
TWO_DAYS = Calendar({0: WORKDAY, 1: WORKDAY}, name="Monday and Tuesday")


def test_slack_counts_on_the_activity_s_own_calendar() -> None:
    # Walked on Mon-Tue: Mon 4, late Tue 12; five-day days between Mon 4 17:00 and Tue 12 17:00: 6.
    plan = plan_of(
        Activity(1, duration=DAY),
        LONG,
        calendars={7: TWO_DAYS},
        resources=[Resource(1, calendar=7)],
        assignments=[Assignment(1, 1, work=DAY)],
    )
    result = schedule(plan)
    assert late(result, 1) == ("01-12 08:00", "01-12 17:00")
    assert floats(result, 1)[0] == 6 * DAY


def test_elapsed_slack_is_of_the_clock() -> None:
    # Mon 4 08:00 - Tue 5 08:00; late finish Fri 15 17:00: 10 days and 9 hours.
    result = schedule(plan_of(Activity(1, duration=1440, elapsed=True), LONG))
    assert floats(result, 1)[0] == 10 * 1440 + 9 * 60


def test_total_slack_is_the_smaller_but_of_started_work_the_finish_s() -> None:
    started = Activity(1, duration=DAY, actual_start=at("2027-01-06 08:00"))
    result = schedule(plan_of(started, LONG))
    dates = result.activities[1]
    assert (dates.start_float, dates.finish_float, dates.total_float) == (0, 7 * DAY, 7 * DAY)


def test_total_slack_of_a_manual_activity_is_the_finish_s() -> None:
    # Typed in: Tue 5 only, but 3 d long. Late Wed 13 - Fri 15: 6 days at the start, 8 at the finish.
    row = manual(1, "2027-01-05 08:00", "2027-01-05 17:00", duration=3 * DAY)
    dates = schedule(plan_of(row, LONG)).activities[1]
    assert (dates.start_float, dates.finish_float, dates.total_float) == (6 * DAY, 8 * DAY, 8 * DAY)


@pytest.mark.parametrize(
    ("kind", "lag", "expected"),
    [
        # 1 (1 d, Mon 4) before 2, which starts Mon 11 by constraint and takes 1 d.
        (FS, 0, 4 * DAY),
        (FS, 2 * DAY, 2 * DAY),
        (SS, 0, 5 * DAY),
        (FF, 0, 5 * DAY),
        (FF, DAY, 4 * DAY),
    ],
)
def test_free_slack_is_the_gap_after_the_lag(kind: DependencyKind, lag: int, expected: int) -> None:
    after = Activity(2, duration=DAY, constraint=ConstraintKind.SNET, constraint_date=at("2027-01-11 08:00"))
    plan = plan_of(Activity(1, duration=DAY), after, LONG, links=[Dependency(1, 2, kind, lag)])
    assert floats(schedule(plan), 1)[1] == expected


def test_free_slack_of_an_open_end_is_its_total() -> None:
    assert floats(schedule(plan_of(Activity(1, duration=DAY), LONG)), 1) == (9 * DAY, 9 * DAY)


def test_free_slack_is_at_most_the_total_and_at_least_nothing() -> None:
    row = Activity(1, duration=DAY, deadline=at("2027-01-05 17:00"))
    after = Activity(2, duration=DAY, constraint=ConstraintKind.SNET, constraint_date=at("2027-01-11 08:00"))
    assert floats(schedule(plan_of(row, after, LONG, links=[Dependency(1, 2)])), 1) == (DAY, DAY)


def test_critical_is_up_to_the_limit() -> None:
    limit = Options(critical_limit=9 * DAY)
    assert schedule(plan_of(Activity(1, duration=DAY), LONG, options=limit)).activities[1].critical
    assert not schedule(plan_of(Activity(1, duration=DAY), LONG)).activities[1].critical


def test_a_manual_placeholder_is_never_critical() -> None:
    row = manual(1, "2027-01-04 08:00", "2027-01-04 17:00", duration=DAY, estimated=True)
    linked = plan_of(row, Activity(2), links=[Dependency(1, 2)])
    assert not schedule(plan_of(row)).activities[1].critical
    assert schedule(linked).activities[1].critical


def test_the_longest_path_goes_through_summaries_and_ignores_float() -> None:
    # 1 (3 d) -> phase 10 holding 11 (4 d) and 12 (2 d) -> 20 (4 d) ends after 11 days, Mon 18; the
    # long one after 10. 12 is not on the path, although its deadline makes its float negative.
    plan = plan_of(
        Activity(1, duration=3 * DAY),
        Activity(10),
        Activity(11, parent=10, duration=4 * DAY),
        Activity(12, parent=10, duration=2 * DAY, deadline=at("2027-01-05 17:00")),
        Activity(20, duration=4 * DAY),
        LONG,
        links=[Dependency(1, 10), Dependency(10, 20)],
        options=Options(critical_method=CriticalMethod.LONGEST_PATH),
    )
    result = schedule(plan)
    assert [key for key, dates in result.activities.items() if dates.critical] == [1, 11, 20]


def test_the_longest_path_ends_at_a_manual_activity() -> None:
    plan = plan_of(
        Activity(1, duration=DAY),
        manual(2, "2027-01-05 08:00", "2027-01-05 17:00", duration=DAY),
        Activity(3, duration=DAY),
        links=[Dependency(1, 2), Dependency(2, 3)],
        options=Options(critical_method=CriticalMethod.LONGEST_PATH),
    )
    result = schedule(plan)
    assert [key for key, dates in result.activities.items() if dates.critical] == [2, 3]


def test_ties_are_all_on_the_longest_path_whatever_makes_critical() -> None:
    # 1 and 2 both end Tue 5 and drive 3; 4 ends Mon 4 and does not. The limit makes all critical.
    plan = plan_of(
        Activity(1, duration=2 * DAY),
        Activity(2, duration=2 * DAY),
        Activity(3, duration=DAY),
        Activity(4, duration=DAY),
        links=[Dependency(1, 3), Dependency(2, 3), Dependency(4, 3)],
        options=Options(critical_limit=DAY),
    )
    found = schedule(plan).activities
    assert [key for key, dates in found.items() if dates.longest_path] == [1, 2, 3]
    assert all(dates.critical for dates in found.values())
