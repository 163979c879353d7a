"""MS Project's forward pass, rule by rule. Mon 4 January 2027 08:00 is the project start."""

from __future__ import annotations

import pytest

from engine.calendars import WORKDAY, Calendar
from engine.cpm import DriverKind, schedule
from engine.plan import (
    Activity,
    ConstraintKind,
    Dependency,
    DependencyKind,
    LagUnit,
    Options,
)
from tests.engine.plans import DAY, HOUR, at, early, late, plan_of

FS, SS, FF, SF = DependencyKind.FS, DependencyKind.SS, DependencyKind.FF, DependencyKind.SF
TWO_DAYS = Calendar({0: WORKDAY, 1: WORKDAY}, name="Monday and Tuesday")


# Links


@pytest.mark.parametrize(
    ("kind", "lag", "expected"),
    [
        # A is Mon 4 - Thu 7 (4 d), B takes 2 d.
        (FS, 0, ("01-08 08:00", "01-11 17:00")),
        (FS, DAY, ("01-11 08:00", "01-12 17:00")),
        (FS, -DAY, ("01-07 08:00", "01-08 17:00")),
        (SS, 0, ("01-04 08:00", "01-05 17:00")),
        (SS, DAY, ("01-05 08:00", "01-06 17:00")),
        (SS, -DAY, ("01-01 08:00", "01-04 17:00")),
        (FF, 0, ("01-06 08:00", "01-07 17:00")),
        (FF, DAY, ("01-07 08:00", "01-08 17:00")),
        (FF, -DAY, ("01-05 08:00", "01-06 17:00")),
        (SF, 5 * DAY, ("01-07 08:00", "01-08 17:00")),
        (SF, 0, ("01-04 08:00", "01-05 17:00")),  # would start Dec 31: not before the project
    ],
)
def test_link_kinds_and_lags(kind: DependencyKind, lag: int, expected: tuple[str, str]) -> None:
    plan = plan_of(
        Activity(1, duration=4 * DAY), Activity(2, duration=2 * DAY), links=[Dependency(1, 2, kind, lag)]
    )
    assert early(schedule(plan), 2) == expected


@pytest.mark.parametrize(
    ("kind", "lag", "expected"),
    [
        # A milestone stays on the side it is driven to: 17:00, not 08:00 of the next day.
        (FS, 0, "01-07 17:00"),
        (FS, DAY, "01-08 17:00"),
        (FS, -DAY, "01-07 08:00"),
        (SS, 0, "01-04 08:00"),
        (SS, DAY, "01-04 17:00"),
        (FF, 0, "01-07 17:00"),
        (FF, -DAY, "01-06 17:00"),
        (SF, DAY, "01-04 17:00"),
    ],
)
def test_links_to_a_milestone(kind: DependencyKind, lag: int, expected: str) -> None:
    plan = plan_of(Activity(1, duration=4 * DAY), Activity(2), links=[Dependency(1, 2, kind, lag)])
    assert early(schedule(plan), 2) == (expected, expected)


def test_start_and_finish_links_between_the_same_pair_both_bind() -> None:
    # SS+1d: from Tue 5. FF+2d: ends Mon 11 at the earliest, so with 2 d it starts Fri 8.
    links = [Dependency(1, 2, SS, DAY), Dependency(1, 2, FF, 2 * DAY)]
    plan = plan_of(Activity(1, duration=4 * DAY), Activity(2, duration=2 * DAY), links=links)
    assert early(schedule(plan), 2) == ("01-08 08:00", "01-11 17:00")


def test_a_lag_counts_on_the_successor_s_calendar() -> None:
    # 1 day of lag after Mon 4 17:00 on Mon-Tue: Tue 5 17:00, so the successor starts Mon 11.
    plan = plan_of(
        Activity(1, duration=DAY),
        Activity(2, duration=DAY, calendar=7),
        links=[Dependency(1, 2, lag=DAY)],
        calendars={7: TWO_DAYS},
    )
    assert early(schedule(plan), 2) == ("01-11 08:00", "01-11 17:00")


