"""Calendars, durations, splits and levelling delay. Mon 4 January 2027 08:00 is the project start."""

from __future__ import annotations

from engine.calendars import WORKDAY, Calendar
from engine.cpm import schedule
from engine.plan import (
    Activity,
    Assignment,
    Dependency,
    Resource,
)
from tests.engine.plans import DAY, HOUR, early, late, plan_of

NIGHTS = Calendar(
    {
        0: ((1200, 1440),),
        **dict.fromkeys((1, 2, 3, 4), ((0, 240), (1200, 1440))),
        5: ((0, 240),),
    },
    name="nights",
)  # 20:00-04:00, Monday to Friday nights
TWO_DAYS = Calendar({0: WORKDAY, 1: WORKDAY}, name="Monday and Tuesday")


def test_a_resource_calendar_replaces_the_activity_s() -> None:
    # 3 days on Mondays and Tuesdays: Jan 4, 5, 11.
    plan = plan_of(
        Activity(1, duration=3 * DAY),
        calendars={7: TWO_DAYS},
        resources=[Resource(1, calendar=7)],
        assignments=[Assignment(1, 1, work=3 * DAY)],
    )
    assert early(schedule(plan), 1) == ("01-04 08:00", "01-11 17:00")


def test_the_stored_duration_is_walked_not_the_work() -> None:
    # 1 day of work at 50 % would be 2 days; the duration says 3.
    plan = plan_of(
        Activity(1, duration=3 * DAY),
        calendars={7: Calendar.standard()},
        resources=[Resource(1, calendar=7)],
        assignments=[Assignment(1, 1, work=DAY, units=50.0)],
    )
    assert early(schedule(plan), 1)[1] == "01-06 17:00"


def test_resource_and_activity_calendar_intersect_unless_told_to_ignore() -> None:
    # Resource Mon-Tue, activity Tue-Fri: only Tuesdays. 2 days: Jan 5 and 12. Ignored: Jan 5, 6.
    own = Calendar(dict.fromkeys(range(1, 5), WORKDAY))
    resources = [Resource(1, calendar=7)]
    assignments = [Assignment(1, 1, work=2 * DAY)]

    def scheduled(*, ignore: bool) -> tuple[str, str]:
        row = Activity(1, duration=2 * DAY, calendar=8, ignore_resource_calendars=ignore)
        plan = plan_of(row, calendars={7: TWO_DAYS, 8: own}, resources=resources, assignments=assignments)
        return early(schedule(plan), 1)

    assert scheduled(ignore=False) == ("01-05 08:00", "01-12 17:00")
    assert scheduled(ignore=True) == ("01-05 08:00", "01-06 17:00")


def test_calendars_without_common_time_leave_the_activity_its_own() -> None:
    # The resource works Mon-Tue, the activity Thu-Fri: 2 days on Jan 7, 8.
    plan = plan_of(
        Activity(1, duration=2 * DAY, calendar=8),
        calendars={7: TWO_DAYS, 8: Calendar({3: WORKDAY, 4: WORKDAY})},
        resources=[Resource(1, calendar=7)],
        assignments=[Assignment(1, 1, work=2 * DAY)],
    )
    assert early(schedule(plan), 1) == ("01-07 08:00", "01-08 17:00")


def test_material_has_no_calendar() -> None:
    plan = plan_of(
        Activity(1, duration=3 * DAY),
        calendars={7: TWO_DAYS},
        resources=[Resource(1, calendar=7, works=False)],
        assignments=[Assignment(1, 1, work=3 * DAY)],
    )
    assert early(schedule(plan), 1)[1] == "01-06 17:00"


def test_several_resources_on_different_calendars_are_walked_each() -> None:
    # 16 h at 100 % on Mon-Tue: Jan 4, 5. 16 h at 50 % = 32 h on the five-day week: Jan 4-7.
    # Backwards from Thu 7 17:00: 16 h on Mon-Tue starts Mon 4, 32 h starts Mon 4.
    plan = plan_of(
        Activity(1, duration=4 * DAY),
        calendars={7: TWO_DAYS, 8: Calendar.standard()},
        resources=[Resource(1, calendar=7), Resource(2, calendar=8)],
        assignments=[Assignment(1, 1, work=2 * DAY), Assignment(1, 2, work=2 * DAY, units=50.0)],
    )
    result = schedule(plan)
    assert early(result, 1) == ("01-04 08:00", "01-07 17:00")
    assert late(result, 1) == ("01-04 08:00", "01-07 17:00")


def test_an_elapsed_duration_ignores_calendars() -> None:
    # Two elapsed days after a Friday end: Fri 8 17:00 to Sun 10 17:00.
    plan = plan_of(
        Activity(1, duration=5 * DAY),
        Activity(2, duration=2 * 1440, elapsed=True),
        links=[Dependency(1, 2)],
    )
    assert early(schedule(plan), 2) == ("01-08 17:00", "01-10 17:00")


def test_splits_are_walked_with_their_gaps() -> None:
    # 1 day of work, 2 days of gap, 1 day of work: Mon 4 to Thu 7.
    assert early(schedule(plan_of(Activity(1, duration=2 * DAY, splits=(DAY, 2 * DAY, DAY)))), 1) == (
        "01-04 08:00",
        "01-07 17:00",
    )


def test_levelling_delay_is_wall_clock_after_the_logic() -> None:
    # Predecessor ends Mon 4 17:00; one elapsed day later it is Tue 17:00, so Wed 08:00.
    plan = plan_of(
        Activity(1, duration=DAY),
        Activity(2, duration=DAY, levelling_delay=1440),
        links=[Dependency(1, 2)],
    )
    assert early(schedule(plan), 2) == ("01-06 08:00", "01-06 17:00")


def test_levelling_delay_in_working_time() -> None:
    # 1 working day after Mon 17:00 is Tue 17:00.
    row = Activity(2, duration=DAY, levelling_delay=DAY, levelling_delay_elapsed=False)
    plan = plan_of(Activity(1, duration=DAY), row, links=[Dependency(1, 2)])
    assert early(schedule(plan), 2) == ("01-06 08:00", "01-06 17:00")


def test_a_night_shift_crosses_midnight() -> None:
    # 8 h a night: Mon 20:00 - Tue 04:00, then Tue 20:00 - Wed 04:00.
    plan = plan_of(Activity(1, duration=16 * HOUR, calendar=7), calendars={7: NIGHTS})
    assert early(schedule(plan), 1) == ("01-04 20:00", "01-06 04:00")
