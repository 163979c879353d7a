"""Undo and redo: whole change sets, in order."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actors import Actor
from common.errors import Conflict, DomainError
from projects.models import ChangeItem, ChangeSet, Project
from schedules.queries.history import next_redo, next_undo
from schedules.services.plan import DATES, REFERENCES, Edit, apply, lock_plan
from schedules.services.references import take_up
from schedules.services.working_plan import OPTIONS, WorkingPlan


def undo(*, actor: Actor, project: Project, expected: int | None = None) -> Edit:
    """Take back the project's latest change set that still stands.

    Parameters
    ----------
    expected
        Change set the person means; refused if another one came after it.

    Raises
    ------
    DomainError
        ``nothing_to_undo``; ``undo_impossible`` if what it needs is gone.
    Conflict
        If ``expected`` is not the latest any more.
    """
    with transaction.atomic():
        lock_plan(project)
        found = next_undo(project.pk)
        if found is None:
            raise DomainError("nothing_to_undo", _("There is nothing to undo."))
        _check_expected(found, expected)
        found.undone_at = timezone.now()
        found.save(update_fields=["undone_at"])
        return _replay(actor, project, found, back=True)


def redo(*, actor: Actor, project: Project, expected: int | None = None) -> Edit:
    """Apply the change set again that was undone last.

    Raises
    ------
    DomainError
        ``nothing_to_redo``; ``undo_impossible``.
    Conflict
        If ``expected`` is not the one.
    """
    with transaction.atomic():
        lock_plan(project)
        found = next_redo(project.pk)
        if found is None:
            raise DomainError("nothing_to_redo", _("There is nothing to redo."))
        _check_expected(found, expected)
        found.undone_at = None
        found.save(update_fields=["undone_at"])
        return _replay(actor, project, found, back=False)


def _check_expected(found: ChangeSet, expected: int | None) -> None:
    if expected is not None and found.pk != expected:
        message = _("The plan was changed since: “%(label)s” came after it.") % {"label": found.label}
        raise Conflict(message, {"change_set": found.pk})


def _replay(actor: Actor, project: Project, found: ChangeSet, *, back: bool) -> Edit:
    listed = list(found.items.all())
    items = [item for item in listed if item.object_kind not in (DATES, REFERENCES)]

    def change(work: WorkingPlan) -> str:
        for item in reversed(items) if back else items:
            _apply(work, item, back=back)
        return found.label

    action = "schedule.undo" if back else "schedule.redo"
    edit = apply(
        actor=actor, project=project, change=change, action=action, reason=found.reason, history=found
    )
    for item in listed:
        if back and item.object_kind == REFERENCES:
            take_up(item.before)
    return edit


def _apply(work: WorkingPlan, item: ChangeItem, *, back: bool) -> None:
    """Bring one row to the state on the wanted side of the change; an empty side means it is not there."""
    here, there = (item.after, item.before) if back else (item.before, item.after)
    present = item.object_kind == OPTIONS or item.object_id in work.table(item.object_kind)
    calendar = there.get("calendar_id")
    if present != bool(here) or (calendar is not None and calendar not in work.rows.calendars):
        message = _("This cannot be undone or redone: what it needs has since been changed elsewhere.")
        raise DomainError("undo_impossible", message)
    if not there:
        work.remove(item.object_kind, item.object_id)
    elif not here:
        work.restore(item.object_kind, item.object_id, there)
    else:
        work.set(item.object_kind, item.object_id, there)
