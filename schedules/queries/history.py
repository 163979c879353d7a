"""A project's change sets: what can be undone and redone."""

from __future__ import annotations

from projects.models import ChangeSet


def next_undo(project_id: int) -> ChangeSet | None:
    """Return the latest change set that stands."""
    return ChangeSet.objects.filter(project=project_id, undone_at=None).order_by("-pk").first()


def next_redo(project_id: int, standing: ChangeSet | None = None) -> ChangeSet | None:
    """Return the oldest undone change set that came after all that stand: the one undone last.

    ``standing`` is the latest that stands, if the caller has it.
    """
    last = standing or next_undo(project_id)
    after = last.pk if last is not None else 0
    return ChangeSet.objects.filter(project=project_id, pk__gt=after).order_by("pk").first()
