"""Load a project's plan, and hand it to the engine."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import starmap

from engine import plan as engine
from projects.models import Project
from resources.models import Resource, ResourceType
from resources.queries.calendars import WorkCalendar, work_calendars
from schedules.models import Activity, Assignment, CriticalMethod, Dependency, Mode, ScheduleOptions
from schedules.queries.rows import ACTIVITY_COLUMNS, ActivityRow, AssignmentRow, DependencyRow

DEPENDENCY_COLUMNS = ("id", "predecessor_id", "successor_id", "kind", "lag", "lag_unit", "driving")
ASSIGNMENT_COLUMNS = ("id", "activity_id", "resource_id", "units", "work")


@dataclass(slots=True)
class PlanRows:
    """Everything a project's dates depend on.

    ``resources`` holds only what is assigned somewhere in the plan.
    """

    project: Project
    options: ScheduleOptions
    calendars: dict[int, WorkCalendar]
    activities: dict[int, ActivityRow] = field(default_factory=dict)
    dependencies: dict[int, DependencyRow] = field(default_factory=dict)
    assignments: dict[int, AssignmentRow] = field(default_factory=dict)
    resources: dict[int, engine.Resource] = field(default_factory=dict)

    @property
    def calendar(self) -> WorkCalendar:
        """Return the project's calendar."""
        return self.calendars[self.options.calendar_id]

    def calendar_of(self, row: ActivityRow) -> WorkCalendar:
        """Return the activity's own calendar, else the project's."""
        return self.calendar if row.calendar_id is None else self.calendars[row.calendar_id]


def load_plan(project: Project, options: ScheduleOptions) -> PlanRows:
    """Return the project's plan; four statements whatever its size."""
    plan = PlanRows(project, options, work_calendars(project.pk))
    activities = Activity.objects.filter(project=project).order_by().values_list(*ACTIVITY_COLUMNS)
    plan.activities = {row.id: row for row in starmap(ActivityRow, activities)}
    links = Dependency.objects.filter(project=project).order_by().values_list(*DEPENDENCY_COLUMNS)
    plan.dependencies = {row.id: row for row in starmap(DependencyRow, links)}
    columns = (*ASSIGNMENT_COLUMNS, "resource__calendar_id", "resource__type")
    assignments = Assignment.objects.filter(project=project).order_by().values_list(*columns)
    for *values, calendar, kind in assignments:
        row = AssignmentRow(*values)
        plan.assignments[row.id] = row
        plan.resources[row.resource_id] = _resource(row.resource_id, calendar, kind)
    return plan


def load_missing_resources(plan: PlanRows) -> None:
    """Load the resources of assignments that came after the plan was loaded; no statement if none did."""
    missing = {row.resource_id for row in plan.assignments.values()} - plan.resources.keys()
    if missing:
        found = Resource.objects.filter(pk__in=missing).values_list("pk", "calendar_id", "type")
        plan.resources |= {row[0]: _resource(*row) for row in found}


def _resource(key: int, calendar: int | None, kind: str) -> engine.Resource:
    return engine.Resource(key, calendar, kind in (ResourceType.LABOUR, ResourceType.EQUIPMENT))


def engine_plan(plan: PlanRows) -> engine.Plan:
    """Return the plan in the engine's vocabulary."""
    project, options = plan.project, plan.options
    return engine.Plan(
        start=project.planned_start,
        finish=project.must_finish_by,
        data_date=project.data_date,
        must_finish_by=project.must_finish_by,
        calendar=plan.calendar.hours,
        calendars={key: item.hours for key, item in plan.calendars.items()},
        activities=[_activity(row) for row in plan.activities.values()],
        dependencies=[_dependency(row) for row in plan.dependencies.values()],
        resources=list(plan.resources.values()),
        assignments=[
            engine.Assignment(row.activity_id, row.resource_id, row.work, row.units)
            for row in plan.assignments.values()
        ],
        options=engine.Options(
            schedule_from=engine.ScheduleFrom(options.schedule_from),
            honor_constraints=options.honor_constraints,
            multiple_critical_paths=options.multiple_critical_paths,
            critical_limit=options.critical_limit,
            late_bound_by_manual_summary=options.late_bound_by_manual_summary,
            critical_method=engine.CriticalMethod(CriticalMethod(options.critical_method).value),
        ),
    )


def _activity(row: ActivityRow) -> engine.Activity:
    return engine.Activity(
        id=row.id,
        name=row.name,
        parent=row.parent_id,
        kind=engine.ActivityKind(row.kind),
        duration=row.duration,
        elapsed=row.elapsed,
        remaining_duration=row.remaining_duration,
        calendar=row.calendar_id,
        ignore_resource_calendars=row.ignore_resource_calendars,
        manual=row.mode == Mode.MANUAL,
        manual_start=row.manual_start,
        manual_finish=row.manual_finish,
        estimated=row.estimated,
        active=row.active,
        external_start=row.external_start,
        external_finish=row.external_finish,
        constraint=engine.ConstraintKind(row.constraint),
        constraint_date=row.constraint_date,
        second_constraint=engine.ConstraintKind(row.second_constraint) if row.second_constraint else None,
        second_constraint_date=row.second_constraint_date,
        deadline=row.deadline,
        actual_start=row.actual_start,
        actual_finish=row.actual_finish,
        percent_complete=row.percent_complete,
        resume=row.resume,
        expected_finish=row.expected_finish,
        splits=tuple(row.splits),
        levelling_delay=row.levelling_delay,
    )


def _dependency(row: DependencyRow) -> engine.Dependency:
    return engine.Dependency(
        predecessor=row.predecessor_id,
        successor=row.successor_id,
        kind=engine.DependencyKind(row.kind),
        lag=row.lag,
        lag_unit=engine.LagUnit(row.lag_unit),
    )
