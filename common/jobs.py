"""Hints to the worker. A poll guarantees what a hint starts, so a dead broker never breaks a request."""

import logging
from functools import partial

from celery import current_app
from django.db import transaction
from kombu.exceptions import KombuError
from redis.exceptions import RedisError

log = logging.getLogger(__name__)


def enqueue(name: str, **ids: int) -> None:
    """Ask the worker to run the task ``name`` once the current transaction has committed.

    Hints that are alike are given once a transaction.

    Parameters
    ----------
    name
        Registered task name, e.g. ``"notifications.drain"``.
    **ids
        Row ids only; the task reads the rows again.
    """
    connection = transaction.get_connection()
    waiting = [hook for _savepoints, hook, *_robust in connection.run_on_commit if isinstance(hook, partial)]
    if not any(hook.func is _send and hook.args == (name, ids) for hook in waiting):
        transaction.on_commit(partial(_send, name, ids))


def _send(name: str, ids: dict[str, int]) -> None:
    try:
        current_app.send_task(name, kwargs=ids, retry=False)
    except (KombuError, RedisError, OSError) as error:
        log.warning("broker unreachable, %s waits for the poll: %s", name, error)
