"""The one way a plan is changed: load, change, schedule, store, record."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from accounts.actors import Actor
from common import audit
from projects.models import ChangeItem, ChangeSet, Project
from projects.services.revisions import raise_revision
from schedules.models import Activity, ScheduleOptions
from schedules.queries.plan import PlanRows, load_missing_resources, load_plan
from schedules.queries.rows import COMPUTED
from schedules.services.options import ensure_options
from schedules.services.scheduling import compute
from schedules.services.storing import store_dates, store_rows
from schedules.services.working_plan import OPTIONS, Change, WorkingPlan

DATES = "schedule_dates"
REFERENCES = "schedule_references"
START, FINISH = COMPUTED.index("start"), COMPUTED.index("finish")
AUDITED = 50


@dataclass(frozen=True, slots=True)
class Move:
    """An activity whose dates changed without being touched itself, or with it."""

    id: int
    start_before: int | None
    finish_before: int | None
    start: int | None
    finish: int | None


@dataclass(frozen=True, slots=True)
class Edit:
    """What an edit did.

    Parameters
    ----------
    change_set : ChangeSet or None
        None if nothing a person gives was changed.
    plan : PlanRows
        The plan as it now stands.
    touched : tuple of int
        Activities whose own fields were changed, new ones included, deleted ones not.
    changed : frozenset of int
        Activities any shown value of which is different now.
    moves : tuple of Move
        Activities that have other dates now; new and deleted ones are not among them.
    reordered : bool
        Rows were added, deleted or put elsewhere in the tree.
    """

    change_set: ChangeSet | None
    plan: PlanRows
    label: str = ""
    touched: tuple[int, ...] = ()
    changed: frozenset[int] = frozenset()
    moves: tuple[Move, ...] = ()
    reordered: bool = False
    ends_before: tuple[int | None, ...] = ()
    new: tuple[int, ...] = ()


def apply(
    *,
    actor: Actor,
    project: Project,
    change: Callable[[WorkingPlan], str],
    reason: str = "",
    action: str = "schedule.edit",
    history: ChangeSet | None = None,
) -> Edit:
    """Change the project's plan in memory by ``change``, schedule it, store and record what differs.

    Parameters
    ----------
    change
        Verb that changes the working plan and returns the label of the change set.
    history
        The change set that ``change`` undoes or redoes; then no new one is made.

    Raises
    ------
    DomainError
        What ``change`` or the scheduler refuses; nothing is saved.
    """
    with transaction.atomic():
        work = open_plan(project)
        label = change(work)
        changes = work.changes()
        new = store_rows(work)
        load_missing_resources(work.rows)
        compute(work.rows)
        changed = store_dates(work, changes, new)
        moves = _moves(work)
        made = history
        if changes and history is None:
            made = _record(actor, work, _renumbered(changes, new), moves, label=label, reason=reason)
        if changes:
            _audit(actor, work, _renumbered(changes, new), action=action, label=label, reason=reason)
        if changes or changed:
            raise_revision(project.pk)
    touched = [new.get((c.kind, c.id), c.id) for c in changes if c.kind == "activity" and c.after]
    return Edit(
        change_set=made if changes else None,
        plan=work.rows,
        label=label,
        touched=tuple(touched),
        changed=changed,
        moves=moves,
        reordered=any(_reorders(item) for item in changes),
        ends_before=work.ends_before,
        new=tuple(key for (kind, _old), key in new.items() if kind == "activity"),
    )


def reschedule(*, actor: Actor, project: Project) -> Edit:
    """Compute the plan again after something it depends on changed: a calendar, the project's dates."""
    return apply(actor=actor, project=project, change=lambda _work: "")


def lock_plan(project: Project) -> Project:
    """Keep others from changing the project's plan until the transaction ends; return its row."""
    rows = Project.objects.select_related("schedule").select_for_update(of=("self",))
    return rows.get(pk=project.pk)


def open_plan(project: Project) -> WorkingPlan:
    """Lock and load the project's plan."""
    locked = lock_plan(project)
    options = getattr(locked, "schedule", None) or ensure_options(project=locked)
    return WorkingPlan(load_plan(locked, options))


def _renumbered(changes: list[Change], new: dict[tuple[str, int], int]) -> list[Change]:
    """Return the changes with stored ids in place of the temporary ones, also inside the values."""
    activities = {old: key for (kind, old), key in new.items() if kind == "activity"}
    found = []
    for item in changes:
        after = dict(item.after)
        for name in ("parent_id", "predecessor_id", "successor_id", "activity_id"):
            if after.get(name) in activities:
                after[name] = activities[after[name]]
        found.append(Change(item.kind, new.get((item.kind, item.id), item.id), item.before, after))
    return found


def _reorders(item: Change) -> bool:
    placed = not item.before or not item.after or {"parent_id", "position"} & set(item.after)
    return item.kind == "activity" and bool(placed)


def _moves(work: WorkingPlan) -> tuple[Move, ...]:
    """Return the rows that were there before and have other dates now, in tree order."""
    found = []
    for key, old in work.dates_before.items():
        row = work.rows.activities.get(key)
        if (
            row is not None
            and old[START] is not None
            and (old[START], old[FINISH]) != (row.start, row.finish)
        ):
            found.append((row.sequence, Move(key, old[START], old[FINISH], row.start, row.finish)))
    return tuple(move for _sequence, move in sorted(found, key=lambda pair: pair[0]))


def _record(
    actor: Actor,
    work: WorkingPlan,
    changes: list[Change],
    moves: tuple[Move, ...],
    *,
    label: str,
    reason: str,
) -> ChangeSet:
    """Write the change set: an item for each changed row, one with all moved dates, one with references."""
    project = work.rows.project
    made = ChangeSet.objects.create(project=project, user=actor.user, label=label[:200], reason=reason)
    items = [
        ChangeItem(change_set=made, object_kind=c.kind, object_id=c.id, before=c.before, after=c.after)
        for c in changes
    ]
    if moves:
        before = {str(m.id): [m.start_before, m.finish_before] for m in moves}
        after = {str(m.id): [m.start, m.finish] for m in moves}
        items.append(
            ChangeItem(change_set=made, object_kind=DATES, object_id=project.pk, before=before, after=after)
        )
    if work.references:
        items.append(
            ChangeItem(change_set=made, object_kind=REFERENCES, object_id=project.pk, before=work.references)
        )
    ChangeItem.objects.bulk_create(items)
    return made


def _audit(
    actor: Actor, work: WorkingPlan, changes: list[Change], *, action: str, label: str, reason: str
) -> None:
    """Write one audit event: on the activity if only one was changed, else on the project."""
    obj: Project | Activity | ScheduleOptions = work.rows.project
    first = changes[0]
    if len(changes) == 1 and first.kind == "activity":
        row = work.rows.activities.get(first.id)
        obj = Activity(pk=first.id, name=row.name if row else str(first.before.get("name", "")))
    elif len(changes) == 1 and first.kind == OPTIONS:
        obj = work.rows.options
    listed = changes[:AUDITED]
    after: dict[str, Any] = {f"{c.kind} {c.id}": c.after for c in listed} | {"label": label}
    if len(changes) > AUDITED:
        after["more"] = len(changes) - AUDITED
    audit.record(
        actor=actor,
        action=action,
        obj=obj,
        project_id=work.rows.project.pk,
        before={f"{c.kind} {c.id}": c.before for c in listed},
        after=after,
        reason=reason,
    )
