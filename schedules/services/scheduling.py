"""Compute a plan in memory: outline, dates, floats, roll-ups."""

from __future__ import annotations

from django.utils.translation import gettext as _

from common.errors import DomainError
from engine.cpm import ScheduleResult, schedule
from engine.errors import CalendarError, CycleError, EngineError, PlanError
from schedules.models import ScheduleFrom
from schedules.queries.outline import Children, lay_out
from schedules.queries.plan import PlanRows, engine_plan
from schedules.queries.rows import ActivityRow

ENDS = ("start", "finish", "early_start", "early_finish", "late_start", "late_finish")
FLOATS = ("total_float", "free_float", "critical", "longest_path")


def compute(plan: PlanRows) -> None:
    """Set every computed column of the plan's rows, and the options' start and finish.

    Raises
    ------
    DomainError
        ``dependency_cycle`` with the path named, ``calendar_no_working_time``, ``plan_no_finish`` or
        ``plan_impossible``.
    """
    children = lay_out(plan.activities)
    if not plan.activities:
        plan.options.start = plan.options.finish = plan.options.must_finish_float = None
        plan.options.span = 0
        return
    if plan.options.schedule_from == ScheduleFrom.FINISH and plan.project.must_finish_by is None:
        message = _("To schedule from the finish, the project needs a must-finish-by date.")
        raise DomainError("plan_no_finish", message, "schedule_from")
    source = engine_plan(plan)
    try:
        result = schedule(source)
    except EngineError as error:
        raise refusal(error) from error
    _take_dates(plan, result)
    _take_drivers(plan, result)
    _roll_up(plan, children)


def refusal(error: EngineError) -> DomainError:
    """Return what the engine refused as a sentence for the person."""
    if isinstance(error, CycleError):
        path = " → ".join(error.names)
        message = _("These activities would wait for each other in a circle: %(path)s.") % {"path": path}
        return DomainError("dependency_cycle", message, "predecessors")
    if isinstance(error, CalendarError):
        message = _("A calendar has no working time where the plan needs some. Give it working hours.")
        return DomainError("calendar_no_working_time", message, "calendar")
    if isinstance(error, PlanError):
        message = _("This plan cannot be scheduled: %(why)s") % {"why": error.sentence}
        return DomainError("plan_impossible", message)
    return DomainError("plan_impossible", error.sentence)


def _take_dates(plan: PlanRows, result: ScheduleResult) -> None:
    for key, row in plan.activities.items():
        dates = result.activities[key]
        for name in ENDS:
            setattr(row, name, getattr(dates, name))
        for name in FLOATS:
            setattr(row, name, getattr(dates, name))
    plan.options.start, plan.options.finish = result.start, result.finish
    promise, hours = plan.project.must_finish_by, plan.calendar.hours
    plan.options.span = max(hours.between(result.start, result.finish), 0)
    plan.options.must_finish_float = None if promise is None else hours.between(result.finish, promise)


def _take_drivers(plan: PlanRows, result: ScheduleResult) -> None:
    """A link drives if it decided the start of its successor, or of something under it."""
    driving = {
        (link.predecessor, link.successor, link.kind.value)
        for dates in result.activities.values()
        if (link := dates.driver.dependency) is not None
    }
    for row in plan.dependencies.values():
        row.driving = (row.predecessor_id, row.successor_id, row.kind) in driving


def _roll_up(plan: PlanRows, children: Children) -> None:
    """Roll up: working time, progress by duration, the least float, critical if one of its rows is."""
    weights: dict[int, tuple[float, float]] = {}
    for row in sorted(plan.activities.values(), key=lambda row: -row.sequence):
        if not row.is_summary:
            row.span = row.duration
            row.progress = row.percent_complete
            weight = row.duration if row.active else 0
            weights[row.id] = (weight, weight * row.progress)
            continue
        row.span = _working_time(plan, row)
        total = sum(weights[child.id][0] for child in children[row.id])
        done = sum(weights[child.id][1] for child in children[row.id])
        weights[row.id] = (total, done)
        row.progress = round(done / total, 2) if total else 0.0
        row.critical = any(child.critical for child in children[row.id])
        floats = [child.total_float or 0 for child in children[row.id] if _counts(child)]
        row.total_float = min(floats, default=0)


def _counts(row: ActivityRow) -> bool:
    """A row's float counts for its summary while it is in the plan and not complete."""
    return row.active and row.actual_finish is None and row.total_float is not None


def _working_time(plan: PlanRows, row: ActivityRow) -> int:
    if row.start is None or row.finish is None:
        return 0
    return plan.calendar_of(row).hours.between(row.start, row.finish)
