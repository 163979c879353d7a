"""Working time: plan instants and working minutes, and the way from one to the other.

A plan instant is a whole number of minutes since 2000-01-01T00:00, local to the project and
without a time zone; it may be negative. 17:00 today and 08:00 tomorrow are the same *working*
instant, so every calendar has two inverses: the start side (the earliest moment from which
work goes on) and the finish side (the moment at which the work was just done).

Method: the working intervals of a range of days are laid out once with their running total,
and every question is one bisection; the range grows on demand.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from engine.errors import CalendarError

Intervals = tuple[tuple[int, int], ...]

EPOCH = datetime(2000, 1, 1)
EPOCH_DAY = EPOCH.date()
EPOCH_WEEKDAY = 5  # 2000-01-01 was a Saturday; Monday is 0
MINUTES_PER_DAY = 1440
FARTHEST_DAY = 150_000  # about 410 years either side of the epoch
FIRST_SPAN = 800  # days laid out at the first question

WORKDAY: Intervals = ((480, 720), (780, 1020))  # 08:00-12:00, 13:00-17:00
FIVE_DAY_WEEK: Mapping[int, Intervals] = dict.fromkeys(range(5), WORKDAY)


def to_minute(moment: datetime) -> int:
    """Whole minutes from 2000-01-01T00:00 to a naive local ``moment``; seconds are dropped."""
    if moment.tzinfo is not None:
        raise CalendarError("calendar.zoned", "A plan time has no time zone.")
    return (moment - EPOCH) // timedelta(minutes=1)


def from_minute(minute: int) -> datetime:
    """The naive local moment of a plan instant; inverse of :func:`to_minute`."""
    return EPOCH + timedelta(minutes=minute)


def day_number(day: date) -> int:
    """Days from 2000-01-01 to ``day``."""
    return (day - EPOCH_DAY).days


def date_of(day: int) -> date:
    """The date ``day`` days after 2000-01-01; inverse of :func:`day_number`."""
    return EPOCH_DAY + timedelta(days=day)


@dataclass(frozen=True, slots=True)
class CalendarException:
    """A range of dates whose working hours replace the week's.

    Parameters
    ----------
    first, last : date
        The range, both ends included.
    intervals : sequence of (int, int)
        Working time in minutes of the day; empty for a day off.
    name : str
        What people call it, e.g. a holiday's name.
    """

    first: date
    last: date
    intervals: Intervals = ()
    name: str = ""


def _checked(intervals: Sequence[tuple[int, int]], where: str) -> Intervals:
    """Sorted copy of one day's ``intervals``; refuses what is outside a day or overlaps."""
    ordered = tuple(sorted((int(start), int(end)) for start, end in intervals))
    previous = 0
    for start, end in ordered:
        if not previous <= start < end <= MINUTES_PER_DAY:
            sentence = f"{where}: {start}-{end} is not a free part of a day of 1,440 minutes."
            raise CalendarError("calendar.interval", sentence)
        previous = end
    return ordered


