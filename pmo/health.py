"""What a load balancer, compose and the supervisor ask: is it alive, can it serve."""

import functools
import logging
from collections.abc import Callable

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from redis import Redis
from redis.exceptions import RedisError

from accounts.access import public

log = logging.getLogger(__name__)
_migrated = False


def database_answers() -> bool:
    """Return whether the database answers a statement."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return bool(cursor.fetchone())


def migrations_applied() -> bool:
    """Return whether every migration of this code has been applied; once so, it is not asked again."""
    global _migrated  # noqa: PLW0603  # one fact a process, and it only ever turns true
    if not _migrated:
        executor = MigrationExecutor(connection)
        _migrated = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    return _migrated


@functools.cache
def _broker() -> Redis:
    return Redis.from_url(settings.REDIS_URL, socket_connect_timeout=1, socket_timeout=1)


def broker_answers() -> bool:
    """Return whether the broker answers a PING."""
    return bool(_broker().ping())


CHECKS: dict[str, Callable[[], bool]] = {
    "database": database_answers,
    "migrations": migrations_applied,
    "broker": broker_answers,
}


@public("GET", "HEAD")
def live(request: HttpRequest) -> HttpResponse:
    """Answer that the process serves requests, without touching anything else."""
    return JsonResponse({"live": True})


@public("GET", "HEAD")
def ready(request: HttpRequest) -> HttpResponse:
    """Answer 200 if database, migrations and broker are fine, else 503 naming what is not."""
    result = {name: _passes(name, check) for name, check in CHECKS.items()}
    response = JsonResponse(result, status=200 if all(result.values()) else 503)
    response.headers["Cache-Control"] = "no-store"
    return response


def _passes(name: str, check: Callable[[], bool]) -> bool:
    try:
        return check()
    except (DatabaseError, RedisError, OSError) as error:
        log.warning("not ready, %s: %s", name, error)
        return False
