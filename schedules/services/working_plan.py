"""A plan while it is changed: rows in memory, and what they were before."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any, cast

from schedules.models import Activity, Assignment, Dependency
from schedules.queries.plan import PlanRows
from schedules.queries.rows import (
    COMPUTED,
    INPUTS,
    ActivityRow,
    AssignmentRow,
    DependencyRow,
    Row,
    inputs_of,
)

Key = tuple[str, int]
ROW_TYPES: dict[str, type[Row]] = {
    "activity": ActivityRow,
    "dependency": DependencyRow,
    "assignment": AssignmentRow,
}
MODELS: dict[str, Any] = {"activity": Activity, "dependency": Dependency, "assignment": Assignment}
KIND_OF = {row_type: kind for kind, row_type in ROW_TYPES.items()}
OPTIONS = "schedule_options"
OPTION_INPUTS = (
    "calendar_id",
    "schedule_from",
    "honor_constraints",
    "critical_method",
    "critical_limit",
    "multiple_critical_paths",
)
ENDS = ("start", "finish", "span", "must_finish_float")
computed_of = attrgetter(*COMPUTED)


@dataclass(frozen=True, slots=True)
class Change:
    """One row's inputs before and after; an empty side means the row was not there."""

    kind: str
    id: int
    before: dict[str, Any]
    after: dict[str, Any]


@dataclass(slots=True)
class WorkingPlan:
    """Rows that verbs change; ``originals`` keeps the first state of each touched one (None: new).

    New rows have negative ids until they are stored. ``references`` are the rows of other apps that named
    a deleted activity.
    """

    rows: PlanRows
    originals: dict[Key, Row | None] = field(default_factory=dict)
    dates_before: dict[int, tuple[Any, ...]] = field(default_factory=dict)
    driving_before: dict[int, bool] = field(default_factory=dict)
    options_before: dict[str, Any] = field(default_factory=dict)
    ends_before: tuple[int | None, ...] = ()
    references: dict[str, dict[str, int]] = field(default_factory=dict)
    next_id: int = -1

    def __post_init__(self) -> None:
        self.dates_before = {key: computed_of(row) for key, row in self.rows.activities.items()}
        self.driving_before = {key: row.driving for key, row in self.rows.dependencies.items()}
        self.options_before = self._options()
        self.ends_before = self.ends()

    def ends(self) -> tuple[int | None, ...]:
        """Return the whole plan's start, finish, span and float to its must-finish-by date."""
        return tuple(getattr(self.rows.options, name) for name in ENDS)

    def _options(self) -> dict[str, Any]:
        return {name: getattr(self.rows.options, name) for name in OPTION_INPUTS}

    def table(self, kind: str) -> dict[int, Any]:
        """Return the rows of a kind by id."""
        tables = {
            "activity": self.rows.activities,
            "dependency": self.rows.dependencies,
            "assignment": self.rows.assignments,
        }
        return cast("dict[int, Any]", tables[kind])

    def activity(self, key: int) -> ActivityRow:
        """Return the activity to change it."""
        return cast(ActivityRow, self.touch("activity", key))

    def dependency(self, key: int) -> DependencyRow:
        """Return the link to change it."""
        return cast(DependencyRow, self.touch("dependency", key))

    def touch(self, kind: str, key: int) -> Row:
        """Return the row to change it; its state so far is kept."""
        row: Row = self.table(kind)[key]
        self.originals.setdefault((kind, key), copy(row))
        return row

    def set(self, kind: str, key: int, values: dict[str, Any]) -> None:
        """Set columns of a row, or of the options."""
        target = self.rows.options if kind == OPTIONS else self.touch(kind, key)
        for name, value in values.items():
            setattr(target, name, value)

    def add(self, row: Row) -> int:
        """Add a new row; return the id it has until it is stored."""
        kind = KIND_OF[type(row)]
        row.id, self.next_id = self.next_id, self.next_id - 1
        self.table(kind)[row.id] = row
        self.originals[kind, row.id] = None
        return row.id

    def restore(self, kind: str, key: int, values: dict[str, Any]) -> None:
        """Bring a deleted row back under its old id."""
        self.table(kind)[key] = cast(Any, ROW_TYPES[kind])(id=key, **values)
        self.originals.setdefault((kind, key), None)

    def remove(self, kind: str, key: int) -> None:
        """Take a row out."""
        row: Row = self.table(kind).pop(key)
        if self.originals.setdefault((kind, key), row) is None:
            del self.originals[kind, key]

    def changes(self) -> list[Change]:
        """Return what the verbs changed, in the order in which they touched it."""
        found: list[Change] = []
        for (kind, key), original in self.originals.items():
            row: Row | None = self.table(kind).get(key)
            before = inputs_of(original) if original is not None else {}
            after = inputs_of(row) if row is not None else {}
            if original is not None and row is not None:
                names = [name for name in INPUTS[type(row)] if before[name] != after[name]]
                before, after = {n: before[n] for n in names}, {n: after[n] for n in names}
            if before or after:
                found.append(Change(kind, key, before, after))
        old, new = self.options_before, self._options()
        names = [name for name in OPTION_INPUTS if old[name] != new[name]]
        if names:
            before, after = {n: old[n] for n in names}, {n: new[n] for n in names}
            found.append(Change(OPTIONS, self.rows.project.pk, before, after))
        return found

    def rename(self, kind: str, old: int, new: int) -> None:
        """Give a new row the id under which it is stored."""
        table = self.table(kind)
        row = table.pop(old)
        row.id = new
        table[new] = row
        self.originals[kind, new] = self.originals.pop((kind, old))
