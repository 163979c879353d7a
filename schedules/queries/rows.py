"""A project's plan in memory: light rows with the columns of their tables."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Any


@dataclass(slots=True)
class ActivityRow:
    """An activity: what a person gives (INPUTS), then what is computed (COMPUTED)."""

    id: int
    parent_id: int | None = None
    position: int = 0
    code: str = ""
    name: str = ""
    kind: str = "task"
    calendar_id: int | None = None
    ignore_resource_calendars: bool = False
    mode: str = "auto"
    manual_start: int | None = None
    manual_finish: int | None = None
    duration: int = 0
    elapsed: bool = False
    estimated: bool = False
    splits: list[int] = field(default_factory=list)
    constraint: str = "ASAP"
    constraint_date: int | None = None
    second_constraint: str = ""
    second_constraint_date: int | None = None
    deadline: int | None = None
    actual_start: int | None = None
    actual_finish: int | None = None
    percent_complete: float = 0.0
    physical_percent: float | None = None
    remaining_duration: int | None = None
    resume: int | None = None
    expected_finish: int | None = None
    levelling_delay: int = 0
    active: bool = True
    external_start: int | None = None
    external_finish: int | None = None
    priority: int = 500
    notes: str = ""
    is_summary: bool = False
    sequence: int = 0
    level: int = 1
    wbs: str = ""
    start: int | None = None
    finish: int | None = None
    early_start: int | None = None
    early_finish: int | None = None
    late_start: int | None = None
    late_finish: int | None = None
    total_float: int | None = None
    free_float: int | None = None
    critical: bool = False
    longest_path: bool = False
    span: int = 0
    progress: float = 0.0
    version: int = 1

    @property
    def is_milestone(self) -> bool:
        return self.kind in ("start_milestone", "finish_milestone")

    @property
    def label(self) -> str:
        """Return what people call the row: a summary by its WBS code, else by its ID."""
        return f"{self.wbs if self.is_summary else self.code} {self.name}".strip()


@dataclass(slots=True)
class DependencyRow:
    """A link; ``driving`` is computed."""

    id: int
    predecessor_id: int = 0
    successor_id: int = 0
    kind: str = "FS"
    lag: int = 0
    lag_unit: str = "working"
    driving: bool = False


@dataclass(slots=True)
class AssignmentRow:
    """A resource on an activity."""

    id: int
    activity_id: int = 0
    resource_id: int = 0
    units: float = 100.0
    work: int = 0


Row = ActivityRow | DependencyRow | AssignmentRow

ACTIVITY_COLUMNS = tuple(item.name for item in fields(ActivityRow))
COMPUTED = ACTIVITY_COLUMNS[ACTIVITY_COLUMNS.index("is_summary") : -1]
ACTIVITY_INPUTS = ACTIVITY_COLUMNS[1 : ACTIVITY_COLUMNS.index("is_summary")]
DEPENDENCY_INPUTS = ("predecessor_id", "successor_id", "kind", "lag", "lag_unit")
ASSIGNMENT_INPUTS = ("activity_id", "resource_id", "units", "work")
INPUTS: dict[type[Any], tuple[str, ...]] = {
    ActivityRow: ACTIVITY_INPUTS,
    DependencyRow: DEPENDENCY_INPUTS,
    AssignmentRow: ASSIGNMENT_INPUTS,
}


def inputs_of(row: Row) -> dict[str, Any]:
    """Return what a person gave for the row, by column."""
    return {name: getattr(row, name) for name in INPUTS[type(row)]}
