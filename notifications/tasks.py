"""Celery's entry points: hints without arguments, safe to run twice."""

from celery import shared_task
from django.utils import timezone

from common.jobs import enqueue
from notifications.models import Message
from notifications.services import delivery
from notifications.services.tick import tick as run_tick


@shared_task(name="notifications.tick", ignore_result=True)
def tick() -> None:
    """Plan and recover."""
    run_tick(now=timezone.now())


@shared_task(name="notifications.drain", ignore_result=True)
def drain() -> None:
    """Send what is due; ask for another round if time ran out first, not if the hop is down."""
    if delivery.drain() and Message.objects.due(timezone.now()).exists():
        enqueue("notifications.drain")
