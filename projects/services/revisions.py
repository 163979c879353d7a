"""Every write raises ``Project.revision`` in its transaction; stored results carry the revision they saw."""

from django.db.models import F
from django.utils import timezone

from common.registry import Hooks
from projects.models import Project

after_revision = Hooks("after_revision")
"""Called with ``project_id`` inside the writing transaction; filled from above to enqueue recomputation."""


def raise_revision(project_id: int) -> None:
    """Mark the project as changed now; call once in every service that writes project data."""
    Project.objects.filter(pk=project_id).update(revision=F("revision") + 1, updated_at=timezone.now())
    for hook in after_revision:
        hook(project_id=project_id)