@pytest.mark.parametrize(
    ("unit", "lag", "expected"),
    [
        # A is Mon 4 - Thu 7 17:00.
        (LagUnit.ELAPSED, 24 * HOUR, "01-11 08:00"),  # Fri 17:00, so Monday
        (LagUnit.ELAPSED, 12 * HOUR, "01-08 08:00"),  # Fri 05:00
        (LagUnit.PERCENT, 50, "01-12 08:00"),  # half of 4 d = 2 d
        (LagUnit.PERCENT, -25, "01-07 08:00"),  # a lead of 1 d
        (LagUnit.ELAPSED_PERCENT, 50, "01-08 09:00"),  # 16 h of the clock: Fri 09:00
    ],
)
def test_units_of_a_lag(unit: LagUnit, lag: int, expected: str) -> None:
    link = Dependency(1, 2, FS, lag, unit)
    plan = plan_of(Activity(1, duration=4 * DAY), Activity(2, duration=DAY), links=[link])
    assert early(schedule(plan), 2)[0] == expected


def test_a_percentage_of_an_elapsed_duration_is_elapsed() -> None:
    # 1 is two days of the clock, Mon 4 08:00 - Wed 6 08:00; half of it later: Thu 7 08:00.
    link = Dependency(1, 2, FS, 50, LagUnit.PERCENT)
    plan = plan_of(Activity(1, duration=2 * 1440, elapsed=True), Activity(2, duration=DAY), links=[link])
    assert early(schedule(plan), 2)[0] == "01-07 08:00"


# The project start is only the default


def test_an_earlier_constraint_beats_the_project_start() -> None:
    row = Activity(1, duration=DAY, constraint=ConstraintKind.SNET, constraint_date=at("2026-12-30 08:00"))
    assert early(schedule(plan_of(row)), 1) == ("12-30 08:00", "12-30 17:00")


def test_a_lead_reaches_before_the_project_start() -> None:
    # Mon 4 17:00 less 3 days of work: Thu Dec 31 08:00.
    plan = plan_of(
        Activity(1, duration=DAY), Activity(2, duration=DAY), links=[Dependency(1, 2, lag=-3 * DAY)]
    )
    assert early(schedule(plan), 2) == ("12-31 08:00", "12-31 17:00")


def test_a_start_outside_working_time_moves_to_the_next() -> None:
    plan = plan_of(Activity(1, duration=DAY), Activity(2), start=at("2027-01-03 03:00"))
    result = schedule(plan)
    assert early(result, 1) == ("01-04 08:00", "01-04 17:00")
    assert early(result, 2) == ("01-03 03:00", "01-03 03:00")  # a milestone is never moved


def test_a_finish_asked_for_is_kept_where_it_is_the_same_working_instant() -> None:
    # A is an elapsed day from Fri 8 17:00 to Sat 9 17:00; B must finish with it. Its walk ends
    # Fri 17:00, no work lies between, so it keeps Sat 17:00.
    plan = plan_of(
        Activity(1, duration=5 * DAY),
        Activity(2, duration=1440, elapsed=True),
        Activity(3, duration=DAY),
        links=[Dependency(1, 2), Dependency(2, 3, FF)],
    )
    assert early(schedule(plan), 3) == ("01-08 08:00", "01-09 17:00")


# Constraints

WEDNESDAY = at("2027-01-13 08:00")
WEDNESDAY_EVENING = at("2027-01-13 17:00")


@pytest.mark.parametrize(
    ("kind", "moment", "expected"),
    [
        # B (2 d) follows A (5 d, Mon 4 - Fri 8): by logic Mon 11 - Tue 12.
        (ConstraintKind.ASAP, None, ("01-11 08:00", "01-12 17:00")),
        (ConstraintKind.SNET, WEDNESDAY, ("01-13 08:00", "01-14 17:00")),
        (ConstraintKind.SNET, at("2027-01-06 08:00"), ("01-11 08:00", "01-12 17:00")),
        (ConstraintKind.FNET, WEDNESDAY_EVENING, ("01-12 08:00", "01-13 17:00")),
        (ConstraintKind.FNET, at("2027-01-06 17:00"), ("01-11 08:00", "01-12 17:00")),
        (ConstraintKind.MSO, WEDNESDAY, ("01-13 08:00", "01-14 17:00")),
        (ConstraintKind.MSO, at("2027-01-06 08:00"), ("01-06 08:00", "01-07 17:00")),
        (ConstraintKind.MFO, WEDNESDAY_EVENING, ("01-12 08:00", "01-13 17:00")),
        (ConstraintKind.MFO, at("2027-01-07 17:00"), ("01-06 08:00", "01-07 17:00")),
        (ConstraintKind.SNLT, WEDNESDAY, ("01-11 08:00", "01-12 17:00")),
        (ConstraintKind.SNLT, at("2027-01-06 08:00"), ("01-06 08:00", "01-07 17:00")),
        (ConstraintKind.FNLT, WEDNESDAY_EVENING, ("01-11 08:00", "01-12 17:00")),
        (ConstraintKind.FNLT, at("2027-01-07 17:00"), ("01-06 08:00", "01-07 17:00")),
    ],
)
def test_constraints_win_where_they_are_honored(
    kind: ConstraintKind, moment: int | None, expected: tuple[str, str]
) -> None:
    plan = plan_of(
        Activity(1, duration=5 * DAY),
        Activity(2, duration=2 * DAY, constraint=kind, constraint_date=moment),
        links=[Dependency(1, 2)],
    )
    assert early(schedule(plan), 2) == expected


