"""Throughline's WSGI application, which tells with each answer what it cost: statements and CPU time."""

import time
from collections.abc import Callable, Iterable
from typing import Any

from django.db import connection

from pmo.wsgi import application as inner

StartResponse = Callable[..., Any]


def application(environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
    """Serve the request and add ``X-Statements`` and ``X-Cpu-Ms`` to the answer."""
    statements = 0
    began = time.thread_time()

    def count(execute: Callable[..., Any], *arguments: Any) -> Any:
        nonlocal statements
        statements += 1
        return execute(*arguments)

    def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
        cost = [
            ("X-Statements", str(statements)),
            ("X-Cpu-Ms", f"{(time.thread_time() - began) * 1000:.3f}"),
        ]
        return start_response(status, headers + cost, *rest)

    with connection.execute_wrapper(count):
        return inner(environ, start)
