"""Which processes an instance consists of, and how each is started."""

import os
import socket
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pmo import environment
from pmo.embedded.broker import broker_binary, broker_command, broker_socket

FIRST, SECOND, LAST = 1, 2, 3


@dataclass(frozen=True, slots=True)
class Child:
    """One process of an instance.

    Parameters
    ----------
    name
        Names its log file.
    command
        Program and arguments.
    stops
        In which group it is stopped: those that use others go first.
    descriptors
        Inherited file descriptors (listening sockets).
    once
        Whether it ends by itself and is not started again.
    """

    name: str
    command: tuple[str, ...]
    stops: int = FIRST
    descriptors: tuple[int, ...] = ()
    once: bool = False


def child_environment(
    given: Mapping[str, str], home: Path, web: socket.socket, mail: socket.socket | None
) -> dict[str, str]:
    """Return the environment of all children: where state lives, which ports were chosen."""
    port = str(web.getsockname()[1])
    result = {
        **given,
        "DJANGO_SETTINGS_MODULE": "pmo.settings",
        "PMO_HOME": str(home),
        "PORT": port,
        "PUBLIC_URL": given.get("PUBLIC_URL") or f"http://127.0.0.1:{port}",
        "WEB_BIND": f"fd://{web.fileno()}",
        "PYTHONUNBUFFERED": "1",
    }
    if mail is not None:
        result |= {"SMTP_URL": f"smtp://127.0.0.1:{mail.getsockname()[1]}", "SMTP_HOP": "searchable"}
    return result


def services(home: Path, mail: socket.socket | None) -> list[Child]:
    """Return what the others use: the broker unless ``REDIS_URL`` is set, and the mailbox, if any."""
    result = []
    if not os.environ.get("REDIS_URL"):
        folder = home / "valkey"
        folder.mkdir(mode=0o700, exist_ok=True)
        options = broker_command(broker_binary(), folder, broker_socket(home))
        result.append(Child("broker", tuple(options), LAST))
    if mail is not None:
        number = mail.fileno()
        command = _module("pmo.embedded.mailbox", str(number), str(home / "mailbox"))
        result.append(Child("mailbox", command, SECOND, (number,)))
    return result


def applications(web: socket.socket) -> list[Child]:
    """Return web, worker and beat, what a person waits for first.

    The worker uses threads: 87 MB and no grandchildren, against 148 MB of a pool of two processes.
    """
    celery = _module("celery", "--app", "pmo", "--workdir", str(environment.ROOT))
    worker = "--queues=default,mail --pool=threads --concurrency=4 --without-gossip --without-mingle"
    return [
        Child("web", _module("gunicorn", "--config", "python:pmo.web_server"), FIRST, (web.fileno(),)),
        Child("worker", (*celery, "worker", "--loglevel=INFO", *worker.split())),
        Child("beat", (*celery, "beat", "--loglevel=INFO", "--pidfile=")),
    ]


def preparation() -> Child:
    """Return the process that brings database, static files and demo up to date, and then ends."""
    return Child("prepare", _module("pmo.embedded.prepare"), once=True)


def _module(name: str, *arguments: str) -> tuple[str, ...]:
    return (sys.executable, "-m", name, *arguments)
