"""A project's change sets: what can be undone and redone."""

from __future__ import annotations

from django.db.models import Max

from projects.models import ChangeSet


def next_undo(project_id: int) -> ChangeSet | None:
    """Return the latest change set that stands."""
    return ChangeSet.objects.filter(project=project_id, undone_at=None).order_by("-pk").first()


def next_redo(project_id: int) -> ChangeSet | None:
    """Return the oldest undone change set that came after all that stand: the one undone last."""
    sets = ChangeSet.objects.filter(project=project_id)
    last = sets.filter(undone_at=None).aggregate(pk=Max("pk"))["pk"] or 0
    return sets.filter(pk__gt=last).order_by("pk").first()
