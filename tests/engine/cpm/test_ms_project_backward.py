"""MS Project's backward pass, rule by rule. The project starts Mon 4 January 2027 08:00.

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
    Dependency,
    DependencyKind,
    Options,
    Resource,
)
from tests.engine.plans import DAY, at, early, floats, late, manual, plan_of, show

FS, SS, FF, SF = DependencyKind.FS, DependencyKind.SS, DependencyKind.FF, DependencyKind.SF
LONG = Activity(99, "the long one", duration=10 * DAY)
TWO_DAYS = Calendar({0: WORKDAY, 1: WORKDAY}, name="Monday and Tuesday")


# What bounds the late finish


def test_open_ends_may_finish_with_the_project() -> None:
    result = schedule(plan_of(Activity(1, duration=DAY), LONG))
    assert late(result, 1) == ("01-15 08:00", "01-15 17:00")
    assert show(result.finish) == "01-15 17:00"


def test_a_manual_summary_sets_the_project_finish() -> None:
    summary = manual(10, "2027-01-04 08:00", "2027-01-22 17:00")
    result = schedule(plan_of(summary, Activity(11, parent=10, duration=DAY), Activity(1, duration=DAY)))
    assert late(result, 1)[1] == "01-22 17:00"


@pytest.mark.parametrize(
    ("kind", "lag", "expected"),
    [
        # 1 takes 2 d; 2 takes 3 d and must end Fri 15, so its late start is Wed 13 08:00.
        (FS, 0, ("01-11 08:00", "01-12 17:00")),
        (FS, DAY, ("01-08 08:00", "01-11 17:00")),
        (FS, -DAY, ("01-12 08:00", "01-13 17:00")),
        (SS, 0, ("01-13 08:00", "01-14 17:00")),
        (SS, DAY, ("01-12 08:00", "01-13 17:00")),
        (FF, 0, ("01-14 08:00", "01-15 17:00")),
        (FF, DAY, ("01-13 08:00", "01-14 17:00")),
        (SF, 0, ("01-14 08:00", "01-15 17:00")),
    ],
)
def test_successors_bound_by_link_kind(kind: DependencyKind, lag: int, expected: tuple[str, str]) -> None:
    plan = plan_of(
        Activity(1, duration=2 * DAY),
        Activity(2, duration=3 * DAY),
        LONG,
        links=[Dependency(1, 2, kind, lag)],
    )
    assert late(schedule(plan), 1) == expected


def test_successors_of_the_summary_above_bound_too() -> None:
    # 20 (2 d) must start Thu 14 at the latest; the summary 10 precedes it, and 11 is under 10.
    plan = plan_of(
        Activity(10),
        Activity(11, parent=10, duration=DAY),
        Activity(20, duration=2 * DAY),
        LONG,
        links=[Dependency(10, 20)],
    )
    assert late(schedule(plan), 11) == ("01-13 08:00", "01-13 17:00")


def test_a_summary_successor_counts_with_the_earliest_late_start_under_it() -> None:
    # Under 10: 11 (2 d, late start Thu 14) and 12 (4 d, late start Tue 12).
    plan = plan_of(
        Activity(1, duration=DAY),
        Activity(10),
        Activity(11, parent=10, duration=2 * DAY),
        Activity(12, parent=10, duration=4 * DAY),
        LONG,
        links=[Dependency(1, 10)],
    )
    assert late(schedule(plan), 1) == ("01-11 08:00", "01-11 17:00")


def test_a_manual_child_counts_with_its_own_dates_in_the_roll_up() -> None:
    # 11 is manual on Wed 6; its own late dates are later, but the summary starts late on Wed 6.
    plan = plan_of(
        Activity(1, duration=DAY),
        Activity(10),
        manual(11, "2027-01-06 08:00", "2027-01-06 17:00", parent=10, duration=DAY),
        Activity(12, parent=10, duration=DAY),
        LONG,
        links=[Dependency(1, 10)],
    )
    result = schedule(plan)
    assert late(result, 10) == ("01-06 08:00", "01-15 17:00")
    assert late(result, 1)[1] == "01-05 17:00"


def test_completed_successors_bound_nothing() -> None:
    done = Activity(
        2, duration=DAY, actual_start=at("2027-01-05 08:00"), actual_finish=at("2027-01-05 17:00")
    )
    result = schedule(plan_of(Activity(1, duration=DAY), done, LONG, links=[Dependency(1, 2)]))
    assert late(result, 1)[1] == "01-15 17:00"


def test_a_levelling_delay_of_the_successor_comes_off() -> None:
    # 2 (1 d) may start Fri 15 08:00 at the latest, one elapsed day of delay before: Thu 14 08:00.
    plan = plan_of(
        Activity(1, duration=DAY),
        Activity(2, duration=DAY, levelling_delay=1440),
        LONG,
        links=[Dependency(1, 2)],
    )
    assert late(schedule(plan), 1) == ("01-13 08:00", "01-13 17:00")


def test_a_started_successor_counts_with_its_remaining_work() -> None:
    # 2 started, 3 of 4 days left, must end Fri 15: the rest starts Wed 13 08:00 at the latest.
    started = Activity(2, duration=4 * DAY, remaining_duration=3 * DAY, actual_start=at("2027-01-05 08:00"))
    result = schedule(plan_of(Activity(1, duration=DAY), started, LONG, links=[Dependency(1, 2)]))
    assert late(result, 1)[1] == "01-12 17:00"
    assert late(result, 2) == ("01-05 08:00", "01-15 17:00")  # its own late start is the actual one


def test_a_deadline_clips_the_late_finish() -> None:
    # 5 d, deadline Wed 6 17:00: two days too few.
    result = schedule(plan_of(Activity(1, duration=5 * DAY, deadline=at("2027-01-06 17:00")), LONG))
    assert late(result, 1) == ("12-31 08:00", "01-06 17:00")
    assert floats(result, 1)[0] == -2 * DAY
    assert result.activities[1].critical


@pytest.mark.parametrize(
    ("kind", "moment", "expected"),
    [
        # 1 day of work; by logic late on Fri 15.
        (ConstraintKind.MSO, "2027-01-06 08:00", ("01-06 08:00", "01-06 17:00")),
        (ConstraintKind.MFO, "2027-01-07 17:00", ("01-07 08:00", "01-07 17:00")),
        (ConstraintKind.SNLT, "2027-01-06 08:00", ("01-06 08:00", "01-06 17:00")),
        (ConstraintKind.FNLT, "2027-01-07 17:00", ("01-07 08:00", "01-07 17:00")),
        (ConstraintKind.SNET, "2027-01-06 08:00", ("01-15 08:00", "01-15 17:00")),
        (ConstraintKind.FNET, "2027-01-06 17:00", ("01-15 08:00", "01-15 17:00")),
    ],
)
def test_constraints_bound_late_dates(kind: ConstraintKind, moment: str, expected: tuple[str, str]) -> None:
    row = Activity(1, duration=DAY, constraint=kind, constraint_date=at(moment))
    assert late(schedule(plan_of(row, LONG)), 1) == expected


def test_a_constraint_against_the_logic_makes_float_negative() -> None:
    # 2 must start Wed 6 although 1 ends Fri 8: 1 should have ended Tue 5, three days before.
    must = Activity(2, duration=DAY, constraint=ConstraintKind.MSO, constraint_date=at("2027-01-06 08:00"))
    result = schedule(plan_of(Activity(1, duration=5 * DAY), must, links=[Dependency(1, 2)]))
    assert early(result, 2)[0] == "01-06 08:00"
    assert floats(result, 1) == (-3 * DAY, 0)


# Where late dates lie


def test_the_late_finish_lies_on_a_finish_and_a_milestone_stays_where_it_is() -> None:
    # 2 is an elapsed day that must end Sun 17 17:00 with the project, so it starts Sat 16 17:00.
    elapsed = Activity(98, duration=9 * 1440 + 9 * 60, elapsed=True)  # Mon 4 08:00 - Wed 13 17:00
    end = Activity(97, duration=4 * 1440, elapsed=True)  # to Sun 17 17:00
    plan = plan_of(
        Activity(1, duration=DAY),
        Activity(3),
        Activity(2, duration=1440, elapsed=True),
        elapsed,
        end,
        links=[Dependency(98, 97), Dependency(1, 2), Dependency(3, 2)],
    )
    result = schedule(plan)
    assert show(result.finish) == "01-17 17:00"
    assert late(result, 2) == ("01-16 17:00", "01-17 17:00")
    assert late(result, 1)[1] == "01-15 17:00"
    assert late(result, 3)[1] == "01-16 17:00"


def test_late_dates_of_several_walks() -> None:
    # 16 h on Mon-Tue and 8 h on the week, to end Fri 15: the first started Mon 11 at the latest,
    # and from Mon 11 both are done on Tue 12: that is the late finish.
    plan = plan_of(
        Activity(1, duration=2 * DAY),
        LONG,
        calendars={7: TWO_DAYS, 8: Calendar.standard()},
        resources=[Resource(1, calendar=7), Resource(2, calendar=8)],
        assignments=[Assignment(1, 1, work=2 * DAY), Assignment(1, 2, work=DAY)],
    )
    assert late(schedule(plan), 1) == ("01-11 08:00", "01-12 17:00")


def test_a_manual_late_finish_is_the_raw_bound() -> None:
    # 2 (1 d) may start Fri 15 08:00; the manual 1 before it ends late at just that instant.
    plan = plan_of(
        manual(1, "2027-01-05 08:00", "2027-01-05 17:00", duration=DAY),
        Activity(2, duration=DAY),
        LONG,
        links=[Dependency(1, 2)],
    )
    assert late(schedule(plan), 1) == ("01-14 08:00", "01-15 08:00")


def test_start_links_do_not_bound_a_manual_or_started_predecessor() -> None:
    started = Activity(2, duration=DAY, actual_start=at("2027-01-05 08:00"))
    plan = plan_of(
        manual(1, "2027-01-05 08:00", "2027-01-05 17:00", duration=DAY),
        started,
        Activity(3, duration=5 * DAY),
        LONG,
        links=[Dependency(1, 3, SS), Dependency(2, 3, SS)],
    )
    result = schedule(plan)
    assert late(result, 1)[1] == late(result, 2)[1] == "01-15 17:00"


def test_a_manual_activity_has_no_negative_float() -> None:
    # 2 must end Wed 6, so it starts that day; manual 1 ends only Thu 7: late = its own dates.
    must = Activity(2, duration=DAY, constraint=ConstraintKind.MFO, constraint_date=at("2027-01-06 17:00"))
    plan = plan_of(
        manual(1, "2027-01-07 08:00", "2027-01-07 17:00", duration=DAY), must, links=[Dependency(1, 2)]
    )
    result = schedule(plan)
    assert late(result, 1) == ("01-07 08:00", "01-07 17:00")
    assert floats(result, 1)[0] == 0


def test_a_manual_started_activity_has_a_late_start_of_its_own() -> None:
    # Started or not, a manual activity's late start is its late finish less its duration.
    row = manual(1, "2027-01-05 08:00", "2027-01-05 17:00", duration=DAY, actual_start=at("2027-01-05 08:00"))
    assert late(schedule(plan_of(row, LONG)), 1) == ("01-15 08:00", "01-15 17:00")


def test_completed_late_dates_are_the_actual_ones() -> None:
    done = Activity(
        1, duration=DAY, actual_start=at("2027-01-05 08:00"), actual_finish=at("2027-01-05 17:00")
    )
    result = schedule(plan_of(done, LONG))
    assert late(result, 1) == ("01-05 08:00", "01-05 17:00")
    assert floats(result, 1) == (0, 0)
    assert not result.activities[1].critical


@pytest.mark.parametrize(("bound", "expected"), [(True, "01-08 17:00"), (False, "01-15 17:00")])
def test_a_manual_summary_bounds_its_children_only_in_older_versions(bound: bool, expected: str) -> None:
    plan = plan_of(
        manual(10, "2027-01-04 08:00", "2027-01-08 17:00"),
        Activity(11, parent=10, duration=DAY),
        LONG,
        options=Options(late_bound_by_manual_summary=bound),
    )
    assert late(schedule(plan), 11)[1] == expected


def test_a_manual_summary_is_never_late_before_its_own_dates() -> None:
    plan = plan_of(
        manual(10, "2027-01-06 08:00", "2027-01-20 17:00"),
        manual(11, "2027-01-05 08:00", "2027-01-05 17:00", parent=10, duration=DAY),
    )
    assert late(schedule(plan), 10) == ("01-06 08:00", "01-20 17:00")


def test_every_open_end_may_be_critical() -> None:
    plan = plan_of(Activity(1, duration=DAY), LONG, options=Options(multiple_critical_paths=True))
    result = schedule(plan)
    assert late(result, 1) == ("01-04 08:00", "01-04 17:00")
    assert result.activities[1].critical
