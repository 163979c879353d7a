"""P6's conventions, rule by rule. Planned start Mon 4 January 2027 08:00, five-day week of 8 hours."""

from __future__ import annotations

import pytest

from engine.calendars import WORKDAY, Calendar
from engine.cpm import DriverKind, schedule
from engine.plan import (
    Activity,
    ActivityKind,
    Assignment,
    ConstraintKind,
    Dependency,
    DependencyKind,
    LagCalendar,
    LagUnit,
    Options,
    ProgressLogic,
    Resource,
)
from tests.engine.plans import DAY, at, early, floats, late, p6, show

FS, SS, FF, SF = DependencyKind.FS, DependencyKind.SS, DependencyKind.FF, DependencyKind.SF
LONG = Activity(99, "the long one", duration=10 * DAY)  # Mon 4 - Fri 15 if it starts with the project
TWO_DAYS = Calendar({0: WORKDAY, 1: WORKDAY}, name="Monday and Tuesday")
SEVEN_DAYS = Calendar(dict.fromkeys(range(7), WORKDAY), name="seven days")
DATA_DATE = at("2027-01-11 08:00")
START, FINISH = ActivityKind.START_MILESTONE, ActivityKind.FINISH_MILESTONE


def done(number: int, start: str, finish: str, **settings: object) -> Activity:
    dates = {"actual_start": at(start), "actual_finish": at(finish)}
    return Activity(number, **dates, **settings)  # type: ignore[arg-type]  # Activity's own fields


# Remaining work


def test_the_data_date_or_the_planned_start_is_the_origin() -> None:
    assert early(schedule(p6(Activity(1, duration=DAY))), 1)[0] == "01-04 08:00"
    later = schedule(p6(Activity(1, duration=DAY), data_date=DATA_DATE))
    assert early(later, 1)[0] == "01-11 08:00"
    assert later.activities[1].driver.kind is DriverKind.DATA_DATE
    before = schedule(p6(Activity(1, duration=DAY), data_date=at("2026-12-01 08:00")))
    assert early(before, 1)[0] == "01-04 08:00"


def test_a_completed_activity_is_in_the_passes_with_nothing_left() -> None:
    row = done(1, "2027-01-04 08:00", "2027-01-06 17:00", duration=3 * DAY)
    result = schedule(p6(row, Activity(2, duration=DAY), data_date=DATA_DATE, links=[Dependency(1, 2)]))
    dates = result.activities[1]
    assert early(result, 1) == ("01-11 08:00", "01-11 08:00")
    assert (show(dates.start), show(dates.finish)) == ("01-04 08:00", "01-06 17:00")
    assert not dates.critical
    assert late(result, 2) == ("01-11 08:00", "01-11 17:00")
    assert late(result, 1) == ("01-11 08:00", "01-11 08:00")  # what the successor's late start allows


def test_remaining_work_starts_at_the_data_date() -> None:
    row = Activity(1, duration=5 * DAY, remaining_duration=2 * DAY, actual_start=at("2027-01-05 08:00"))
    result = schedule(p6(row, data_date=DATA_DATE))
    assert early(result, 1) == ("01-11 08:00", "01-12 17:00")
    assert show(result.activities[1].start) == "01-05 08:00"


def test_suspended_work_goes_on_when_resumed() -> None:
    row = Activity(
        1,
        duration=5 * DAY,
        remaining_duration=2 * DAY,
        actual_start=at("2027-01-05 08:00"),
        resume=at("2027-01-14 08:00"),
    )
    assert early(schedule(p6(row, data_date=DATA_DATE)), 1) == ("01-14 08:00", "01-15 17:00")


@pytest.mark.parametrize(
    ("logic", "expected"),
    [
        # 2 started before 1 (3 d, Mon 11 - Wed 13) ended: retained logic makes its rest wait.
        (ProgressLogic.RETAINED_LOGIC, ("01-14 08:00", "01-15 17:00")),
        (ProgressLogic.PROGRESS_OVERRIDE, ("01-11 08:00", "01-12 17:00")),
    ],
)
def test_work_out_of_sequence(logic: ProgressLogic, expected: tuple[str, str]) -> None:
    started = Activity(2, duration=4 * DAY, remaining_duration=2 * DAY, actual_start=at("2027-01-06 08:00"))
    plan = p6(
        Activity(1, duration=3 * DAY),
        started,
        data_date=DATA_DATE,
        links=[Dependency(1, 2)],
        options=Options(progress_logic=logic),
    )
    result = schedule(plan)
    assert early(result, 2) == expected
    # The link still bounds the predecessor's late dates: the rest of 2 may start Thu 14 or Tue 12.
    limits = {ProgressLogic.RETAINED_LOGIC: "01-13 17:00", ProgressLogic.PROGRESS_OVERRIDE: "01-11 17:00"}
    assert late(result, 1)[1] == limits[logic]


