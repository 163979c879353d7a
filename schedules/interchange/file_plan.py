"""What a plan file said, before anything is computed or saved. Times are plan minutes, durations minutes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Self


class ImportProblem(Exception):
    """A file that cannot be taken; the message is a sentence for the person, and nothing was saved."""


@dataclass(frozen=True, slots=True)
class FileException:
    """Dates with hours of their own; ``first`` and ``last`` are plan days, both included."""

    first: int
    last: int
    name: str = ""
    intervals: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class FileCalendar:
    """A calendar; ``week`` maps "0" (Monday) … "6" to intervals, absent days are the parent's."""

    uid: int
    name: str
    parent: int | None = None
    week: Mapping[str, Any] = field(default_factory=dict)
    exceptions: tuple[FileException, ...] = ()


@dataclass(frozen=True, slots=True)
class FileActivity:
    """A row of the plan; ``start`` and ``finish`` are the dates the writing program computed.

    ``resource_calendar_ignored``, ``splits`` and the rest mean what they mean in :mod:`engine.plan`.
    """

    uid: int
    row: int
    name: str
    parent: int | None = None
    wbs: str = ""
    summary: bool = False
    milestone: bool = False
    start: int | None = None
    finish: int | None = None
    duration: int = 0
    elapsed: bool = False
    estimated: bool = False
    remaining_duration: int | None = None
    calendar: int | None = None
    resource_calendar_ignored: bool = False
    manual: bool = False
    manual_start: int | None = None
    manual_finish: int | None = None
    active: bool = True
    external: bool = False
    recurring: bool = False
    constraint: str = "ASAP"
    constraint_date: int | None = None
    deadline: int | None = None
    actual_start: int | None = None
    actual_finish: int | None = None
    percent_complete: float = 0.0
    physical_percent: float = 0.0
    stop: int | None = None
    resume: int | None = None
    splits: tuple[int, ...] = ()
    levelling_delay: int = 0
    priority: int = 500
    notes: str = ""


@dataclass(frozen=True, slots=True)
class FileDependency:
    """A link; ``lag`` in minutes, or in whole percent if ``lag_unit`` is percent."""

    predecessor: int
    successor: int
    kind: str = "FS"
    lag: int = 0
    lag_unit: str = "working"


@dataclass(frozen=True, slots=True)
class FileResource:
    """A resource; ``max_units`` in percent, ``type`` labour, material or cost."""

    uid: int
    name: str
    type: str = "labour"
    max_units: float = 100.0
    calendar: int | None = None


@dataclass(frozen=True, slots=True)
class FileAssignment:
    """A resource on an activity: ``work`` in minutes, ``units`` in percent."""

    activity: int
    resource: int
    units: float = 100.0
    work: int = 0
    overtime: int = 0
    delay: int = 0


@dataclass(frozen=True, slots=True)
class FileBaselineRow:
    """An activity as a baseline holds it; ``cost`` in minor units."""

    baseline: int
    activity: int
    start: int | None = None
    finish: int | None = None
    duration: int | None = None
    work: int | None = None
    cost: int | None = None


@dataclass(frozen=True, slots=True)
class FilePlan:
    """Everything read, and in ``unsupported`` what was there but has no place here, with its count.

    ``has_summary_row``: the file's first row stands for the project itself.
    """

    title: str
    start: int
    has_summary_row: bool = False
    finish: int | None = None
    status_date: int | None = None
    from_finish: bool = False
    calendar: int | None = None
    minutes_per_day: int = 480
    minutes_per_week: int = 2400
    critical_limit: int = 0
    honor_constraints: bool = True
    multiple_critical_paths: bool = False
    late_bound_by_manual_summary: bool = False
    currency: str = ""
    calendars: tuple[FileCalendar, ...] = ()
    activities: tuple[FileActivity, ...] = ()
    dependencies: tuple[FileDependency, ...] = ()
    resources: tuple[FileResource, ...] = ()
    assignments: tuple[FileAssignment, ...] = ()
    baselines: tuple[FileBaselineRow, ...] = ()
    unsupported: Mapping[str, int] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """Return the plan as plain values for :meth:`from_json`."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        """Return the plan that :meth:`to_json` gave."""
        rows = {
            "dependencies": FileDependency,
            "resources": FileResource,
            "assignments": FileAssignment,
            "baselines": FileBaselineRow,
        }
        values = data | {name: tuple(row(**v) for v in data[name]) for name, row in rows.items()}
        values["activities"] = tuple(
            FileActivity(**v | {"splits": tuple(v["splits"])}) for v in data["activities"]
        )
        values["calendars"] = tuple(_calendar(v) for v in data["calendars"])
        return cls(**values)


def _calendar(values: dict[str, Any]) -> FileCalendar:
    exceptions = tuple(
        FileException(**e | {"intervals": tuple((a, b) for a, b in e["intervals"])})
        for e in values["exceptions"]
    )
    week = {day: tuple((a, b) for a, b in hours) for day, hours in values["week"].items()}
    return FileCalendar(**values | {"exceptions": exceptions, "week": week})
