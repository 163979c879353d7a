"""Celery entry points: ids only, safe to run twice."""

from celery import shared_task
from django.utils import timezone

from dashboards.services.snapshots import refresh_project


@shared_task(name="dashboards.refresh")
def refresh(*, project_id: int) -> None:
    refresh_project(project_id=project_id, day=timezone.now().date())
