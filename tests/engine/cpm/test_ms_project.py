"""As late as possible, and from the finish. The project starts Mon 4 January 2027 08:00.

Where a plan holds "the long one", it is activity 99 of 10 days: Mon 4 - Fri 15 17:00, which is then
the project finish.
"""

from __future__ import annotations

from engine.cpm import schedule
from engine.plan import (
    Activity,
    ConstraintKind,
    Dependency,
    Options,
    Plan,
    ScheduleFrom,
)
from tests.engine.plans import DAY, at, early, floats, late, plan_of, show

LONG = Activity(99, "the long one", duration=10 * DAY)


def test_as_late_as_possible_takes_its_late_dates_and_pushes_what_follows() -> None:
    # 1 (2 d, ALAP) before 2 (3 d) beside ten days: late Mon 11 - Tue 12, then 2 from Wed 13.
    row = Activity(1, duration=2 * DAY, constraint=ConstraintKind.ALAP)
    result = schedule(plan_of(row, Activity(2, duration=3 * DAY), LONG, links=[Dependency(1, 2)]))
    assert early(result, 1) == late(result, 1) == ("01-11 08:00", "01-12 17:00")
    assert early(result, 2) == ("01-13 08:00", "01-15 17:00")
    assert floats(result, 1) == (0, 0)


def from_finish(*activities: Activity, links: list[Dependency]) -> Plan:
    return plan_of(
        *activities,
        links=links,
        finish=at("2027-01-29 17:00"),
        options=Options(schedule_from=ScheduleFrom.FINISH),
    )


def test_from_the_finish_late_dates_are_the_dates() -> None:
    # 2 (3 d) ends Fri 29: Wed 27 - Fri 29; 1 (2 d) before it: Mon 25 - Tue 26.
    rows = [
        Activity(number, duration=days * DAY, constraint=ConstraintKind.ALAP)
        for number, days in ((1, 2), (2, 3))
    ]
    result = schedule(from_finish(*rows, links=[Dependency(1, 2)]))
    assert late(result, 1) == ("01-25 08:00", "01-26 17:00")
    assert late(result, 2) == ("01-27 08:00", "01-29 17:00")
    assert show(result.activities[1].start) == "01-25 08:00"
    assert early(result, 1) == ("01-04 08:00", "01-05 17:00")
    assert show(result.start) == "01-25 08:00"
    assert show(result.finish) == "01-29 17:00"


def test_from_the_finish_as_soon_as_possible_keeps_early_dates() -> None:
    result = schedule(from_finish(Activity(1, duration=DAY), links=[]))
    assert show(result.activities[1].start) == "01-04 08:00"