# Lags


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        # 1 (five days) ends Fri 8 17:00; 2 days of lag. 2 works seven days.
        (LagCalendar.PREDECESSOR, "01-13 08:00"),  # Mon 11, Tue 12
        (LagCalendar.SUCCESSOR, "01-11 08:00"),  # Sat 9, Sun 10
        (LagCalendar.PROJECT, "01-13 08:00"),
        (LagCalendar.ALWAYS, "01-09 09:00"),  # 960 minutes of the clock: Sat 9 09:00
    ],
)
def test_the_lag_calendar_is_an_option(choice: LagCalendar, expected: str) -> None:
    plan = p6(
        Activity(1, duration=5 * DAY),
        Activity(2, duration=DAY, calendar=7),
        calendars={7: SEVEN_DAYS},
        links=[Dependency(1, 2, lag=2 * DAY)],
        options=Options(lag_calendar=choice),
    )
    assert early(schedule(plan), 2)[0] == expected


def test_an_elapsed_lag_is_of_the_clock() -> None:
    link = Dependency(1, 2, lag=1440, lag_unit=LagUnit.ELAPSED)
    plan = p6(Activity(1, duration=DAY), Activity(2, duration=DAY), links=[link])
    assert early(schedule(plan), 2)[0] == "01-06 08:00"


@pytest.mark.parametrize(
    ("finish", "lag", "expected"),
    [
        # Data date Mon 11 08:00. The lag runs from the actual finish.
        ("2027-01-07 17:00", 3 * DAY, "01-13 08:00"),  # Friday used one: two are left
        ("2027-01-04 17:00", 3 * DAY, "01-11 08:00"),  # used up
        ("2027-01-07 17:00", -2 * DAY, "01-11 08:00"),  # a lead is over
    ],
)
def test_what_is_left_of_a_lag_after_a_finished_predecessor(finish: str, lag: int, expected: str) -> None:
    row = done(1, "2027-01-04 08:00", finish, duration=DAY)
    plan = p6(row, Activity(2, duration=DAY), data_date=DATA_DATE, links=[Dependency(1, 2, lag=lag)])
    assert early(schedule(plan), 2)[0] == expected


def test_what_is_left_of_a_start_lag_after_a_started_predecessor() -> None:
    # Started Wed 6, SS + 5 days: Wed, Thu, Fri are used, two are left from Mon 11.
    row = Activity(1, duration=9 * DAY, remaining_duration=6 * DAY, actual_start=at("2027-01-06 08:00"))
    plan = p6(row, Activity(2, duration=DAY), data_date=DATA_DATE, links=[Dependency(1, 2, SS, 5 * DAY)])
    assert early(schedule(plan), 2)[0] == "01-13 08:00"


# Where dates lie


def test_milestones_lie_on_their_own_side() -> None:
    # After 1 (Mon 4 - Fri 8 17:00) a start milestone is Mon 11 08:00, a finish milestone Fri 17:00.
    plan = p6(
        Activity(1, duration=5 * DAY),
        Activity(2, kind=START),
        Activity(3, kind=FINISH),
        links=[Dependency(1, 2), Dependency(1, 3)],
    )
    result = schedule(plan)
    assert early(result, 2) == ("01-11 08:00", "01-11 08:00")
    assert early(result, 3) == ("01-08 17:00", "01-08 17:00")


def test_a_finish_milestone_off_working_time_moves_to_the_next() -> None:
    result = schedule(p6(Activity(3, kind=FINISH), start=at("2027-01-10 12:00")))
    assert early(result, 3)[0] == "01-11 08:00"


@pytest.mark.parametrize(
    ("kind", "lag", "expected"),
    [
        # 1 takes 4 d (Mon 4 - Thu 7), 2 takes 2 d.
        (FS, 0, ("01-08 08:00", "01-11 17:00")),
        (FS, -DAY, ("01-07 08:00", "01-08 17:00")),
        (SS, DAY, ("01-05 08:00", "01-06 17:00")),
        (FF, 0, ("01-06 08:00", "01-07 17:00")),
        (FF, DAY, ("01-07 08:00", "01-08 17:00")),
        (SF, 5 * DAY, ("01-07 08:00", "01-08 17:00")),
        (SF, 0, ("01-04 08:00", "01-05 17:00")),
    ],
)
def test_link_kinds_and_lags(kind: DependencyKind, lag: int, expected: tuple[str, str]) -> None:
    plan = p6(
        Activity(1, duration=4 * DAY), Activity(2, duration=2 * DAY), links=[Dependency(1, 2, kind, lag)]
    )
    assert early(schedule(plan), 2) == expected


def test_a_resource_dependent_activity_works_when_its_resource_does() -> None:
    def scheduled(kind: ActivityKind) -> str:
        plan = p6(
            Activity(1, duration=3 * DAY, kind=kind),
            calendars={7: TWO_DAYS},
            resources=[Resource(1, calendar=7)],
            assignments=[Assignment(1, 1, work=3 * DAY)],
        )
        return early(schedule(plan), 1)[1]

    assert scheduled(ActivityKind.RESOURCE_DEPENDENT) == "01-11 17:00"
    assert scheduled(ActivityKind.TASK) == "01-06 17:00"


