"""Store what a plan file said as rows, in bulk; the caller's transaction makes it all or nothing."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from engine.plan import ActivityKind
from projects.models import Project
from resources.models import Calendar, CalendarException, Resource, ResourceType
from schedules.interchange.engine_plan import kind_of, remaining_of, resume_of
from schedules.interchange.file_plan import FileActivity, FilePlan
from schedules.models import (
    Activity,
    Assignment,
    Baseline,
    BaselineActivity,
    Constraint,
    Dependency,
    Mode,
    ScheduleFrom,
    ScheduleOptions,
)
from schedules.services.options import ensure_options

GAP = 1024
BATCH = 500
TYPES = {"labour": ResourceType.LABOUR, "material": ResourceType.MATERIAL, "cost": ResourceType.COST}


@dataclass(slots=True)
class ImportedRows:
    """What was stored: file ids to ours, counts, and what the database could not take twice."""

    calendars: dict[int, int] = field(default_factory=dict)
    activities: dict[int, int] = field(default_factory=dict)
    resources: dict[int, int] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    left_out: dict[str, int] = field(default_factory=dict)


def store_plan(
    *, project: Project, plan: FilePlan, pinned: frozenset[int], taken_by: User | None
) -> ImportedRows:
    """Insert calendars, activities, links, resources, assignments and baselines of ``plan``."""
    rows = ImportedRows()
    _calendars(project, plan, rows)
    _activities(project, plan, rows, pinned)
    _links(project, plan, rows)
    _resources(project, plan, rows)
    _baselines(project, plan, rows, taken_by)
    return rows


def _calendars(project: Project, plan: FilePlan, rows: ImportedRows) -> None:
    """Insert the calendars, parents first, and make the file's project calendar the project's."""
    options = ensure_options(project=project)
    made = options.calendar
    if plan.calendars:
        Calendar.objects.filter(pk=made.pk).update(name=f"{made.name} *")
    names: Counter[str] = Counter()
    waiting = list(plan.calendars)
    while waiting:
        known = {c.uid for c in waiting}
        ready = [c for c in waiting if c.parent not in known] or waiting
        for calendar in ready:
            title = calendar.name or _("Calendar %(number)d") % {"number": calendar.uid}
            names[title] += 1
            row = Calendar.objects.create(
                project=project,
                name=title[:110] if names[title] == 1 else f"{title[:110]} ({names[title]})",
                parent_id=rows.calendars.get(calendar.parent or -1),
                week={day: [list(pair) for pair in hours] for day, hours in calendar.week.items()},
                minutes_per_day=plan.minutes_per_day,
                minutes_per_week=plan.minutes_per_week,
            )
            rows.calendars[calendar.uid] = row.pk
        waiting = [c for c in waiting if c not in ready]
    CalendarException.objects.bulk_create(
        [
            CalendarException(
                calendar_id=rows.calendars[calendar.uid],
                first=e.first,
                last=e.last,
                name=e.name[:120],
                intervals=[list(pair) for pair in e.intervals],
            )
            for calendar in plan.calendars
            for e in calendar.exceptions
        ],
        batch_size=BATCH,
    )
    _options(options, plan, rows.calendars.get(plan.calendar or -1, made.pk))
    if rows.calendars and options.calendar_id != made.pk:
        made.delete()
    rows.counts["calendars"] = len(plan.calendars)


def _options(options: ScheduleOptions, plan: FilePlan, calendar: int) -> None:
    options.calendar_id = calendar
    options.schedule_from = ScheduleFrom.FINISH if plan.from_finish else ScheduleFrom.START
    options.critical_limit = plan.critical_limit
    options.honor_constraints = plan.honor_constraints
    options.multiple_critical_paths = plan.multiple_critical_paths
    options.late_bound_by_manual_summary = plan.late_bound_by_manual_summary
    options.save()


def _activities(project: Project, plan: FilePlan, rows: ImportedRows, pinned: frozenset[int]) -> None:
    """Insert the rows level by level, so that parents have their ids."""
    levels: dict[int, list[tuple[int, FileActivity]]] = defaultdict(list)
    depth: dict[int, int] = {}
    for order, row in enumerate(plan.activities):
        depth[row.uid] = depth.get(row.parent, 0) + 1 if row.parent is not None else 0
        levels[depth[row.uid]].append((order, row))
    for level in sorted(levels):
        made = Activity.objects.bulk_create(
            [_activity(project, row, order, rows, row.uid in pinned) for order, row in levels[level]],
            batch_size=BATCH,
        )
        rows.activities |= {row.uid: obj.pk for (_order, row), obj in zip(levels[level], made, strict=True)}
    rows.counts["activities"] = len(plan.activities)


def _activity(project: Project, row: FileActivity, order: int, rows: ImportedRows, pin: bool) -> Activity:
    start, finish = (row.start, row.finish) if pin else (row.manual_start, row.manual_finish)
    manual = (row.manual or pin) and start is not None and finish is not None and finish >= start
    milestone = kind_of(row) is ActivityKind.FINISH_MILESTONE
    finished = row.actual_finish if row.actual_start is not None else None
    return Activity(
        project=project,
        parent_id=rows.activities.get(row.parent) if row.parent is not None else None,
        position=(order + 1) * GAP,
        code=str(row.row),
        name=row.name[:255],
        kind="finish_milestone" if milestone else "task",
        calendar_id=rows.calendars.get(row.calendar or -1),
        ignore_resource_calendars=row.resource_calendar_ignored,
        mode=Mode.MANUAL if manual else Mode.AUTO,
        manual_start=start if manual else None,
        manual_finish=finish if manual else None,
        duration=row.duration,
        elapsed=row.elapsed,
        estimated=row.estimated,
        constraint=Constraint(row.constraint),
        constraint_date=row.constraint_date if row.constraint not in ("ASAP", "ALAP") else None,
        deadline=row.deadline,
        actual_start=row.actual_start,
        actual_finish=finished,
        percent_complete=row.percent_complete,
        physical_percent=row.physical_percent or None,
        remaining_duration=remaining_of(row),
        resume=resume_of(row),
        levelling_delay=max(row.levelling_delay, 0),
        active=row.active,
        external_start=row.start if row.external else None,
        external_finish=row.finish if row.external else None,
        priority=min(max(row.priority, 0), 1000),
        notes=row.notes,
    )


def _links(project: Project, plan: FilePlan, rows: ImportedRows) -> None:
    made: dict[tuple[int, int, str], Dependency] = {}
    for link in plan.dependencies:
        if link.predecessor != link.successor:
            made.setdefault(
                (link.predecessor, link.successor, link.kind),
                Dependency(
                    project=project,
                    predecessor_id=rows.activities[link.predecessor],
                    successor_id=rows.activities[link.successor],
                    kind=link.kind,
                    lag=link.lag,
                    lag_unit=link.lag_unit,
                ),
            )
    Dependency.objects.bulk_create(made.values(), batch_size=BATCH)
    rows.counts["dependencies"] = len(made)
    if len(made) < len(plan.dependencies):
        rows.left_out["repeated_link"] = len(plan.dependencies) - len(made)


def _resources(project: Project, plan: FilePlan, rows: ImportedRows) -> None:
    made = Resource.objects.bulk_create(
        [
            Resource(
                project=project,
                name=r.name[:160],
                type=TYPES[r.type],
                max_units=r.max_units,
                calendar_id=rows.calendars.get(r.calendar or -1),
            )
            for r in plan.resources
        ],
        batch_size=BATCH,
    )
    rows.resources = {r.uid: obj.pk for r, obj in zip(plan.resources, made, strict=True)}
    _assignments(project, plan, rows)
    rows.counts["resources"] = len(plan.resources)


def _assignments(project: Project, plan: FilePlan, rows: ImportedRows) -> None:
    """Insert the assignments; two of one resource on one activity become one of their sum."""
    merged: dict[tuple[int, int], Assignment] = {}
    for item in plan.assignments:
        if item.resource not in rows.resources:
            continue
        key = (item.activity, item.resource)
        if key in merged:
            merged[key].units += item.units
            merged[key].work += item.work
            continue
        merged[key] = Assignment(
            project=project,
            activity_id=rows.activities[item.activity],
            resource_id=rows.resources[item.resource],
            units=item.units,
            work=item.work,
        )
    Assignment.objects.bulk_create(merged.values(), batch_size=BATCH)
    rows.counts["assignments"] = len(merged)
    if len(merged) < len(plan.assignments):
        rows.left_out["merged_assignment"] = len(plan.assignments) - len(merged)


def _baselines(project: Project, plan: FilePlan, rows: ImportedRows, taken_by: User | None) -> None:
    by_uid = {row.uid: row for row in plan.activities}
    numbers = sorted({item.baseline for item in plan.baselines if item.activity in by_uid})
    made = {
        number: Baseline.objects.create(
            project=project,
            number=number,
            name=_("Baseline %(number)d") % {"number": number} if number else _("Baseline"),
            taken_by=taken_by,
            data_date=plan.status_date,
        )
        for number in numbers
    }
    BaselineActivity.objects.bulk_create(
        (
            BaselineActivity(
                baseline=made[item.baseline],
                activity_id=rows.activities[item.activity],
                code=str(by_uid[item.activity].row),
                name=by_uid[item.activity].name[:255],
                start=item.start,
                finish=item.finish,
                duration=item.duration,
                work=item.work,
                cost=item.cost,
            )
            for item in _once(plan, by_uid)
        ),
        batch_size=BATCH,
    )
    rows.counts["baselines"] = len(made)


def _once(plan: FilePlan, by_uid: dict[int, FileActivity]) -> Iterable[Any]:
    """Yield each activity's row of a baseline once."""
    seen: set[tuple[int, int]] = set()
    for item in plan.baselines:
        if item.activity in by_uid and (item.baseline, item.activity) not in seen:
            seen.add((item.baseline, item.activity))
            yield item
