"""Activities: add and edit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.actors import Actor
from common.errors import DomainError
from projects.models import Project
from schedules.models import Activity, Constraint, Mode
from schedules.queries.rows import ActivityRow, DependencyRow
from schedules.queries.wording import duration_text, minute_text, number
from schedules.services.dependencies import Link, replace_predecessors
from schedules.services.outline import check_level, check_version, find, last_of, place
from schedules.services.plan import Edit, apply
from schedules.services.progress import take_progress
from schedules.services.working_plan import WorkingPlan

EDITABLE = (
    "code",
    "name",
    "kind",
    "calendar_id",
    "mode",
    "manual_start",
    "manual_finish",
    "duration",
    "elapsed",
    "constraint",
    "constraint_date",
    "deadline",
    "actual_start",
    "actual_finish",
    "percent_complete",
    "physical_percent",
    "remaining_duration",
    "active",
    "priority",
    "notes",
)
NOT_ON_SUMMARY = (
    "kind",
    "duration",
    "elapsed",
    "actual_start",
    "actual_finish",
    "percent_complete",
    "remaining_duration",
)
ON_SUMMARY = (Constraint.ASAP, Constraint.SNET, Constraint.MSO)
UNDATED = (Constraint.ASAP, Constraint.ALAP)


@dataclass(frozen=True, slots=True)
class NewActivity:
    """A row to add: ``parent`` and the ends of ``links`` are codes, of the plan or of rows added with it.

    ``links`` are predecessors: (code, kind, lag in minutes).
    """

    name: str
    code: str = ""
    parent: str = ""
    duration: int | None = None
    kind: str = "task"
    links: tuple[tuple[str, str, int], ...] = ()
    fields: Mapping[str, Any] = field(default_factory=dict)


def add_activity(
    *,
    actor: Actor,
    project: Project,
    name: str,
    parent: int | None = None,
    after: int | None = None,
    code: str = "",
    predecessors: Sequence[Link] = (),
    reason: str = "",
    **fields: Any,
) -> Edit:
    """Add an activity at the end of ``parent``, or behind its sibling ``after``.

    Without a code it gets the next free number; without a duration one day of the project's calendar.

    Raises
    ------
    DomainError
        ``name_missing``, ``code_taken``, ``parent_gone``, ``code_unknown``, and what :func:`edit_activity`
        refuses.
    """

    def change(work: WorkingPlan) -> str:
        key = _insert(work, fields, name=name, code=code, parent=parent, after=after)
        if predecessors:
            replace_predecessors(work, work.rows.activities[key], predecessors)
        return _("Add %(label)s") % {"label": work.rows.activities[key].label}

    return apply(actor=actor, project=project, change=change, reason=reason)


def add_activities(*, actor: Actor, project: Project, rows: Sequence[NewActivity], reason: str = "") -> Edit:
    """Add many rows with their links in one change set, in the order given.

    Raises
    ------
    DomainError
        As :func:`add_activity`; ``code_unknown`` for a parent or predecessor that is not there.
    """

    def change(work: WorkingPlan) -> str:
        known = {row.code: row.id for row in work.rows.activities.values()}
        added: list[tuple[int, NewActivity]] = []
        for item in rows:
            fields = dict(item.fields) | {"kind": item.kind}
            if item.duration is not None:
                fields["duration"] = item.duration
            parent = _known(known, item.parent) if item.parent else None
            key = _insert(work, fields, name=item.name, code=item.code, parent=parent)
            known[work.rows.activities[key].code] = key
            added.append((key, item))
        for key, item in added:
            for predecessor, kind, lag in item.links:
                work.add(DependencyRow(0, _known(known, predecessor), key, kind, lag))
        return ngettext("Add %(n)d activity", "Add %(n)d activities", len(rows)) % {"n": len(rows)}

    return apply(actor=actor, project=project, change=change, reason=reason)


def edit_activity(
    *,
    actor: Actor,
    project: Project,
    activity: int,
    version: int | None = None,
    reason: str = "",
    **fields: Any,
) -> Edit:
    """Change fields of one activity (:data:`EDITABLE`); those that follow from them follow.

    Parameters
    ----------
    version
        The version the person saw; None to change the row as it stands.

    Raises
    ------
    Conflict
        If somebody saved the activity since ``version``.
    DomainError
        Beside the field, e.g. ``code_taken``, ``summary_field``, ``constraint_date_missing``.
    """

    def change(work: WorkingPlan) -> str:
        row = find(work, activity)
        check_version(row, version, fields)
        before = copy(row)
        take_fields(work, work.activity(activity), fields)
        return _label(work, before, row)

    return apply(actor=actor, project=project, change=change, reason=reason)


def take_fields(work: WorkingPlan, row: ActivityRow, fields: Mapping[str, Any]) -> None:
    """Set what was given on the row, after checking it, and what follows from it."""
    unknown = set(fields) - set(EDITABLE)
    if unknown:
        raise ValueError(f"not editable: {sorted(unknown)}")
    given = {name: value for name, value in fields.items() if getattr(row, name) != value}
    _check_identity(work, row, given)
    if row.is_summary:
        _check_summary(given)
    before = copy(row)
    for name, value in given.items():
        setattr(row, name, value)
    if row.calendar_id is not None and row.calendar_id not in work.rows.calendars:
        raise DomainError("calendar_gone", _("This calendar is not there any more."), "calendar")
    _take_kind(row, given)
    _take_constraint(row, given)
    _take_mode(work, row, before, given)
    take_progress(work, row, before, given)
    _fit_splits(row, before)


def _insert(
    work: WorkingPlan,
    fields: Mapping[str, Any],
    *,
    name: str,
    code: str,
    parent: int | None,
    after: int | None = None,
) -> int:
    check_level(work, parent)
    behind = after if after is not None else last_of(work, parent)
    position = place(work, parent, behind)
    row = ActivityRow(0, parent_id=parent, position=position, code=code or next_code(work))
    work.add(row)
    given = {"name": name, "code": row.code, "duration": work.rows.calendar.minutes_per_day} | dict(fields)
    if given["duration"] == 0:
        given.setdefault("kind", "finish_milestone")
    elif given.get("kind", "task") != "task" and "duration" not in fields:
        given["duration"] = 0
    row.code = ""
    take_fields(work, row, given)
    return row.id


def next_code(work: WorkingPlan) -> str:
    """Return the next free number: ten above the highest that is a number."""
    numbers = [int(row.code) for row in work.rows.activities.values() if row.code.isdecimal()]
    return str((max(numbers, default=0) // 10 + 1) * 10)


def _known(known: Mapping[str, int], code: str) -> int:
    key = known.get(code)
    if key is None:
        raise DomainError(
            "code_unknown", _("There is no activity %(code)s.") % {"code": code}, "predecessors"
        )
    return key


def _check_identity(work: WorkingPlan, row: ActivityRow, given: dict[str, Any]) -> None:
    for name in ("name", "code"):
        if name in given:
            given[name] = str(given[name]).strip()
            limit = _column(name).max_length
            if not given[name]:
                messages = {"name": _("Give the activity a name."), "code": _("Give the activity an ID.")}
                raise DomainError(f"{name}_missing", messages[name], name)
            if limit is not None and len(given[name]) > limit:
                message = _("At most %(limit)d characters.") % {"limit": limit}
                raise DomainError(f"{name}_too_long", message, name)
    code = given.get("code")
    taken = code and next((r for r in work.rows.activities.values() if r.code == code and r is not row), None)
    if taken:
        message = _("%(code)s is the ID of %(name)s; choose another.") % {"code": code, "name": taken.name}
        raise DomainError("code_taken", message, "code")


def _check_summary(given: Mapping[str, Any]) -> None:
    for name in NOT_ON_SUMMARY:
        if name in given:
            message = _("A summary takes this from its activities; change it there.")
            raise DomainError("summary_field", message, name)
    if given.get("constraint", Constraint.ASAP) not in ON_SUMMARY:
        message = _("A summary can only be held by its start: start no earlier than, or must start on.")
        raise DomainError("summary_constraint", message, "constraint")


def _take_kind(row: ActivityRow, given: Mapping[str, Any]) -> None:
    """A milestone lasts no time; a task of no time is a milestone, one that lasts is none."""
    if row.duration < 0:
        raise DomainError("duration_negative", _("A duration cannot be negative."), "duration")
    if "kind" in given and row.is_milestone:
        row.duration, row.splits = 0, []
    elif row.is_milestone and row.duration:
        row.kind = "task"
    elif row.kind == "task" and "duration" in given and not row.duration:
        row.kind = "finish_milestone"


def _take_constraint(row: ActivityRow, given: Mapping[str, Any]) -> None:
    if row.constraint in UNDATED:
        row.constraint_date = None
    elif row.constraint_date is None:
        message = _("Give the date for “%(constraint)s”.") % {"constraint": Constraint(row.constraint).label}
        raise DomainError("constraint_date_missing", message, "constraint_date")


def _take_mode(work: WorkingPlan, row: ActivityRow, before: ActivityRow, given: Mapping[str, Any]) -> None:
    """Pinned dates: those given, else the dates that stand; duration and finish follow each other."""
    if row.mode != Mode.MANUAL:
        return
    hours = work.rows.calendar_of(row).hours
    if row.manual_start is None:
        row.manual_start = before.start if before.start is not None else work.rows.project.planned_start
    if row.manual_finish is None or ("duration" in given and "manual_finish" not in given):
        length = row.duration
        row.manual_finish = row.manual_start + length if row.elapsed else hours.add(row.manual_start, length)
    elif {"manual_start", "manual_finish"} & set(given) and "manual_finish" not in given:
        row.manual_finish = hours.add(row.manual_start, row.duration)
    if row.manual_finish < row.manual_start:
        message = _("The pinned finish lies before the pinned start.")
        raise DomainError("manual_finish_before_start", message, "manual_finish")
    if not row.is_milestone and not row.elapsed:
        row.duration = max(hours.between(row.manual_start, row.manual_finish), 0)


def _fit_splits(row: ActivityRow, before: ActivityRow) -> None:
    """An interrupted activity that lasts longer or shorter does so in its last part."""
    if not row.splits or row.duration == before.duration:
        return
    last = row.splits[-1] + row.duration - before.duration
    row.splits = [*row.splits[:-1], last] if last > 0 else []


def _label(work: WorkingPlan, before: ActivityRow, row: ActivityRow) -> str:
    """Return "A: 5 d → 7 d" for one field, "A: name, deadline" for several."""
    names = [name for name in EDITABLE if getattr(before, name) != getattr(row, name)]
    who = row.wbs if row.is_summary else row.code
    labels = [str(_column(name).verbose_name) for name in names]
    if len(names) != 1:
        return f"{who}: {', '.join(labels)}"
    old, new = _shown(work, before, names[0]), _shown(work, row, names[0])
    if names[0] == "duration":
        return f"{who}: {old} → {new}"
    if names[0] == "notes":
        return f"{who}: {labels[0]}"
    return f"{who}: {labels[0]} {old} → {new}"


def _column(name: str) -> Any:
    return Activity._meta.get_field(name.removesuffix("_id"))


def _shown(work: WorkingPlan, row: ActivityRow, name: str) -> str:
    value = getattr(row, name)
    if value is None:
        return _("none")
    if name in ("duration", "remaining_duration"):
        return duration_text(value, work.rows.calendar_of(row).minutes_per_day, elapsed=row.elapsed)
    if name == "calendar_id":
        return work.rows.calendars[value].name
    if name in ("percent_complete", "physical_percent"):
        return f"{number(value)} %"
    column = _column(name)
    if column.get_internal_type() == "BigIntegerField":
        return minute_text(value)
    return str(dict(column.flatchoices).get(value, value)) if column.choices else str(value)
