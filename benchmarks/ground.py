"""The ground a measured run stands on: processes that end with it, a broker, a database of its own."""

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg2

from common.processes import die_with_parent
from pmo.embedded.broker import broker_binary, broker_command

ROOT = Path(__file__).resolve().parent.parent


def start(stack: ExitStack, command: list[str], log: Path, **options: Any) -> subprocess.Popen[str]:
    """Start a process that ends with this one; its words go to ``log``."""
    parent = os.getpid()
    words = stack.enter_context(log.open("a"))
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        stderr=words,
        text=True,
        stdout=options.pop("stdout", words),
        preexec_fn=lambda: die_with_parent(parent),  # noqa: PLW1509  # forks and execs at once
        **options,
    )
    stack.callback(process.kill)
    return process


def start_broker(stack: ExitStack, home: Path) -> str:
    """Start a broker of our own on a socket; return its address."""
    socket = home / "valkey.sock"
    start(stack, broker_command(broker_binary(), home, socket), home / "broker.log")
    wait_until(socket.exists, 10, "the broker did not start")
    return f"unix://{socket}"


@contextmanager
def fresh_database(url: str | None) -> Iterator[str]:
    """Yield the address of a new database on the server of ``url``, or nothing for SQLite."""
    if not url:
        yield ""
        return
    name = f"throughline_run_{os.getpid()}"
    server = psycopg2.connect(urlunsplit(urlsplit(url)._replace(path="/postgres")))
    server.autocommit = True
    server.cursor().execute(f"CREATE DATABASE {name}")
    try:
        yield urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
    finally:
        server.cursor().execute(f"DROP DATABASE {name} WITH (FORCE)")


def wait_until(condition: Any, seconds: float, complaint: str) -> None:
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise SystemExit(complaint)
        time.sleep(0.01)
