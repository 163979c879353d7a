"""Keep each project's picture of the day, so that lists read and do not compute."""

from collections.abc import Sequence
from datetime import date

from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone

from dashboards.queries.listing import index_of
from dashboards.queries.picture import Picture
from dashboards.queries.status import compute_pictures
from projects.models import Project, Snapshot

BATCH = 200


@transaction.atomic
def refresh_snapshots(*, projects: Sequence[Project], day: date) -> int:
    """Compute and keep the pictures of ``projects`` for ``day``; return how many."""
    pictures = compute_pictures(projects, day)
    rows = [_row(picture, day) for picture in pictures.values()]
    Snapshot.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["project", "day"],
        update_fields=["revision", "colour", "sentence", "attention", "status", "computed_at"],
    )
    return len(rows)


def refresh_project(*, project_id: int, day: date) -> None:
    """Keep the picture of one project, unless it was deleted or is kept already."""
    refresh_snapshots(projects=list(_stale(day).filter(pk=project_id)), day=day)


def refresh_stale(*, day: date) -> int:
    """Keep the pictures of the projects whose snapshot of ``day`` is missing or of another revision."""
    done = 0
    while True:
        projects = list(_stale(day).order_by("pk")[:BATCH])
        if not projects:
            return done
        done += refresh_snapshots(projects=projects, day=day)


def _stale(day: date) -> models.QuerySet[Project]:
    kept = Snapshot.objects.filter(day=day, revision=F("project__revision")).values("project")
    return Project.objects.live().filter(~Q(pk__in=kept))


def _row(picture: Picture, day: date) -> Snapshot:
    return Snapshot(
        project_id=picture.project_id,
        day=day,
        revision=picture.revision,
        colour=picture.colour,
        sentence=picture.sentence[:400],
        attention=picture.attention,
        status={
            "picture": picture.as_json(),
            "index": index_of(picture),
        },
        computed_at=timezone.now(),
    )
