"""Calendars as the engine takes them, with what they inherit filled in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from engine.calendars import EPOCH_DAY
from engine.calendars import Calendar as Hours
from engine.calendars import CalendarException as OtherHours
from resources.models import Calendar

FIELDS = (
    "pk",
    "name",
    "parent_id",
    "week",
    "minutes_per_day",
    "minutes_per_week",
    "exceptions__first",
    "exceptions__last",
    "exceptions__name",
    "exceptions__intervals",
)


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """A calendar ready to count with: its hours, and how long a day and a week are called."""

    id: int
    name: str
    minutes_per_day: int
    minutes_per_week: int
    hours: Hours


@dataclass(slots=True)
class _Definition:
    id: int
    name: str
    parent: int | None
    week: dict[str, list[list[int]]]
    minutes_per_day: int
    minutes_per_week: int
    exceptions: list[OtherHours] = field(default_factory=list)


def work_calendars(project_id: int) -> dict[int, WorkCalendar]:
    """Return the calendars usable in the project by id; one statement."""
    rows = Calendar.objects.usable_in(project_id).order_by("pk", "exceptions__first", "exceptions__pk")
    definitions: dict[int, _Definition] = {}
    for row in rows.values_list(*FIELDS):
        found = definitions.setdefault(row[0], _Definition(*row[:6]))
        if row[6] is not None:
            found.exceptions.append(_other_hours(*row[6:]))
    return {key: _resolve(found, definitions) for key, found in definitions.items()}


def _other_hours(first: int, last: int, name: str, intervals: Any) -> OtherHours:
    return OtherHours(
        EPOCH_DAY + timedelta(days=first),
        EPOCH_DAY + timedelta(days=last),
        tuple((start, end) for start, end in intervals),
        name,
    )


def _resolve(found: _Definition, definitions: dict[int, _Definition]) -> WorkCalendar:
    """Fill in the parents' hours: a calendar's own weekdays and exceptions come last and win."""
    week: dict[int, list[tuple[int, int]]] = {}
    exceptions: list[OtherHours] = []
    for part in reversed(_line(found, definitions)):
        week |= {int(day): [(start, end) for start, end in hours] for day, hours in part.week.items()}
        exceptions += part.exceptions
    hours = Hours(week, exceptions, name=found.name)
    return WorkCalendar(found.id, found.name, found.minutes_per_day, found.minutes_per_week, hours)


def _line(found: _Definition, definitions: dict[int, _Definition]) -> list[_Definition]:
    """Return the calendar and its parents, nearest first; a circle ends where it closes."""
    line: list[_Definition] = []
    current: _Definition | None = found
    while current is not None and current not in line:
        line.append(current)
        current = definitions.get(current.parent) if current.parent is not None else None
    return line


def holidays(hours: Hours, first: int, last: int) -> Iterable[tuple[int, str]]:
    """Yield the plan days from ``first`` to ``last`` that an exception makes free, with its name."""
    for exception in hours.exceptions:
        if exception.intervals:
            continue
        begin, end = ((day - EPOCH_DAY).days for day in (exception.first, exception.last))
        for day in range(max(begin, first), min(end, last) + 1):
            yield day, exception.name


@dataclass(frozen=True, slots=True)
class CalendarSummary:
    """A calendar as a list shows it: the days with the same hours together, and how many exceptions."""

    id: int
    name: str
    own: bool
    hours: tuple[tuple[int, tuple[tuple[int, int], ...]], ...]
    minutes_per_day: int
    exceptions: int
    is_default: bool = False


def calendar_list(project_id: int) -> list[CalendarSummary]:
    """Return the calendars usable in the project, its own first; two queries."""
    own = set(Calendar.objects.filter(project=project_id).values_list("pk", flat=True))
    found = [
        CalendarSummary(
            id=item.id,
            name=item.name,
            own=item.id in own,
            hours=tuple((day, item.hours.week[day]) for day in range(7) if item.hours.week[day]),
            minutes_per_day=item.minutes_per_day,
            exceptions=len(item.hours.exceptions),
        )
        for item in work_calendars(project_id).values()
    ]
    return sorted(found, key=lambda item: (not item.own, item.name))
