"""The tree of a plan: add, delete, indent, outdent, move."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.actors import Actor
from common.errors import Conflict, DomainError
from projects.models import Project
from schedules.queries.outline import ancestors, children_of, walk
from schedules.queries.rows import ActivityRow
from schedules.services.plan import Edit, apply
from schedules.services.working_plan import WorkingPlan

GAP = 1024


def siblings(work: WorkingPlan, parent: int | None) -> list[ActivityRow]:
    """Return the rows under ``parent`` in order."""
    return children_of(work.rows.activities).get(parent, [])


def place(work: WorkingPlan, parent: int | None, after: int | None, moving: int | None = None) -> int:
    """Return a position under ``parent`` behind its row ``after`` (None: first), making room if needed."""
    rows = [row for row in siblings(work, parent) if row.id != moving]
    index = next((n for n, row in enumerate(rows, start=1) if row.id == after), 0)
    before = rows[index - 1].position if index else None
    behind = rows[index].position if index < len(rows) else None
    if behind is None:
        return (before or 0) + GAP if rows else GAP
    if before is None:
        return behind - GAP
    if behind - before > 1:
        return (before + behind) // 2
    for n, row in enumerate(rows, start=1):
        work.activity(row.id).position = n * GAP
    return index * GAP + GAP // 2


def last_of(work: WorkingPlan, parent: int | None) -> int | None:
    """Return the last row under ``parent``."""
    rows = siblings(work, parent)
    return rows[-1].id if rows else None


def find(work: WorkingPlan, key: int) -> ActivityRow:
    """Return the activity; refuse one that is not in the plan any more."""
    row = work.rows.activities.get(key)
    if row is None:
        raise DomainError("activity_gone", _("This activity is not in the plan any more."))
    return row


def check_version(row: ActivityRow, version: int | None, names: Iterable[str] = ()) -> None:
    """Refuse to overwrite what somebody saved since ``version``; None means: as it stands."""
    if version is not None and row.version != version:
        message = _(
            "Somebody else saved this while you were editing. Nothing of yours is lost: choose below."
        )
        raise Conflict(message, {name: getattr(row, name) for name in names} | {"version": row.version})


def check_level(work: WorkingPlan, parent: int | None, moving: int | None = None) -> None:
    """Refuse a summary that is not in the plan, or that lies under what is being moved."""
    if parent is None:
        return
    row = work.rows.activities.get(parent)
    if row is None:
        raise DomainError("parent_gone", _("The summary is not in the plan any more."), "parent")
    if moving is not None and (moving == parent or moving in ancestors(work.rows.activities, row)):
        message = _("%(name)s cannot be put under itself.") % {"name": work.rows.activities[moving].name}
        raise DomainError("parent_circle", message, "parent")


def indent(*, actor: Actor, project: Project, activities: Sequence[int], reason: str = "") -> Edit:
    """Put each activity under the sibling above it.

    Raises
    ------
    DomainError
        ``no_sibling_above`` if there is none.
    """

    def change(work: WorkingPlan) -> str:
        for key in _tops(work, activities):
            row = find(work, key)
            rows = siblings(work, row.parent_id)
            index = [item.id for item in rows].index(key)
            if index == 0:
                message = _("%(name)s has no activity above it on its level to go under.") % {
                    "name": row.name
                }
                raise DomainError("no_sibling_above", message)
            _put(work, key, rows[index - 1].id, last_of(work, rows[index - 1].id))
        check_links(work)
        return _listed(_("Indent"), work, activities)

    return apply(actor=actor, project=project, change=change, reason=reason)


def outdent(*, actor: Actor, project: Project, activities: Sequence[int], reason: str = "") -> Edit:
    """Put each activity one level up, behind its summary; the rows below it on its level go under it.

    Raises
    ------
    DomainError
        ``top_level`` if it is there already.
    """

    def change(work: WorkingPlan) -> str:
        for key in reversed(_tops(work, activities)):
            row = find(work, key)
            if row.parent_id is None:
                message = _("%(name)s is on the top level already.") % {"name": row.name}
                raise DomainError("top_level", message)
            rows = siblings(work, row.parent_id)
            below = rows[[item.id for item in rows].index(key) + 1 :]
            above = find(work, row.parent_id)
            _put(work, key, above.parent_id, above.id)
            for item in below:
                if item.id not in activities:
                    _put(work, item.id, key, last_of(work, key))
        check_links(work)
        return _listed(_("Outdent"), work, activities)

    return apply(actor=actor, project=project, change=change, reason=reason)


def move_activity(
    *, actor: Actor, project: Project, activity: int, parent: int | None, after: int | None, reason: str = ""
) -> Edit:
    """Put the activity, with all under it, behind the sibling ``after`` (None: first) under ``parent``.

    Raises
    ------
    DomainError
        ``parent_gone`` or ``parent_circle``.
    """

    def change(work: WorkingPlan) -> str:
        row = find(work, activity)
        check_level(work, parent, moving=activity)
        _put(work, activity, parent, after)
        check_links(work)
        return _("Move %(label)s") % {"label": row.label}

    return apply(actor=actor, project=project, change=change, reason=reason)


def move_by(*, actor: Actor, project: Project, activity: int, step: int, reason: str = "") -> Edit:
    """Move the activity ``step`` places among its siblings: -1 up, 1 down; at an end it stays."""

    def change(work: WorkingPlan) -> str:
        row = find(work, activity)
        rows = [item for item in siblings(work, row.parent_id) if item.id != activity]
        old = [item.id for item in siblings(work, row.parent_id)].index(activity)
        index = min(max(old + step, 0), len(rows))
        if index != old:
            _put(work, activity, row.parent_id, rows[index - 1].id if index else None)
        return _("Move %(label)s") % {"label": row.label}

    return apply(actor=actor, project=project, change=change, reason=reason)


def delete_activities(*, actor: Actor, project: Project, activities: Sequence[int], reason: str = "") -> Edit:
    """Delete activities with all under them, their dependencies and their assignments."""

    def change(work: WorkingPlan) -> str:
        children = children_of(work.rows.activities)
        label = _listed(_("Delete"), work, activities)
        doomed = {key: find(work, key) for key in activities}
        for key in list(doomed):
            doomed |= {row.id: row for row in walk(children, key)}
        for link in list(work.rows.dependencies.values()):
            if link.predecessor_id in doomed or link.successor_id in doomed:
                work.remove("dependency", link.id)
        for assignment in list(work.rows.assignments.values()):
            if assignment.activity_id in doomed:
                work.remove("assignment", assignment.id)
        for key in doomed:
            work.remove("activity", key)
        return label

    return apply(actor=actor, project=project, change=change, reason=reason)


def check_links(work: WorkingPlan) -> None:
    """Refuse a link between an activity and a summary above it."""
    rows = work.rows.activities
    above = {key: set(ancestors(rows, row)) for key, row in rows.items()}
    for link in work.rows.dependencies.values():
        before, after = rows[link.predecessor_id], rows[link.successor_id]
        if before.id in above[after.id] or after.id in above[before.id]:
            message = _(
                "%(after)s waits for %(before)s, so neither can go under the other: "
                "delete the link first, or choose another place."
            )
            names = {"before": before.name, "after": after.name}
            raise DomainError("dependency_within_summary", message % names, "parent")


def _put(work: WorkingPlan, key: int, parent: int | None, after: int | None) -> None:
    row = work.activity(key)
    position = place(work, parent, after, moving=key)
    row.parent_id, row.position = parent, position


def _tops(work: WorkingPlan, activities: Sequence[int]) -> list[int]:
    """Return the chosen activities in tree order, without those under another chosen one."""
    chosen = set(activities)
    rows = [find(work, key) for key in chosen]
    tops = [row for row in rows if not chosen & set(ancestors(work.rows.activities, row))]
    return [row.id for row in sorted(tops, key=lambda row: row.sequence)]


def _listed(verb: str, work: WorkingPlan, activities: Sequence[int]) -> str:
    """Return "Indent A Interface spec", or the number if there are several."""
    if len(activities) == 1:
        return f"{verb} {find(work, activities[0]).label}"
    count = len(activities)
    return f"{verb}: " + ngettext("%(n)d activity", "%(n)d activities", count) % {"n": count}
