"""The plan as the scheduler sees it: activities, dependencies, calendars, options.

Instants are plan minutes since 2000-01-01T00:00 (see :mod:`engine.calendars`), durations and
lags are working minutes unless they are marked elapsed. ``None`` means "does not apply".
The vocabulary covers what MS Project and Primavera P6 keep; which of the two programs' rules
are followed is :attr:`Options.rules`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum

from engine.calendars import Calendar


class ActivityKind(Enum):
    """What an activity is. An activity that others name as parent is a summary whatever its kind."""

    TASK = "task"
    RESOURCE_DEPENDENT = "resource_dependent"
    START_MILESTONE = "start_milestone"
    FINISH_MILESTONE = "finish_milestone"
    LEVEL_OF_EFFORT = "level_of_effort"
    SUMMARY = "summary"


class DependencyKind(Enum):
    """The four links: which end of the predecessor drives which end of the successor."""

    FS = "FS"
    SS = "SS"
    FF = "FF"
    SF = "SF"


class LagUnit(Enum):
    """How a lag counts: minutes of work or of the clock, or per cent of the predecessor's duration."""

    WORKING = "working"
    ELAPSED = "elapsed"
    PERCENT = "percent"
    ELAPSED_PERCENT = "elapsed_percent"


class ConstraintKind(Enum):
    """Constraints on an activity's dates; the last four are P6's."""

    ASAP = "ASAP"
    ALAP = "ALAP"
    SNET = "SNET"
    SNLT = "SNLT"
    FNET = "FNET"
    FNLT = "FNLT"
    MSO = "MSO"
    MFO = "MFO"
    START_ON = "START_ON"
    FINISH_ON = "FINISH_ON"
    MANDATORY_START = "MANDATORY_START"
    MANDATORY_FINISH = "MANDATORY_FINISH"


DATED_CONSTRAINTS = frozenset(ConstraintKind) - {ConstraintKind.ASAP, ConstraintKind.ALAP}


class Rules(Enum):
    """Whose conventions the passes follow where the programs differ."""

    MS_PROJECT = "ms_project"
    PRIMAVERA = "primavera"


class ScheduleFrom(Enum):
    """Which end of the project is given."""

    START = "start"
    FINISH = "finish"


class ProgressLogic(Enum):
    """P6: what binds the remaining work of an activity that started out of sequence."""

    RETAINED_LOGIC = "retained_logic"
    PROGRESS_OVERRIDE = "progress_override"
    ACTUAL_DATES = "actual_dates"


class LagCalendar(Enum):
    """P6: the calendar on which a lag is counted."""

    PREDECESSOR = "predecessor"
    SUCCESSOR = "successor"
    PROJECT = "project"
    ALWAYS = "always"


class FloatMethod(Enum):
    """P6: which gap between early and late dates is the total float."""

    SMALLEST = "smallest"
    START = "start"
    FINISH = "finish"


class CriticalMethod(Enum):
    """What makes an activity critical."""

    TOTAL_FLOAT = "total_float"
    LONGEST_PATH = "longest_path"


@dataclass(frozen=True, slots=True)
class Activity:
    """One row of the plan.

    Parameters
    ----------
    id : int
        Unique in the plan.
    name : str
        Used in errors and explanations only.
    parent : int or None
        Id of the summary above it.
    kind : ActivityKind
        Task, milestone, level of effort …
    duration : int
        Minutes of work from start to finish; ignored for summaries.
    elapsed : bool
        The duration counts wall-clock minutes and ignores calendars.
    remaining_duration : int or None
        Minutes of work left; None: derived from duration and per cent complete.
    calendar : int or None
        Key in :attr:`Plan.calendars`; None: the project's.
    ignore_resource_calendars : bool
        Walk on the activity's own calendar although resources are assigned.
    manual, manual_start, manual_finish
        Dates typed in that the scheduler keeps (MS Project's manual mode).
    estimated : bool
        The duration is a guess (MS Project's question mark).
    active : bool
        False: out of the network.
    external_start, external_finish : int or None
        Both given: the activity belongs to another plan and its dates are inputs.
    constraint, constraint_date, second_constraint, second_constraint_date
        Primary and secondary constraint.
    deadline : int or None
        Soft limit of the late finish.
    actual_start, actual_finish : int or None
        What happened. A finish means completed.
    percent_complete : float
        0-100, of the duration.
    resume : int or None
        When remaining work goes on after a pause; a started activity's only.
    expected_finish : int or None
        P6: finish the remaining work on this date.
    splits : tuple of int
        Working minutes: work, gap, work … of an interrupted activity; empty if it runs through.
    levelling_delay : int
        Minutes added after the logic by resource levelling; wall clock unless
        ``levelling_delay_elapsed`` is False.
    """

    id: int
    name: str = ""
    parent: int | None = None
    kind: ActivityKind = ActivityKind.TASK
    duration: int = 0
    elapsed: bool = False
    remaining_duration: int | None = None
    calendar: int | None = None
    ignore_resource_calendars: bool = False
    manual: bool = False
    manual_start: int | None = None
    manual_finish: int | None = None
    estimated: bool = False
    active: bool = True
    external_start: int | None = None
    external_finish: int | None = None
    constraint: ConstraintKind = ConstraintKind.ASAP
    constraint_date: int | None = None
    second_constraint: ConstraintKind | None = None
    second_constraint_date: int | None = None
    deadline: int | None = None
    actual_start: int | None = None
    actual_finish: int | None = None
    percent_complete: float = 0.0
    resume: int | None = None
    expected_finish: int | None = None
    splits: tuple[int, ...] = ()
    levelling_delay: int = 0
    levelling_delay_elapsed: bool = True