# Constraints


@pytest.mark.parametrize(
    ("kind", "moment", "early_dates", "late_dates"),
    [
        # 2 (2 d) follows 1 (5 d): early Mon 11 - Tue 12; with the long one late Thu 14 - Fri 15.
        (ConstraintKind.SNET, "2027-01-13 08:00", "01-13 08:00", "01-14 08:00"),
        (ConstraintKind.FNET, "2027-01-13 17:00", "01-12 08:00", "01-14 08:00"),
        (ConstraintKind.SNLT, "2027-01-06 08:00", "01-11 08:00", "01-06 08:00"),
        (ConstraintKind.FNLT, "2027-01-07 17:00", "01-11 08:00", "01-06 08:00"),
        (ConstraintKind.START_ON, "2027-01-13 08:00", "01-13 08:00", "01-13 08:00"),
        (ConstraintKind.START_ON, "2027-01-06 08:00", "01-11 08:00", "01-06 08:00"),
        (ConstraintKind.FINISH_ON, "2027-01-13 17:00", "01-12 08:00", "01-12 08:00"),
        (ConstraintKind.MANDATORY_START, "2027-01-06 08:00", "01-06 08:00", "01-06 08:00"),
        (ConstraintKind.MANDATORY_FINISH, "2027-01-07 17:00", "01-06 08:00", "01-06 08:00"),
    ],
)
def test_constraints(kind: ConstraintKind, moment: str, early_dates: str, late_dates: str) -> None:
    row = Activity(2, duration=2 * DAY, constraint=kind, constraint_date=at(moment))
    result = schedule(p6(Activity(1, duration=5 * DAY), row, LONG, links=[Dependency(1, 2)]))
    assert early(result, 2)[0] == early_dates
    assert late(result, 2)[0] == late_dates


def test_a_second_constraint_binds_as_well() -> None:
    row = Activity(
        1,
        duration=DAY,
        constraint=ConstraintKind.SNET,
        constraint_date=at("2027-01-06 08:00"),
        second_constraint=ConstraintKind.FNLT,
        second_constraint_date=at("2027-01-12 17:00"),
    )
    result = schedule(p6(row, LONG))
    assert early(result, 1)[0] == "01-06 08:00"
    assert late(result, 1)[1] == "01-12 17:00"


def test_a_start_constraint_on_a_started_activity_is_past() -> None:
    row = Activity(
        1,
        duration=DAY,
        actual_start=at("2027-01-04 08:00"),
        constraint=ConstraintKind.SNET,
        constraint_date=at("2027-02-01 08:00"),
    )
    assert early(schedule(p6(row, data_date=DATA_DATE)), 1)[0] == "01-11 08:00"


# Backward


def test_must_finish_by_is_the_late_finish_of_open_ends() -> None:
    result = schedule(p6(Activity(1, duration=DAY), must_finish_by=at("2027-01-08 17:00")))
    assert late(result, 1)[1] == "01-08 17:00"
    assert floats(result, 1)[0] == 4 * DAY


def test_open_ends_may_be_made_critical() -> None:
    result = schedule(p6(Activity(1, duration=DAY), LONG, options=Options(multiple_critical_paths=True)))
    assert result.activities[1].critical


def test_a_start_link_bounds_the_late_start() -> None:
    # 2 (3 d) starts Wed 13 at the latest, so does 1 (1 d), which then ends Wed 13 too.
    plan = p6(Activity(1, duration=DAY), Activity(2, duration=3 * DAY), LONG, links=[Dependency(1, 2, SS)])
    assert late(schedule(plan), 1) == ("01-13 08:00", "01-13 17:00")


def test_a_start_link_bound_off_a_work_start_goes_to_the_finish_before() -> None:
    # 2 works Mon-Tue, 1 d, late on Tue 12. 1 works Thu only: at or before Tue 12 08:00 its
    # last work ended Thu 7 17:00; that is its late start, and a day of work later is Thu 14.
    plan = p6(
        Activity(1, duration=DAY, calendar=8),
        Activity(2, duration=DAY, calendar=7),
        LONG,
        calendars={7: TWO_DAYS, 8: Calendar({3: WORKDAY})},
        links=[Dependency(1, 2, SS)],
    )
    assert late(schedule(plan), 1) == ("01-07 17:00", "01-14 17:00")


def test_a_late_start_milestone_stays_where_it_is_working_time() -> None:
    # Before 2 (1 d, late Fri 15 08:00): a start milestone may be Fri 15 08:00, not Thu 17:00.
    plan = p6(
        Activity(1, kind=START),
        Activity(3, kind=FINISH),
        Activity(2, duration=DAY),
        LONG,
        links=[Dependency(1, 2), Dependency(3, 2)],
    )
    result = schedule(plan)
    assert late(result, 1) == ("01-15 08:00", "01-15 08:00")
    assert late(result, 3)[1] == "01-14 17:00"
