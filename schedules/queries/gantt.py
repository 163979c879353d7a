"""A whole plan in columns, small enough for a chart of 10,000 rows."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import starmap
from typing import Any, NamedTuple

from engine.calendars import MINUTES_PER_DAY, day_number
from projects.models import Project
from resources.queries.calendars import WorkCalendar, work_calendars
from schedules.models import Activity, Baseline, BaselineActivity, Dependency, ScheduleOptions

SUMMARY, MILESTONE, CRITICAL, INACTIVE, PINNED, ELAPSED = 1, 2, 4, 8, 16, 32
KINDS = {"FS": 0, "SS": 1, "FF": 2, "SF": 3}
COLUMNS = (
    "id", "code", "name", "level", "start", "finish", "duration", "span", "total_float", "progress",
    "is_summary", "kind", "critical", "active", "mode", "elapsed", "calendar_id", "wbs",
)  # fmt: skip


class Row(NamedTuple):
    """An activity as the chart needs it; the names of COLUMNS."""

    id: int
    code: str
    name: str
    level: int
    start: int | None
    finish: int | None
    duration: int
    span: int
    total_float: int | None
    progress: float
    is_summary: bool
    kind: str
    critical: bool
    active: bool
    mode: str
    elapsed: bool
    calendar_id: int | None
    wbs: str


@dataclass(frozen=True, slots=True)
class Lengths:
    """How long a day is called, by the calendar of a row."""

    project: int
    calendars: dict[int, WorkCalendar]

    def days(self, minutes: int | None, row: Row) -> float | None:
        """Return minutes as days, two decimals; whole ones as integers, which are shorter on the way."""
        if minutes is None:
            return None
        own = self.calendars.get(row.calendar_id or self.project)
        day = MINUTES_PER_DAY if row.elapsed else own.minutes_per_day if own else 480
        value = round(minutes / day, 2)
        return int(value) if value == int(value) else value


def gantt_data(project: Project, baseline_id: int | None = None) -> dict[str, Any]:
    """Return the plan in columns; six statements whatever its size.

    ``start`` is minutes after ``origin``, ``length`` the minutes from start to finish, ``days`` and
    ``float`` working days, ``flags`` the bits above. ``links`` is flat: predecessor's row, successor's
    row, kind, driving. The first row is the project itself. ``base`` holds start and length of the
    baseline ``baseline_id`` or the first.
    """
    options = ScheduleOptions.objects.filter(project=project).first()
    calendars = work_calendars(project.pk)
    found = Activity.objects.filter(project=project).in_outline_order().values_list(*COLUMNS)
    rows = list(starmap(Row, found))
    if rows and options is not None:
        rows.insert(0, _whole(project, options, rows))
    starts = [row.start for row in rows if row.start is not None]
    origin = min(starts, default=project.planned_start) // MINUTES_PER_DAY * MINUTES_PER_DAY
    lengths = Lengths(options.calendar_id if options else 0, calendars)
    baselines = list(Baseline.objects.filter(project=project).values_list("pk", "name"))
    shown = next((pk for pk, _name in baselines if baseline_id in (None, pk)), None)
    return {
        "origin": origin,
        "dataDate": project.data_date,
        "mustFinish": project.must_finish_by,
        "calendar": _calendar(calendars.get(options.calendar_id) if options else None, origin, rows),
        "rows": _columns(rows, origin, lengths),
        "links": _links(project, rows),
        "baselines": baselines,
        "baseline": shown,
        "base": _base(shown, rows, origin) if shown is not None else None,
    }


def _whole(project: Project, options: ScheduleOptions, rows: list[Row]) -> Row:
    """Return the project's own row, above its activities: id 0, level 0, the least float of what is open."""
    waiting = (row for row in rows if not row.is_summary and row.active and row.progress < 100)
    least = min((row.total_float for row in waiting if row.total_float is not None), default=None)
    return Row(
        id=0,
        code="",
        name=project.name,
        level=0,
        start=options.start,
        finish=options.finish,
        duration=options.span,
        span=options.span,
        total_float=least,
        progress=0,
        is_summary=True,
        kind="",
        critical=False,
        active=True,
        mode="",
        elapsed=False,
        calendar_id=None,
        wbs="",
    )


def _columns(rows: list[Row], origin: int, lengths: Lengths) -> dict[str, list[Any]]:
    return {
        "id": [row.id for row in rows],
        "code": [row.wbs if row.is_summary else row.code for row in rows],
        "name": [row.name for row in rows],
        "level": [row.level for row in rows],
        "start": [None if row.start is None else row.start - origin for row in rows],
        "length": [
            None if row.start is None or row.finish is None else row.finish - row.start for row in rows
        ],
        "days": [lengths.days(row.span if row.is_summary else row.duration, row) for row in rows],
        "float": [lengths.days(row.total_float, row) for row in rows],
        "done": [round(row.progress) for row in rows],
        "flags": [_flags(row) for row in rows],
    }


def _flags(row: Row) -> int:
    milestone = row.kind in ("start_milestone", "finish_milestone") and not row.is_summary
    return (
        (SUMMARY if row.is_summary else 0)
        | (MILESTONE if milestone else 0)
        | (CRITICAL if row.critical else 0)
        | (0 if row.active else INACTIVE)
        | (PINNED if row.mode == "manual" else 0)
        | (ELAPSED if row.elapsed else 0)
    )


def _links(project: Project, rows: list[Row]) -> list[int]:
    place = {row.id: number for number, row in enumerate(rows)}
    links = Dependency.objects.filter(project=project).order_by("pk")
    flat: list[int] = []
    for before, after, kind, driving in links.values_list(
        "predecessor_id", "successor_id", "kind", "driving"
    ):
        flat += (place[before], place[after], KINDS[kind], int(driving))
    return flat


def _base(baseline_id: int, rows: list[Row], origin: int) -> dict[str, list[int | None]]:
    """Return start and length in the baseline, by row; null for a row it does not know."""
    found = BaselineActivity.objects.filter(baseline=baseline_id, start__isnull=False, finish__isnull=False)
    spans = {
        pk: (start, finish)
        for pk, start, finish in found.values_list("activity", "start", "finish")
        if start is not None and finish is not None
    }
    known = [spans.get(row.id) for row in rows]
    return {
        "start": [span[0] - origin if span else None for span in known],
        "length": [span[1] - span[0] if span else None for span in known],
    }


def _calendar(calendar: WorkCalendar | None, origin: int, rows: list[Row]) -> dict[str, Any]:
    """Return the project calendar's hours of a day, its working weekdays and the days off in the plan."""
    week = calendar.hours.week if calendar is not None else (((480, 1020),),) * 5 + ((), ())
    edges = [edge for hours in week for interval in hours for edge in interval]
    last = max((row.finish for row in rows if row.finish is not None), default=origin)
    span = (origin // MINUTES_PER_DAY - 366, last // MINUTES_PER_DAY + 366)
    days = []
    for item in calendar.hours.exceptions if calendar is not None else ():
        first, final = day_number(item.first), day_number(item.last)
        if final >= span[0] and first <= span[1]:
            days.append((first, final, int(bool(item.intervals)), item.name))
    return {
        "from": min(edges, default=0),
        "to": max(edges, default=MINUTES_PER_DAY),
        "week": [int(bool(hours)) for hours in week],
        "exceptions": days,
    }
