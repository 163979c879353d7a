"""A read plan in the engine's vocabulary, so that its dates can be computed before anything is saved."""

from __future__ import annotations

from collections.abc import Mapping

from engine.calendars import Calendar, CalendarException, date_of
from engine.plan import (
    Activity,
    ActivityKind,
    Assignment,
    ConstraintKind,
    Dependency,
    DependencyKind,
    LagUnit,
    Options,
    Plan,
    Resource,
    ScheduleFrom,
)
from schedules.interchange.file_plan import FileActivity, FileCalendar, FilePlan


def engine_plan_of(plan: FilePlan) -> Plan:
    """Return ``plan`` for :func:`engine.cpm.schedule`, with the file's ids.

    A calendar that the file names but does not hold is the project's.
    """
    calendars = resolve_calendars(plan)
    standard = calendars.get(plan.calendar or -1) or Calendar.standard()
    return Plan(
        start=plan.start,
        finish=plan.finish,
        data_date=plan.status_date,
        calendar=standard,
        calendars=calendars,
        activities=[_activity(row, calendars) for row in plan.activities],
        dependencies=[
            Dependency(d.predecessor, d.successor, DependencyKind(d.kind), d.lag, LagUnit(d.lag_unit))
            for d in plan.dependencies
        ],
        resources=[
            Resource(r.uid, r.calendar if r.calendar in calendars else None, r.type == "labour")
            for r in plan.resources
        ],
        assignments=[Assignment(a.activity, a.resource, a.work, a.units) for a in plan.assignments],
        options=Options(
            schedule_from=ScheduleFrom.FINISH if plan.from_finish else ScheduleFrom.START,
            honor_constraints=plan.honor_constraints,
            multiple_critical_paths=plan.multiple_critical_paths,
            critical_limit=plan.critical_limit,
            late_bound_by_manual_summary=plan.late_bound_by_manual_summary,
        ),
    )


def resolve_calendars(plan: FilePlan) -> dict[int, Calendar]:
    """Return the file's calendars with what they inherit filled in."""
    by_uid = {calendar.uid: calendar for calendar in plan.calendars}
    return {uid: _resolve(calendar, by_uid) for uid, calendar in by_uid.items()}


def lineage(calendar: FileCalendar, by_uid: Mapping[int, FileCalendar]) -> list[FileCalendar]:
    """Return the calendar and those it is based on, nearest first; a circle ends where it closes."""
    line: list[FileCalendar] = []
    current: FileCalendar | None = calendar
    while current is not None and current not in line:
        line.append(current)
        current = by_uid.get(current.parent) if current.parent is not None else None
    return line


def _resolve(calendar: FileCalendar, by_uid: Mapping[int, FileCalendar]) -> Calendar:
    week: dict[int, list[tuple[int, int]]] = {}
    exceptions: list[CalendarException] = []
    for part in reversed(lineage(calendar, by_uid)):
        week |= {int(day): [(a, b) for a, b in hours] for day, hours in part.week.items()}
        exceptions += [
            CalendarException(date_of(e.first), date_of(e.last), e.intervals, e.name) for e in part.exceptions
        ]
    return Calendar(week, exceptions, name=calendar.name)


def kind_of(row: FileActivity) -> ActivityKind:
    """Return whether a row is a milestone: no duration and marked as one, or without any work at all."""
    if row.duration == 0 and not row.summary:
        return ActivityKind.FINISH_MILESTONE
    return ActivityKind.TASK


def remaining_of(row: FileActivity) -> int | None:
    """Return the remaining duration where progress says more than duration and per cent do."""
    return row.remaining_duration if row.actual_start is not None and row.actual_finish is None else None


def resume_of(row: FileActivity) -> int | None:
    """Return when a started, unfinished row goes on."""
    return row.resume if row.actual_start is not None and row.actual_finish is None else None


def _activity(row: FileActivity, calendars: Mapping[int, Calendar]) -> Activity:
    fixed = row.external and row.start is not None and row.finish is not None
    return Activity(
        id=row.uid,
        name=row.name,
        parent=row.parent,
        kind=kind_of(row),
        duration=row.duration,
        elapsed=row.elapsed,
        remaining_duration=remaining_of(row),
        calendar=row.calendar if row.calendar in calendars else None,
        ignore_resource_calendars=row.resource_calendar_ignored,
        manual=row.manual,
        manual_start=row.manual_start,
        manual_finish=row.manual_finish,
        estimated=row.estimated,
        active=row.active,
        external_start=row.start if fixed else None,
        external_finish=row.finish if fixed else None,
        constraint=ConstraintKind(row.constraint),
        constraint_date=row.constraint_date,
        deadline=row.deadline,
        actual_start=row.actual_start,
        actual_finish=row.actual_finish,
        percent_complete=row.percent_complete,
        resume=resume_of(row),
        splits=row.splits,
        levelling_delay=row.levelling_delay,
    )
