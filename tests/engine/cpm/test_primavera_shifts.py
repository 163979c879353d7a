"""P6's conventions, rule by rule. Planned start Mon 4 January 2027 08:00, five-day week of 8 hours."""

from __future__ import annotations

from engine.calendars import WORKDAY, Calendar
from engine.cpm import DriverKind, schedule
from engine.plan import (
    Activity,
    ActivityKind,
    ConstraintKind,
    Dependency,
    DependencyKind,
    Options,
)
from tests.engine.plans import DAY, at, early, floats, p6

FS, SS, FF, SF = DependencyKind.FS, DependencyKind.SS, DependencyKind.FF, DependencyKind.SF
LONG = Activity(99, "the long one", duration=10 * DAY)  # Mon 4 - Fri 15 if it starts with the project
TWO_DAYS = Calendar({0: WORKDAY, 1: WORKDAY}, name="Monday and Tuesday")
START, FINISH = ActivityKind.START_MILESTONE, ActivityKind.FINISH_MILESTONE


def test_as_late_as_possible_uses_free_float_only() -> None:
    # 1 (1 d) before 2 (1 d), which starts Wed 6 by constraint: 1 moves to Tue 5 and no further.
    after = Activity(2, duration=DAY, constraint=ConstraintKind.SNET, constraint_date=at("2027-01-06 08:00"))
    row = Activity(1, duration=DAY, constraint=ConstraintKind.ALAP)
    result = schedule(p6(row, after, LONG, links=[Dependency(1, 2)]))
    assert early(result, 1) == ("01-05 08:00", "01-05 17:00")
    assert early(result, 2)[0] == "01-06 08:00"
    assert floats(result, 1)[0] == 7 * DAY  # late Thu 14, counted from where it moved to


def test_a_chain_as_late_as_possible_moves_together() -> None:
    rows = [Activity(number, duration=DAY, constraint=ConstraintKind.ALAP) for number in (1, 2)]
    result = schedule(p6(*rows, LONG, links=[Dependency(1, 2)]))
    assert early(result, 2) == ("01-15 08:00", "01-15 17:00")
    assert early(result, 1) == ("01-14 08:00", "01-14 17:00")
    assert result.activities[1].driver.kind is DriverKind.AS_LATE_AS_POSSIBLE


def test_a_start_milestone_as_late_as_possible_snaps_forward() -> None:
    # 2 starts Wed 13; the milestone works Mon-Tue: the latest is Wed 13 08:00, snapped to Mon 18.
    after = Activity(2, duration=DAY, constraint=ConstraintKind.SNET, constraint_date=at("2027-01-13 08:00"))
    row = Activity(1, kind=START, calendar=7, constraint=ConstraintKind.ALAP)
    result = schedule(p6(row, after, LONG, calendars={7: TWO_DAYS}, links=[Dependency(1, 2)]))
    assert early(result, 1)[0] == "01-18 08:00"


def test_an_expected_finish_sets_the_early_finish_and_leaves_no_free_float() -> None:
    row = Activity(1, duration=DAY, expected_finish=at("2027-01-08 17:00"))
    result = schedule(p6(row, LONG))
    assert early(result, 1) == ("01-04 08:00", "01-08 17:00")
    assert floats(result, 1) == (5 * DAY, 0)
    off = schedule(p6(row, LONG, options=Options(use_expected_finish=False)))
    assert early(off, 1)[1] == "01-04 17:00"


def test_level_of_effort_stretches_and_drives_nothing() -> None:
    # From the start of 1 (Mon 4) to the finish of 2 (Tue 12). 3 follows it and still starts Mon 4.
    effort = Activity(5, duration=DAY, kind=ActivityKind.LEVEL_OF_EFFORT)
    plan = p6(
        Activity(1, duration=5 * DAY),
        Activity(2, duration=2 * DAY),
        Activity(3, duration=DAY),
        effort,
        links=[Dependency(1, 2), Dependency(1, 5, SS), Dependency(2, 5, FF), Dependency(5, 3)],
    )
    result = schedule(plan)
    assert early(result, 3)[0] == "01-04 08:00"
    assert early(result, 5)[0] == "01-04 08:00"
    ends = p6(*plan.activities, links=[link for link in plan.dependencies if link.successor != 3])
    assert early(schedule(ends), 5) == ("01-04 08:00", "01-12 17:00")