@dataclass(frozen=True, slots=True)
class Dependency:
    """A link: ``successor`` waits for ``predecessor``.

    Parameters
    ----------
    predecessor, successor : int
        Activity ids; summaries may be linked.
    kind : DependencyKind
        Finish-to-start unless told otherwise.
    lag : int
        In ``lag_unit``; negative is a lead. Whole per cent if the unit is a percentage.
    lag_unit : LagUnit
        Working minutes unless told otherwise.
    """

    predecessor: int
    successor: int
    kind: DependencyKind = DependencyKind.FS
    lag: int = 0
    lag_unit: LagUnit = LagUnit.WORKING


@dataclass(frozen=True, slots=True)
class Resource:
    """A resource as far as dates depend on it: its calendar, and whether it does work."""

    id: int
    calendar: int | None = None
    works: bool = True


@dataclass(frozen=True, slots=True)
class Assignment:
    """A resource on an activity: ``work`` in minutes, ``units`` in per cent."""

    activity: int
    resource: int
    work: int = 0
    units: float = 100.0


@dataclass(frozen=True, slots=True)
class Options:
    """How the plan is to be scheduled.

    Parameters
    ----------
    rules : Rules
        MS Project's or P6's conventions.
    schedule_from : ScheduleFrom
        From the project start, or back from its finish.
    honor_constraints : bool
        MS Project: inflexible constraints win over dependencies.
    multiple_critical_paths : bool
        Every open end has its own late finish (P6: open ends are critical).
    critical_limit : int
        Total float up to and including this many minutes is critical.
    late_bound_by_manual_summary : bool
        Children of a manual summary must finish by its manual finish (MS Project 2010 and 2013);
        later versions do not bound them.
    progress_logic, lag_calendar, float_method, use_expected_finish
        P6's options of the same names.
    critical_method : CriticalMethod
        Total float, or the longest path.
    """

    rules: Rules = Rules.MS_PROJECT
    schedule_from: ScheduleFrom = ScheduleFrom.START
    honor_constraints: bool = True
    multiple_critical_paths: bool = False
    critical_limit: int = 0
    late_bound_by_manual_summary: bool = False
    progress_logic: ProgressLogic = ProgressLogic.RETAINED_LOGIC
    lag_calendar: LagCalendar = LagCalendar.PREDECESSOR
    float_method: FloatMethod = FloatMethod.SMALLEST
    use_expected_finish: bool = True
    critical_method: CriticalMethod = CriticalMethod.TOTAL_FLOAT


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything a schedule depends on.

    Parameters
    ----------
    start : int
        Project start.
    calendar : Calendar
        The project's calendar.
    activities, dependencies, resources, assignments : sequence
        In any order: the order never matters.
    calendars : mapping of int to Calendar
        What activities and resources refer to.
    finish : int or None
        Project finish, needed to schedule from it.
    data_date : int or None
        Status date.
    must_finish_by : int or None
        P6: the late finish of open ends.
    options : Options
        How to schedule.
    """

    start: int
    calendar: Calendar
    activities: Sequence[Activity] = ()
    dependencies: Sequence[Dependency] = ()
    calendars: Mapping[int, Calendar] = field(default_factory=dict)
    resources: Sequence[Resource] = ()
    assignments: Sequence[Assignment] = ()
    finish: int | None = None
    data_date: int | None = None
    must_finish_by: int | None = None
    options: Options = field(default_factory=Options)
