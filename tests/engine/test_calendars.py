"""Working time and its two inverses."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.calendars import (
    WORKDAY,
    Calendar,
    CalendarException,
    CombinedCalendar,
    date_of,
    day_number,
    from_minute,
    to_minute,
)
from engine.errors import CalendarError
from tests.engine.plans import DAY, HOLIDAY, at, show

WEEK = Calendar.standard([HOLIDAY])
NIGHTS = Calendar(dict.fromkeys(range(7), ((0, 360), (1320, 1440))))
TUESDAYS = Calendar({1: WORKDAY})
RUNS = settings(deadline=None, derandomize=True)
moments = st.integers(-3_000_000, 40_000_000)


def naive_work(calendar: Calendar, start: int, finish: int) -> int:
    """Working minutes counted one by one."""
    return sum(
        any(begin <= minute % 1440 < end for begin, end in calendar.day_intervals(minute // 1440))
        for minute in range(start, finish)
    )


def test_plan_times_are_minutes_since_2000() -> None:
    assert to_minute(datetime(2000, 1, 1)) == 0
    assert to_minute(datetime(1999, 12, 31, 23, 59)) == -1
    assert to_minute(datetime(2000, 1, 2, 0, 0, 59)) == 1440
    assert from_minute(-1) == datetime(1999, 12, 31, 23, 59)


@RUNS
@given(moments)
def test_a_plan_time_survives_the_way_there_and_back(minute: int) -> None:
    assert to_minute(from_minute(minute)) == minute


def test_a_zone_is_refused() -> None:
    with pytest.raises(CalendarError) as caught:
        to_minute(datetime(2027, 1, 4, tzinfo=UTC))
    assert caught.value.code == "calendar.zoned"


def test_days_have_numbers() -> None:
    assert day_number(date(2000, 1, 1)) == 0
    assert date_of(day_number(date(2027, 1, 18))) == date(2027, 1, 18)


@pytest.mark.parametrize(
    ("moment", "start_side", "finish_side"),
    [
        ("2027-01-04 08:00", "01-04 08:00", "01-01 17:00"),
        ("2027-01-04 12:00", "01-04 13:00", "01-04 12:00"),
        ("2027-01-04 12:30", "01-04 13:00", "01-04 12:00"),
        ("2027-01-04 10:15", "01-04 10:15", "01-04 10:15"),
        ("2027-01-08 17:00", "01-11 08:00", "01-08 17:00"),
        ("2027-01-18 11:00", "01-19 08:00", "01-15 17:00"),  # the holiday
    ],
)
def test_the_two_sides_of_an_instant(moment: str, start_side: str, finish_side: str) -> None:
    assert show(WEEK.next_start(at(moment))) == start_side
    assert show(WEEK.previous_finish(at(moment))) == finish_side


def test_walking_lands_on_the_side_it_comes_from() -> None:
    assert show(WEEK.add(at("2027-01-15 08:00"), DAY)) == "01-15 17:00"
    assert show(WEEK.add(at("2027-01-15 08:00"), DAY + 1)) == "01-19 08:01"
    assert show(WEEK.add(at("2027-01-19 17:00"), -DAY)) == "01-19 08:00"
    assert show(WEEK.add(at("2027-01-19 17:00"), -DAY - 1)) == "01-15 16:59"
    assert show(WEEK.add(at("2027-01-18 11:00"), 0)) == "01-18 11:00"


def test_work_between_counts_both_ways() -> None:
    assert WEEK.between(at("2027-01-15 17:00"), at("2027-01-19 12:00")) == 240
    assert WEEK.between(at("2027-01-19 12:00"), at("2027-01-15 17:00")) == -240


def test_around_the_clock() -> None:
    always = Calendar.always()
    assert always.add(at("2027-01-09 23:00"), 120) == at("2027-01-10 01:00")
    assert always.next_start(at("2027-01-10 00:00")) == always.previous_finish(at("2027-01-10 00:00"))


def test_the_later_exception_counts() -> None:
    day = date(2027, 1, 6)
    calendar = Calendar.standard(
        [
            CalendarException(date(2027, 1, 4), date(2027, 1, 8), (), "shutdown"),
            CalendarException(day, day, ((540, 660),), "two hours"),
        ]
    )
    assert calendar.between(at("2027-01-04 00:00"), at("2027-01-09 00:00")) == 120
    found = calendar.exception_on(day)
    assert found is not None
    assert found.name == "two hours"


def test_a_weekend_may_work_by_exception() -> None:
    saturday = date(2027, 1, 9)
    calendar = Calendar.standard([CalendarException(saturday, saturday, WORKDAY)])
    assert show(calendar.add(at("2027-01-08 17:00"), DAY)) == "01-09 17:00"
    assert calendar.is_day_off(day_number(saturday))


@RUNS
@given(
    st.sampled_from([WEEK, NIGHTS, TUESDAYS]),
    st.integers(at("2027-01-01 00:00"), at("2027-01-25 00:00")),
    st.integers(0, 6000),
)
def test_bisection_agrees_with_counting(calendar: Calendar, start: int, length: int) -> None:
    assert calendar.between(start, start + length) == naive_work(calendar, start, start + length)


@RUNS
@given(st.sampled_from([WEEK, NIGHTS, TUESDAYS]), moments, st.integers(-200_000, 200_000))
def test_a_walk_covers_the_work_it_was_given(calendar: Calendar, start: int, work: int) -> None:
    assert calendar.between(start, calendar.add(start, work)) == work


@RUNS
@given(st.sampled_from([WEEK, NIGHTS, TUESDAYS]), moments)
def test_both_sides_are_the_same_working_instant(calendar: Calendar, instant: int) -> None:
    after, before = calendar.next_start(instant), calendar.previous_finish(instant)
    assert before <= instant <= after
    assert calendar.between(before, after) == 0
    assert calendar.between(after, after + 1) == 1
    assert calendar.between(before - 1, before) == 1


def test_the_order_of_questions_does_not_matter() -> None:
    late_first, early_first = Calendar.standard(), Calendar.standard()
    far, near = at("2060-01-01 12:00"), at("1990-01-01 12:00")
    there = (late_first.work_at(far), late_first.work_at(near))
    back = (early_first.work_at(near), early_first.work_at(far))
    assert there[0] - there[1] == back[1] - back[0]
    assert late_first.add(near, 100 * DAY) == early_first.add(near, 100 * DAY)


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda: Calendar({7: WORKDAY}), "calendar.weekday"),
        (lambda: Calendar({0: ((480, 480),)}), "calendar.interval"),
        (lambda: Calendar({0: ((480, 720), (700, 800))}), "calendar.interval"),
        (lambda: Calendar({0: ((480, 1441),)}), "calendar.interval"),
        (
            lambda: Calendar.standard([CalendarException(date(2027, 1, 2), date(2027, 1, 1))]),
            "calendar.range",
        ),
        (lambda: Calendar({}).next_start(0), "calendar.no_working_time"),
        (lambda: Calendar.standard().work_at(10**12), "calendar.too_far"),
        (
            lambda: Calendar({}, [CalendarException(date(2020, 1, 1), date(2020, 1, 1), WORKDAY)]).next_start(
                at("2027-01-04 08:00")
            ),
            "calendar.no_working_time",
        ),
    ],
)
def test_what_cannot_be_a_calendar_is_refused(make: object, code: str) -> None:
    with pytest.raises(CalendarError) as caught:
        make()  # type: ignore[operator]  # a function of the list above
    assert caught.value.code == code


def test_calendars_are_equal_by_their_hours() -> None:
    assert Calendar.standard(name="one") == Calendar.standard(name="other")
    assert hash(Calendar.standard(name="one")) == hash(Calendar.standard(name="other"))
    assert Calendar.standard() != WEEK


def test_intersection_and_union() -> None:
    mornings = Calendar(dict.fromkeys(range(7), ((480, 720),)))
    both = CombinedCalendar([WEEK, mornings], every=True)
    either = CombinedCalendar([WEEK, mornings], every=False)
    monday, sunday = day_number(date(2027, 1, 4)), day_number(date(2027, 1, 3))
    assert both.day_intervals(monday) == ((480, 720),)
    assert both.day_intervals(sunday) == ()
    assert either.day_intervals(monday) == ((480, 720), (780, 1020))
    assert either.day_intervals(sunday) == ((480, 720),)
    assert both.is_day_off(sunday)
    assert not either.is_day_off(sunday)
    assert both.exception_on(HOLIDAY.first) is HOLIDAY


def test_calendars_that_never_work_together() -> None:
    with pytest.raises(CalendarError):
        CombinedCalendar([TUESDAYS, Calendar({2: WORKDAY})], every=True).next_start(0)


def test_tenths_of_a_minute() -> None:
    # 0.4 minutes before noon, and 0.5 minutes of work: 0.1 after the break.
    tenths = Calendar({0: WORKDAY}, ticks=10)
    monday = at("2027-01-04 00:00") * 10
    assert tenths.add(monday + 7200 - 4, 5) == monday + 7800 + 1