class Calendar:
    """A working calendar: a week pattern and exceptions by date.

    Parameters
    ----------
    week : mapping of int to sequence of (int, int)
        Weekday (Monday is 0) to working intervals in minutes of the day. A weekday that is
        absent has no working time. Work past midnight is two intervals on two days.
    exceptions : iterable of CalendarException
        Dates with other hours. Where two cover a day, the later in the list counts.
    name : str
        What people call the calendar.
    ticks : int
        Ticks in a minute. 1 everywhere in the product: plan times are whole minutes. 10 makes
        the calendar count tenths of a minute (a unit some programs store), and every instant
        and duration that goes with it must then be in tenths.

    Raises
    ------
    CalendarError
        ``calendar.interval``, ``calendar.weekday`` or ``calendar.range`` for a bad definition;
        ``calendar.no_working_time`` when a walk finds no working time within 400 years.
    """

    __slots__ = (
        "_ends",
        "_exception_days",
        "_first_day",
        "_from",
        "_last_day",
        "_starts",
        "_totals",
        "_until",
        "exceptions",
        "name",
        "ticks",
        "week",
    )

    def __init__(
        self,
        week: Mapping[int, Sequence[tuple[int, int]]],
        exceptions: Iterable[CalendarException] = (),
        *,
        name: str = "",
        ticks: int = 1,
    ) -> None:
        if any(weekday not in range(7) for weekday in week):
            raise CalendarError("calendar.weekday", "A weekday is a number from 0 (Monday) to 6 (Sunday).")
        self.name = name
        self.ticks = ticks
        self.week = tuple(_checked(week.get(weekday, ()), f"weekday {weekday}") for weekday in range(7))
        self.exceptions = tuple(exceptions)
        self._exception_days: dict[int, Intervals] = {}
        for item in self.exceptions:
            if item.last < item.first:
                raise CalendarError("calendar.range", f"The exception of {item.first} ends before it begins.")
            hours = _checked(item.intervals, str(item.first))
            for day in range(day_number(item.first), day_number(item.last) + 1):
                self._exception_days[day] = hours
        self._reset()

    def _reset(self) -> None:
        self._first_day = self._last_day = 0
        self._from = self._until = 0
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._totals: list[int] = [0]

    @classmethod
    def always(cls, *, name: str = "24 hours", ticks: int = 1) -> Calendar:
        """A calendar that works around the clock."""
        return cls(dict.fromkeys(range(7), ((0, MINUTES_PER_DAY),)), name=name, ticks=ticks)

    @classmethod
    def standard(cls, exceptions: Iterable[CalendarException] = (), *, name: str = "Standard") -> Calendar:
        """Monday to Friday, 08:00-12:00 and 13:00-17:00."""
        return cls(FIVE_DAY_WEEK, exceptions, name=name)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Calendar) and self.definition() == other.definition()

    def __hash__(self) -> int:
        return hash((self.ticks, self.week, len(self._exception_days)))

    def __repr__(self) -> str:
        return f"Calendar({self.name!r})"

    def definition(self) -> tuple[object, ...]:
        """What makes two calendars equal: their hours, not their names."""
        return (self.ticks, self.week, self._exception_days)

    def exception_days(self) -> Iterable[int]:
        """Days, counted from 2000-01-01, whose hours an exception sets."""
        return self._exception_days.keys()

    def day_intervals(self, day: int) -> Intervals:
        """Working intervals, in minutes of the day, of ``day`` (days since 2000-01-01)."""
        found = self._exception_days.get(day)
        return self.week[(day + EPOCH_WEEKDAY) % 7] if found is None else found

    def exception_on(self, day: date) -> CalendarException | None:
        """The exception that sets the hours of ``day``, if there is one."""
        return next((item for item in reversed(self.exceptions) if item.first <= day <= item.last), None)

    def is_day_off(self, day: int) -> bool:
        """Whether the week pattern, without exceptions, has no work on ``day``."""
        return not self.week[(day + EPOCH_WEEKDAY) % 7]

    def has_working_time(self) -> bool:
        """Whether any day, ever, has working time."""
        return any(self.week) or any(self._exception_days.values())

    def work_at(self, instant: int) -> int:
        """Working ticks from a fixed origin of this calendar to ``instant``; may be negative."""
        if not self._from <= instant < self._until:
            self._cover(instant // (MINUTES_PER_DAY * self.ticks))
        place = bisect_right(self._starts, instant) - 1
        if place < 0:
            return self._totals[0]
        end = self._ends[place]
        return self._totals[place] + (instant if instant < end else end) - self._starts[place]

    def start_side(self, work: int) -> int:
        """Earliest instant from which work goes on after ``work`` working ticks."""
        while True:
            place = bisect_right(self._totals, work) - 1
            if 0 <= place < len(self._starts):
                return self._starts[place] + work - self._totals[place]
            self._grow(left=place < 0)

    def finish_side(self, work: int) -> int:
        """Earliest instant at which ``work`` working ticks are done."""
        while True:
            place = bisect_left(self._totals, work) - 1
            if 0 <= place < len(self._starts):
                return self._starts[place] + work - self._totals[place]
            self._grow(left=place < 0)

    def next_start(self, instant: int) -> int:
        """``instant`` if work goes on from it, else the next start of work."""
        return self.start_side(self.work_at(instant))

    def previous_finish(self, instant: int) -> int:
        """``instant`` if work led up to it, else the previous end of work."""
        return self.finish_side(self.work_at(instant))

    def add(self, instant: int, work: int) -> int:
        """Walk ``work`` working ticks from ``instant``.

        Forward lands on the finish side, backward (``work`` < 0) on the start side, and no
        work at all leaves the instant where it is.
        """
        if not work:
            return instant
        total = self.work_at(instant) + work
        return self.finish_side(total) if work > 0 else self.start_side(total)

    def place_after(self, instant: int, work: int) -> tuple[int, int]:
        """Start and finish of ``work`` (more than nothing) begun as soon as possible after ``instant``."""
        done = self.work_at(instant)
        return self.start_side(done), self.finish_side(done + work)

    def place_before(self, instant: int, work: int) -> tuple[int, int]:
        """Start and finish of ``work`` (more than nothing) ended as late as possible before ``instant``."""
        done = self.work_at(instant)
        return self.start_side(done - work), self.finish_side(done)

    def between(self, start: int, finish: int) -> int:
        """Working ticks from ``start`` to ``finish``; negative if ``finish`` is earlier."""
        return self.work_at(finish) - self.work_at(start)

    def _cover(self, day: int) -> None:
        """Lay out days until ``day`` is among them."""
        if not -FARTHEST_DAY <= day <= FARTHEST_DAY:
            raise CalendarError("calendar.too_far", "A date is more than 400 years away from the year 2000.")
        if self._first_day == self._last_day:
            self._first_day = self._last_day = day - FIRST_SPAN // 4
        while day < self._first_day:
            self._grow(left=True)
        while day >= self._last_day:
            self._grow(left=False)

    def _grow(self, *, left: bool) -> None:
        """Lay out as many days again as there are, before or after them."""
        span = max(self._last_day - self._first_day, FIRST_SPAN)
        first = self._first_day - span if left else self._last_day
        if not self.has_working_time() or not -2 * FARTHEST_DAY <= first <= 2 * FARTHEST_DAY:
            sentence = f"Calendar {self.name!r} has no working time where some is needed."
            raise CalendarError("calendar.no_working_time", sentence)
        starts, ends, totals, total = [], [], [], 0
        for day in range(first, first + span):
            midnight = day * MINUTES_PER_DAY
            for start, end in self.day_intervals(day):
                starts.append((midnight + start) * self.ticks)
                ends.append((midnight + end) * self.ticks)
                totals.append(total)
                total += (end - start) * self.ticks
        if left:
            shift = self._totals[0] - total
            self._starts[:0], self._ends[:0] = starts, ends
            self._totals[:0] = [shift + value for value in totals]
            self._first_day = first
        else:
            shift = self._totals.pop()
            self._starts += starts
            self._ends += ends
            self._totals += [shift + value for value in totals] + [shift + total]
            self._last_day = first + span
        self._from = self._first_day * MINUTES_PER_DAY * self.ticks
        self._until = self._last_day * MINUTES_PER_DAY * self.ticks


class CombinedCalendar(Calendar):
    """Time in which all of some calendars work (``every``), or any of them does.

    Parameters
    ----------
    parts : sequence of Calendar
        The calendars, at least one, all with the same ticks.
    every : bool
        True for the intersection, False for the union.
    """

    __slots__ = ("every", "parts")

    def __init__(self, parts: Sequence[Calendar], *, every: bool) -> None:
        super().__init__({}, name=" + ".join(part.name for part in parts), ticks=parts[0].ticks)
        self.parts = tuple(parts)
        self.every = every
        needed = len(parts) if every else 1
        self.week = tuple(_combined([part.week[weekday] for part in parts], needed) for weekday in range(7))
        for day in set().union(*(part.exception_days() for part in parts)):
            self._exception_days[day] = _combined([part.day_intervals(day) for part in parts], needed)

    def exception_on(self, day: date) -> CalendarException | None:
        """The first exception that any part has on ``day``."""
        return next((found for part in self.parts if (found := part.exception_on(day))), None)


def _combined(parts: Iterable[Intervals], needed: int) -> Intervals:
    """Stretches of a day in which at least ``needed`` of ``parts`` are at work."""
    edges: list[tuple[int, int]] = []
    for intervals in parts:
        for start, end in intervals:
            edges += ((start, 1), (end, -1))
    found: list[tuple[int, int]] = []
    at_work, opened = 0, 0
    for minute, step in sorted(edges, key=lambda edge: (edge[0], -edge[1])):
        before, at_work = at_work, at_work + step
        if before < needed <= at_work:
            opened = minute
        elif at_work < needed <= before and opened < minute:
            found.append((opened, minute))
    return tuple(found)
