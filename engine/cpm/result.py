"""What a schedule run gives back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from engine.plan import Dependency


class DriverKind(Enum):
    """What decided an activity's start (or, for a finish-driven one, its finish)."""

    PROJECT_START = "project_start"
    DATA_DATE = "data_date"
    DEPENDENCY = "dependency"
    CONSTRAINT = "constraint"
    SUMMARY_CONSTRAINT = "summary_constraint"
    MANUAL = "manual"
    MANUAL_SUMMARY = "manual_summary"
    ACTUAL = "actual"
    EXTERNAL = "external"
    AS_LATE_AS_POSSIBLE = "as_late_as_possible"
    EXPECTED_FINISH = "expected_finish"
    CHILDREN = "children"


@dataclass(frozen=True, slots=True)
class Driver:
    """The reason of a date.

    Parameters
    ----------
    kind : DriverKind
        What decided.
    instant : int
        The plan instant it asked for, before calendar, levelling delay and duration.
    dependency : Dependency or None
        The link, if one decided; its successor may be a summary above the activity.
    finish : bool
        It asked for a finish; the start is that finish less the duration.
    """

    kind: DriverKind
    instant: int
    dependency: Dependency | None = None
    finish: bool = False


@dataclass(frozen=True, slots=True)
class ActivityDates:
    """Computed dates of one activity; instants are plan minutes, floats working minutes.

    Parameters
    ----------
    start, finish : int
        The dates to show: actual ones where they exist, late ones where the activity is
        scheduled as late as possible, early ones otherwise.
    early_start, early_finish, late_start, late_finish : int
        Of the two passes. Under P6's rules those of the remaining work.
    start_float, finish_float : int
        Late less early, at either end.
    total_float : int
        By the program's rule; negative if a limit cannot be met.
    free_float : int
        Slip that moves no successor.
    critical : bool
        Not complete, and total float within the limit (or on the longest path, by option).
    longest_path : bool
        On the chains of links without a gap that lead to the last finish.
    driver : Driver
        What decided the early start.
    """

    start: int
    finish: int
    early_start: int
    early_finish: int
    late_start: int
    late_finish: int
    start_float: int
    finish_float: int
    total_float: int
    free_float: int
    critical: bool
    longest_path: bool
    driver: Driver


@dataclass(frozen=True, slots=True)
class ScheduleResult:
    """Dates by activity id, summaries included, and the ends of the project."""

    start: int
    finish: int
    activities: Mapping[int, ActivityDates]
