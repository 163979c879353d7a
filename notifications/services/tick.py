"""Once a minute: plan what is due, recover what was left, hint that there is mail."""

from collections.abc import Callable
from contextlib import ExitStack
from datetime import datetime
from typing import Any

from django.db import transaction

from common.jobs import enqueue
from notifications.planning import planners
from notifications.services.recovery import recover


def tick(*, now: datetime) -> None:
    """Run every planner in a transaction of its own, then recovery; a second tick changes nothing more.

    The stack runs all of them whatever one of them raises; what was raised reaches the worker's log
    at the end.
    """
    with ExitStack() as last_to_first:
        last_to_first.callback(enqueue, "notifications.drain")
        last_to_first.callback(recover, now=now)
        for planner in reversed(list(planners)):
            last_to_first.callback(_plan, planner, now)


def _plan(planner: Callable[..., Any], now: datetime) -> None:
    with transaction.atomic():
        planner(now=now)