@pytest.mark.parametrize(
    ("kind", "moment", "expected"),
    [
        (ConstraintKind.MSO, at("2027-01-06 08:00"), ("01-11 08:00", "01-12 17:00")),
        (ConstraintKind.MSO, WEDNESDAY, ("01-13 08:00", "01-14 17:00")),
        (ConstraintKind.MFO, at("2027-01-07 17:00"), ("01-11 08:00", "01-12 17:00")),
        (ConstraintKind.SNLT, at("2027-01-06 08:00"), ("01-11 08:00", "01-12 17:00")),
        (ConstraintKind.FNLT, at("2027-01-07 17:00"), ("01-11 08:00", "01-12 17:00")),
    ],
)
def test_links_win_where_constraints_are_not_honored(
    kind: ConstraintKind, moment: int, expected: tuple[str, str]
) -> None:
    plan = plan_of(
        Activity(1, duration=5 * DAY),
        Activity(2, duration=2 * DAY, constraint=kind, constraint_date=moment),
        links=[Dependency(1, 2)],
        options=Options(honor_constraints=False),
    )
    assert early(schedule(plan), 2) == expected


def test_a_deadline_moves_no_early_date() -> None:
    plan = plan_of(Activity(1, duration=5 * DAY, deadline=at("2027-01-06 17:00")))
    assert early(schedule(plan), 1) == ("01-04 08:00", "01-08 17:00")


# Summaries


def test_links_and_constraints_on_summaries_reach_what_is_under_them() -> None:
    # Outer 10 follows 1 (ends Mon 4); inner 11 may not start before Thu 7; 12 is in both.
    plan = plan_of(
        Activity(1, duration=DAY),
        Activity(10),
        Activity(11, parent=10, constraint=ConstraintKind.SNET, constraint_date=at("2027-01-07 08:00")),
        Activity(12, parent=11, duration=DAY),
        Activity(13, parent=10, duration=DAY),
        links=[Dependency(1, 10)],
    )
    result = schedule(plan)
    assert early(result, 12) == ("01-07 08:00", "01-07 17:00")
    assert early(result, 13) == ("01-05 08:00", "01-05 17:00")
    assert early(result, 10) == ("01-05 08:00", "01-07 17:00")
    assert result.activities[12].driver.kind is DriverKind.SUMMARY_CONSTRAINT


def test_a_finish_link_on_a_summary_pulls_the_finish_of_what_is_under_it() -> None:
    # 1 ends Fri 8; FF on the summary: its child of 2 d ends then too.
    plan = plan_of(
        Activity(1, duration=5 * DAY),
        Activity(10),
        Activity(11, parent=10, duration=2 * DAY),
        links=[Dependency(1, 10, FF)],
    )
    assert early(schedule(plan), 11) == ("01-07 08:00", "01-08 17:00")


@pytest.mark.parametrize(("kind", "start"), [(FS, "01-07 08:00"), (SS, "01-05 08:00")])
def test_a_summary_drives_by_its_first_start_and_its_last_finish(kind: DependencyKind, start: str) -> None:
    # Both children start Tue 5; one ends Tue 5, the other Wed 6.
    snet, moment = ConstraintKind.SNET, at("2027-01-05 08:00")
    plan = plan_of(
        Activity(10),
        Activity(11, parent=10, duration=DAY, constraint=snet, constraint_date=moment),
        Activity(12, parent=10, duration=2 * DAY, constraint=snet, constraint_date=moment),
        Activity(20, duration=DAY),
        links=[Dependency(10, 20, kind)],
    )
    assert early(schedule(plan), 20)[0] == start


