"""Why an activity has its date: the driving chain, hop by hop, as facts.

Templates turn these into sentences; nothing here is text except names the plan gave.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from engine.calendars import MINUTES_PER_DAY, Calendar, date_of
from engine.cpm import ActivityDates, Driver, DriverKind, ScheduleResult
from engine.cpm.graph import walk_calendar_of
from engine.errors import PlanError
from engine.plan import Activity, ConstraintKind, Dependency, DependencyKind, Plan


@dataclass(frozen=True, slots=True)
class DayOff:
    """A date an exception of the calendar made free, and what people call it."""

    day: date
    name: str


@dataclass(frozen=True, slots=True)
class Span:
    """What a stretch of days is made of.

    Parameters
    ----------
    first, last : date
        Its days, both included.
    calendar_days : int
        Their number.
    working_days : int
        Days with any working time.
    working_minutes : int
        Working time between the two instants, not the whole days.
    weekend_days : int
        Days without work by the week pattern.
    weekends : int
        Runs of such days.
    days_off : tuple of DayOff
        Days an exception made free although the week pattern works on them.
    """

    first: date
    last: date
    calendar_days: int
    working_days: int
    working_minutes: int
    weekend_days: int
    weekends: int
    days_off: tuple[DayOff, ...]


@dataclass(frozen=True, slots=True)
class Hop:
    """One activity of the chain and why it is where it is.

    Parameters
    ----------
    activity : int
        Its id.
    name : str
        Its name in the plan.
    start, finish : int
        Its dates, plan instants.
    kind : DriverKind
        What decided its start.
    asked : int
        The instant that was asked for, lag included.
    drives_finish : bool
        What decided asked for the finish, not the start.
    dependency : Dependency or None
        The link that decided, if one did.
    predecessor : int or None
        The activity at the other end: the next hop.
    through : int or None
        The summary above this activity that the link or constraint belongs to, if it is not its own.
    constraint : ConstraintKind or None
        The constraint that decided, if one did.
    levelling_delay : int
        Minutes that levelling added.
    work : Span
        From its start to its finish.
    wait : Span or None
        Days without work between what was asked for and the start; None if there are none.
    """

    activity: int
    name: str
    start: int
    finish: int
    kind: DriverKind
    asked: int
    drives_finish: bool
    dependency: Dependency | None
    predecessor: int | None
    through: int | None
    constraint: ConstraintKind | None
    levelling_delay: int
    work: Span
    wait: Span | None


@dataclass(frozen=True, slots=True)
class Explanation:
    """The chain from an activity back to what started it.

    Parameters
    ----------
    hops : tuple of Hop
        The activity asked about first, the origin last.
    whole : Span
        From the origin's start to the activity's finish, on the project's calendar.
    """

    hops: tuple[Hop, ...]
    whole: Span


def explain(plan: Plan, result: ScheduleResult, activity: int) -> Explanation:
    """Follow what drives ``activity`` back to the project start, the data date or a fixed date.

    Parameters
    ----------
    plan : Plan
        What was scheduled.
    result : ScheduleResult
        What :func:`engine.cpm.schedule` made of it.
    activity : int
        Id of the activity asked about.

    Raises
    ------
    PlanError
        ``plan.unknown_activity`` if the plan has no such activity.
    """
    activities = {row.id: row for row in plan.activities}
    if activity not in activities:
        raise PlanError("plan.unknown_activity", f"Activity {activity} is not in the plan.", activity)
    children: dict[int, list[int]] = {}
    for row in plan.activities:
        if row.parent is not None and row.active:
            children.setdefault(row.parent, []).append(row.id)
    chain: list[tuple[int, int | None]] = []
    current: int | None = activity
    by_finish = False
    seen: set[int] = set()
    while current is not None and current not in seen:
        seen.add(current)
        driver = result.activities[current].driver
        following, by_finish = _next(current, driver, by_finish, children, result.activities)
        chain.append((current, following))
        current = following
    assigned = [row for row in plan.assignments if row.activity in seen]
    walked = replace(plan, assignments=assigned)
    hops = tuple(
        _hop(walked, activities, activities[key], result.activities[key], following)
        for key, following in chain
    )
    whole = span(plan.calendar, min(hops[0].start, hops[-1].start), hops[0].finish)
    return Explanation(hops, whole)


def _next(
    current: int,
    driver: Driver,
    by_finish: bool,
    children: Mapping[int, list[int]],
    dates: Mapping[int, ActivityDates],
) -> tuple[int | None, bool]:
    """The activity behind ``driver``, and whether it is its finish that counts."""
    if driver.kind is DriverKind.DEPENDENCY and driver.dependency is not None:
        link = driver.dependency
        return link.predecessor, link.kind in {DependencyKind.FS, DependencyKind.FF}
    if driver.kind is not DriverKind.CHILDREN:
        return None, False
    below = sorted(child for child in children.get(current, ()) if child in dates)
    if not below:
        return None, False
    if by_finish:
        return max(below, key=lambda child: (dates[child].early_finish, -child)), True
    return min(below, key=lambda child: (dates[child].early_start, child)), False


def _hop(
    plan: Plan,
    activities: Mapping[int, Activity],
    activity: Activity,
    dates: ActivityDates,
    following: int | None,
) -> Hop:
    driver = dates.driver
    through = _through(activities, activity, driver)
    constraint = activity.constraint if driver.kind is DriverKind.CONSTRAINT else None
    if driver.kind is DriverKind.SUMMARY_CONSTRAINT and through is not None:
        constraint = activities[through].constraint
    calendar = walk_calendar_of(plan, activity) or Calendar.always(ticks=plan.calendar.ticks)
    return Hop(
        activity=activity.id,
        name=activity.name,
        start=dates.start,
        finish=dates.finish,
        kind=driver.kind,
        asked=driver.instant,
        drives_finish=driver.finish,
        dependency=driver.dependency,
        predecessor=following,
        through=through,
        constraint=constraint,
        levelling_delay=activity.levelling_delay,
        work=span(calendar, dates.start, dates.finish),
        wait=None if driver.finish else _wait(calendar, driver.instant, dates.start),
    )


def _through(activities: Mapping[int, Activity], activity: Activity, driver: Driver) -> int | None:
    """The summary whose link, constraint or manual start reached ``activity``."""
    if driver.dependency is not None:
        successor = driver.dependency.successor
        return None if successor == activity.id else successor
    above = activity.parent
    while above is not None:
        row = activities[above]
        by_constraint = driver.kind is DriverKind.SUMMARY_CONSTRAINT and row.constraint_date == driver.instant
        by_hand = driver.kind is DriverKind.MANUAL_SUMMARY and row.manual_start == driver.instant
        if by_constraint or by_hand:
            return above
        above = row.parent
    return None


def _wait(calendar: Calendar, asked: int, start: int) -> Span | None:
    """Days without work between an instant asked for and the start."""
    day_length = MINUTES_PER_DAY * calendar.ticks
    first, last = (asked - 1) // day_length + 1, start // day_length - 1
    if last < first:
        return None
    found = span(calendar, first * day_length, (last + 1) * day_length)
    return found if found.weekend_days or found.days_off else None


def span(calendar: Calendar, start: int, finish: int) -> Span:
    """Count days from ``start`` to ``finish`` on ``calendar``; a finish at midnight ends the day before."""
    day_length = MINUTES_PER_DAY * calendar.ticks
    first = start // day_length
    last = max(first, (finish - 1) // day_length)
    working = weekend_days = weekends = 0
    days_off: list[DayOff] = []
    resting = False
    for day in range(first, last + 1):
        rests = calendar.is_day_off(day) and not calendar.day_intervals(day)
        weekends += rests and not resting
        resting = rests
        if rests:
            weekend_days += 1
        elif calendar.day_intervals(day):
            working += 1
        else:
            exception = calendar.exception_on(date_of(day))
            days_off.append(DayOff(date_of(day), exception.name if exception else ""))
    return Span(
        first=date_of(first),
        last=date_of(last),
        calendar_days=last - first + 1,
        working_days=working,
        working_minutes=calendar.between(start, finish) if finish > start else 0,
        weekend_days=weekend_days,
        weekends=weekends,
        days_off=tuple(days_off),
    )
