"""Read a cpm-corpus/1 plan (neutral JSON) into the engine's vocabulary.

The format counts tenths of a minute, so calendars get ten ticks a minute and every instant and
duration of the plan is in ticks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from engine.calendars import EPOCH, MINUTES_PER_DAY, Calendar, CalendarException
from engine.cpm import ActivityDates, ScheduleResult
from engine.plan import (
    Activity,
    ActivityKind,
    Assignment,
    ConstraintKind,
    CriticalMethod,
    Dependency,
    DependencyKind,
    FloatMethod,
    LagCalendar,
    LagUnit,
    Options,
    Plan,
    ProgressLogic,
    Resource,
    Rules,
    ScheduleFrom,
)

Row = Mapping[str, Any]

TICKS = 10
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
CONSTRAINTS = {
    "AS_SOON_AS_POSSIBLE": ConstraintKind.ASAP,
    "AS_LATE_AS_POSSIBLE": ConstraintKind.ALAP,
    "START_NO_EARLIER_THAN": ConstraintKind.SNET,
    "START_NO_LATER_THAN": ConstraintKind.SNLT,
    "FINISH_NO_EARLIER_THAN": ConstraintKind.FNET,
    "FINISH_NO_LATER_THAN": ConstraintKind.FNLT,
    "MUST_START_ON": ConstraintKind.MSO,
    "MUST_FINISH_ON": ConstraintKind.MFO,
    "START_ON": ConstraintKind.START_ON,
    "FINISH_ON": ConstraintKind.FINISH_ON,
}
MANDATORY = {
    ConstraintKind.MSO: ConstraintKind.MANDATORY_START,
    ConstraintKind.MFO: ConstraintKind.MANDATORY_FINISH,
}
KINDS = {
    "RESOURCE_DEPENDENT": ActivityKind.RESOURCE_DEPENDENT,
    "START_MILESTONE": ActivityKind.START_MILESTONE,
    "FINISH_MILESTONE": ActivityKind.FINISH_MILESTONE,
    "LEVEL_OF_EFFORT": ActivityKind.LEVEL_OF_EFFORT,
    "WBS_SUMMARY": ActivityKind.LEVEL_OF_EFFORT,
}
LAG_CALENDARS = {
    "PREDECESSOR": LagCalendar.PREDECESSOR,
    "SUCCESSOR": LagCalendar.SUCCESSOR,
    "PROJECT_DEFAULT": LagCalendar.PROJECT,
    "TWENTY_FOUR_HOUR": LagCalendar.ALWAYS,
}
FLOATS = {
    "SMALLEST_SLACK": FloatMethod.SMALLEST,
    "START_SLACK": FloatMethod.START,
    "FINISH_SLACK": FloatMethod.FINISH,
}
LAST_VERSION_BOUND_BY_MANUAL_SUMMARIES = 15  # Project 2013


def ticks(minutes: float | None) -> int:
    """A duration of the format as engine ticks; nothing is 0."""
    return round((minutes or 0) * TICKS)


def instant(text: str | None) -> int | None:
    """A local date-time as engine ticks."""
    if not text:
        return None
    return round((datetime.fromisoformat(text) - EPOCH).total_seconds() / 60 * TICKS)


def moment(value: int) -> str:
    """Engine ticks as a local date-time, to the second."""
    return (EPOCH + timedelta(seconds=value * 60 // TICKS)).isoformat(timespec="seconds")


def read_plan(data: Mapping[str, Any]) -> Plan:
    """The engine's plan for one decoded cpm-corpus/1 document."""
    project: Row = data["project"]
    primavera = project.get("application") == "Primavera"
    calendars = {row["id"]: _calendar(row) for row in data.get("calendars", ())}
    calendars = {key: calendar for key, calendar in calendars.items() if calendar.has_working_time()}
    default = project.get("activity_default_calendar") if primavera else None
    default = calendars.get(project.get("default_calendar") if default is None else default)
    origin = instant(project.get("planned_start") if primavera else None) or instant(project["start"])
    tasks = _without_empty_summaries(data["tasks"]) if primavera else list(data["tasks"])
    known = {task["id"] for task in tasks}
    resources = {row["id"]: _resource(row, calendars) for row in data.get("resources", ())}
    return Plan(
        start=origin or 0,
        finish=instant(project.get("finish")),
        calendar=default or Calendar.standard(),
        activities=[_activity(task, calendars, known, primavera=primavera) for task in tasks],
        dependencies=[_dependency(row) for row in data["relations"] if {row["pred"], row["succ"]} <= known],
        calendars=calendars,
        resources=list(resources.values()),
        assignments=[
            Assignment(row["task"], row["resource"], ticks(row.get("work")), row.get("units") or 0.0)
            for row in data.get("assignments", ())
            if row.get("resource") in resources and row["task"] in known
        ],
        data_date=instant(project.get("status_date")),
        must_finish_by=instant(project.get("must_finish_by")),
        options=_options(project, primavera=primavera),
    )