# Manual mode


def test_a_manual_activity_keeps_its_dates_and_pushes_what_follows() -> None:
    # Its own predecessor (ends Fri 8) and constraint are ignored.
    manual = Activity(
        2,
        duration=DAY,
        manual=True,
        manual_start=at("2027-01-05 10:00"),
        manual_finish=at("2027-01-06 10:00"),
        constraint=ConstraintKind.SNET,
        constraint_date=at("2027-02-01 08:00"),
    )
    plan = plan_of(
        Activity(1, duration=5 * DAY),
        manual,
        Activity(3, duration=DAY),
        links=[Dependency(1, 2), Dependency(2, 3)],
    )
    result = schedule(plan)
    assert early(result, 2) == ("01-05 10:00", "01-06 10:00")
    assert early(result, 3) == ("01-06 10:00", "01-07 10:00")


def test_a_manual_summary_keeps_its_dates_and_cuts_off_what_comes_before() -> None:
    # 1 ends Fri 8 and precedes the summary, which starts by hand on Wed 6; so does its child.
    summary = Activity(
        10, manual=True, manual_start=at("2027-01-06 08:00"), manual_finish=at("2027-01-20 17:00")
    )
    plan = plan_of(
        Activity(1, duration=5 * DAY),
        summary,
        Activity(11, parent=10, duration=DAY),
        Activity(20, duration=DAY),
        links=[Dependency(1, 10), Dependency(10, 20)],
    )
    result = schedule(plan)
    assert early(result, 10) == ("01-06 08:00", "01-20 17:00")
    assert early(result, 11) == ("01-06 08:00", "01-06 17:00")
    assert early(result, 20)[0] == "01-21 08:00"


# Progress, external, inactive


def test_an_actual_start_stands_whatever_the_links_say() -> None:
    started = Activity(2, duration=2 * DAY, actual_start=at("2027-01-05 08:00"))
    plan = plan_of(Activity(1, duration=5 * DAY), started, links=[Dependency(1, 2)])
    assert early(schedule(plan), 2) == ("01-05 08:00", "01-06 17:00")


def test_actual_dates_of_a_completed_activity_stand() -> None:
    done = Activity(
        1, duration=DAY, actual_start=at("2027-01-05 08:00"), actual_finish=at("2027-01-07 12:00")
    )
    plan = plan_of(done, Activity(2, duration=DAY), links=[Dependency(1, 2)])
    result = schedule(plan)
    assert early(result, 1) == ("01-05 08:00", "01-07 12:00")
    assert early(result, 2) == ("01-07 13:00", "01-08 12:00")


def test_remaining_work_goes_on_when_it_is_resumed() -> None:
    # 4 d, half done; the other 2 d go on Mon 11: until Tue 12.
    row = Activity(
        1,
        duration=4 * DAY,
        percent_complete=50.0,
        actual_start=at("2027-01-04 08:00"),
        resume=at("2027-01-11 08:00"),
    )
    assert early(schedule(plan_of(row)), 1) == ("01-04 08:00", "01-12 17:00")


def test_external_dates_are_inputs_and_do_not_end_the_project() -> None:
    external = Activity(1, external_start=at("2027-01-05 08:00"), external_finish=at("2027-03-05 17:00"))
    plan = plan_of(external, Activity(2, duration=DAY), Activity(3, duration=DAY), links=[Dependency(1, 2)])
    result = schedule(plan)
    assert early(result, 1) == late(result, 1) == ("01-05 08:00", "03-05 17:00")
    assert early(result, 2)[0] == "03-08 08:00"
    alone = schedule(plan_of(external, Activity(3, duration=DAY)))
    assert alone.finish == at("2027-01-04 17:00")


def test_an_inactive_activity_drives_nothing() -> None:
    plan = plan_of(
        Activity(1, duration=5 * DAY, active=False),
        Activity(2, duration=DAY),
        Activity(10, active=False),
        Activity(11, parent=10, duration=30 * DAY),
        links=[Dependency(1, 2), Dependency(11, 2)],
    )
    result = schedule(plan)
    assert early(result, 2) == ("01-04 08:00", "01-04 17:00")
    assert result.finish == at("2027-01-04 17:00")
