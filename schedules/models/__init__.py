"""Activities with their dates, dependencies, assignments, baselines and a project's scheduling options."""

from schedules.models.activities import (
    Activity,
    ActivityKind,
    ActivitySet,
    Constraint,
    Mode,
    ProjectRows,
)
from schedules.models.baselines import Baseline, BaselineActivity
from schedules.models.dependencies import Assignment, Dependency, DependencyKind, LagUnit
from schedules.models.imports import ImportState, PlanImport
from schedules.models.options import CriticalMethod, ScheduleFrom, ScheduleOptions

__all__ = [
    "Activity",
    "ActivityKind",
    "ActivitySet",
    "Assignment",
    "Baseline",
    "BaselineActivity",
    "Constraint",
    "CriticalMethod",
    "Dependency",
    "DependencyKind",
    "ImportState",
    "LagUnit",
    "Mode",
    "PlanImport",
    "ProjectRows",
    "ScheduleFrom",
    "ScheduleOptions",
]