def write_answer(plan: Plan, result: ScheduleResult) -> dict[str, Row]:
    """Dates by task id in the form the scorer compares."""
    return {str(activity.id): _answer(result.activities[activity.id]) for activity in plan.activities}


def _answer(dates: ActivityDates) -> Row:
    return {
        "es": moment(dates.early_start),
        "ef": moment(dates.early_finish),
        "ls": moment(dates.late_start),
        "lf": moment(dates.late_finish),
        "tf": dates.total_float / TICKS,
        "ff": dates.free_float / TICKS,
        "critical": dates.critical,
    }


def _calendar(row: Row) -> Calendar:
    return Calendar(
        {number: _hours(row["week"].get(name, ())) for number, name in enumerate(WEEKDAYS)},
        [
            CalendarException(
                date.fromisoformat(item["from"]), date.fromisoformat(item["to"]), _hours(item["hours"])
            )
            for item in row.get("exceptions", ())
        ],
        name=row.get("name") or f"calendar {row['id']}",
        ticks=TICKS,
    )


def _hours(intervals: Sequence[Sequence[int]]) -> tuple[tuple[int, int], ...]:
    """Intervals of a day in order, those that touch or overlap as one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted((max(0, pair[0]), min(MINUTES_PER_DAY, pair[1])) for pair in intervals):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        elif start < end:
            found.append((start, end))
    return tuple(found)


def _resource(row: Row, calendars: Mapping[int, Calendar]) -> Resource:
    calendar = row.get("calendar")
    return Resource(
        row["id"], calendar if calendar in calendars else None, works=row.get("type") in {"WORK", "NON_LABOR"}
    )


def _without_empty_summaries(tasks: Sequence[Row]) -> list[Row]:
    """Leave out branches of the outline that hold no activity."""
    parents = {task["id"]: task.get("parent") for task in tasks}
    filled: set[int] = set()
    for task in tasks:
        current = task["id"] if not task.get("summary") else None
        while current is not None and current not in filled:
            filled.add(current)
            current = parents.get(current)
    return [task for task in tasks if task["id"] in filled]


def _activity(task: Row, calendars: Mapping[int, Calendar], known: set[int], *, primavera: bool) -> Activity:
    constraint, constraint_date = _constraint(task, "", primavera=primavera)
    second, second_date = _constraint(task, "2", primavera=primavera)
    actual_start = instant(task.get("actual_start"))
    manual_start, manual_finish = instant(task.get("manual_start")), instant(task.get("manual_finish"))
    remaining = task.get("remaining_duration")
    return Activity(
        id=task["id"],
        name=task.get("name") or str(task["id"]),
        parent=task.get("parent") if task.get("parent") in known else None,
        kind=KINDS.get(task.get("activity_type", ""), ActivityKind.TASK),
        duration=ticks(task.get("duration")),
        elapsed=bool(task.get("duration_elapsed")),
        remaining_duration=None if remaining is None else ticks(remaining),
        calendar=task.get("calendar") if task.get("calendar") in calendars else None,
        ignore_resource_calendars=bool(task.get("ignore_resource_calendar")),
        manual=bool(task.get("manual")) and manual_start is not None and manual_finish is not None,
        manual_start=manual_start,
        manual_finish=manual_finish,
        estimated=bool(task.get("estimated")),
        active=task.get("active") is not False,
        external_start=instant(task.get("fixed_start")),
        external_finish=instant(task.get("fixed_finish")),
        constraint=constraint,
        constraint_date=constraint_date,
        second_constraint=second,
        second_constraint_date=second_date,
        deadline=instant(task.get("deadline")),
        actual_start=actual_start,
        actual_finish=instant(task.get("actual_finish")) if actual_start is not None else None,
        percent_complete=task.get("percent_complete") or 0.0,
        resume=instant(task.get("resume")),
        expected_finish=instant(task.get("expected_finish")),
        splits=tuple(ticks(part) for part in task.get("splits_min") or ()),
        levelling_delay=ticks(task.get("leveling_delay")),
        levelling_delay_elapsed=task.get("leveling_delay_elapsed") is not False,
    )


def _constraint(task: Row, suffix: str, *, primavera: bool) -> tuple[ConstraintKind, int | None]:
    kind = CONSTRAINTS.get(task.get(f"constraint{suffix}") or "", ConstraintKind.ASAP)
    date_of = instant(task.get(f"constraint_date{suffix}") or task.get(f"constraint{suffix}_date"))
    if date_of is None and kind is not ConstraintKind.ALAP:
        return ConstraintKind.ASAP, None
    return (MANDATORY.get(kind, kind) if primavera else kind), date_of


def _dependency(row: Row) -> Dependency:
    kind = DependencyKind(row["type"])
    percent, elapsed = row.get("lag_percent"), bool(row.get("lag_elapsed"))
    if percent is not None and percent is not False:
        share = round(row.get("lag") or 0 if percent is True else percent)
        unit = LagUnit.ELAPSED_PERCENT if elapsed else LagUnit.PERCENT
        return Dependency(row["pred"], row["succ"], kind, share, unit)
    unit = LagUnit.ELAPSED if elapsed else LagUnit.WORKING
    return Dependency(row["pred"], row["succ"], kind, ticks(row.get("lag")), unit)


def _options(project: Row, *, primavera: bool) -> Options:
    own, p6 = project.get("options") or {}, project.get("p6_options") or {}
    version = project.get("app_version") or 0
    finish_given = project.get("schedule_from") == "FINISH" and project.get("finish")
    multiple = own.get("multiple_critical_paths")
    longest = primavera and p6.get("critical_activity_type") == "LONGEST_PATH"
    return Options(
        rules=Rules.PRIMAVERA if primavera else Rules.MS_PROJECT,
        schedule_from=ScheduleFrom.FINISH if finish_given else ScheduleFrom.START,
        honor_constraints=own.get("honor_constraints") is not False,
        multiple_critical_paths=bool(p6.get("make_open_ended_critical") if primavera else multiple),
        critical_limit=ticks(own.get("critical_slack_limit_minutes")),
        late_bound_by_manual_summary=0 < version <= LAST_VERSION_BOUND_BY_MANUAL_SUMMARIES,
        progress_logic=ProgressLogic[p6.get("progressed_activities") or "RETAINED_LOGIC"],
        lag_calendar=LAG_CALENDARS.get(p6.get("relationship_lag_calendar") or "", LagCalendar.PREDECESSOR),
        float_method=FLOATS.get(p6.get("total_slack_calculation") or "", FloatMethod.SMALLEST),
        use_expected_finish=bool(p6.get("use_expected_finish")),
        critical_method=CriticalMethod.LONGEST_PATH if longest else CriticalMethod.TOTAL_FLOAT,
    )
