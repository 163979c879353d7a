"""Where an instance lives: its folder, held by one supervisor at a time, its log files and its ports."""

import errno
import fcntl
import os
import socket
from pathlib import Path
from typing import IO

LONGEST_LOG = 10 * 1024 * 1024
LOCAL = "127.0.0.1"


class StartError(Exception):
    """Throughline cannot start here; the message is one sentence that says why and what to do."""


def hold(home: Path) -> IO[str]:
    """Take the folder for this supervisor until its process ends.

    Raises
    ------
    StartError
        If another supervisor runs on the same folder.
    """
    file = (home / "supervisor.lock").open("a+")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.seek(0)
        raise StartError(
            f"Throughline already runs on {home} (process {file.read().strip() or '?'}). "
            "Stop it, or set PMO_HOME to another folder."
        ) from None
    file.truncate(0)
    file.write(str(os.getpid()))
    file.flush()
    return file


def wanted_port(text: str) -> int:
    """Return the port number written in ``PORT``; 0 stands for any free one."""
    if not text.isdecimal() or int(text) > 65535:
        raise StartError(f"PORT={text} is not a port number; write one from 0 to 65535.")
    return int(text)


def listen(port: int = 0) -> socket.socket:
    """Open a listening socket on this machine only; it is handed to the child that serves it.

    Holding it here means that the port cannot be lost between choosing and using it, and that callers wait
    instead of being refused while a child is restarted. A connection takes its options from here when it is
    made, which may be before the child runs: without TCP_NODELAY its answers would come 40 ms late.
    """
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    try:
        listener.bind((LOCAL, port))
        listener.listen(512)
    except OSError as error:
        listener.close()
        raise StartError(_refusal(port, error)) from None
    listener.set_inheritable(True)
    return listener


def _refusal(port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} is taken by another program. Choose another one: make up PORT={_next_free(port)}"
    if error.errno == errno.EACCES:
        return f"Port {port} may only be opened by root. Choose another one: make up PORT=8000"
    return f"Port {port} cannot be opened: {error.strerror}."


def _next_free(port: int) -> int:
    for candidate in range(port + 1, min(port + 100, 65536)):
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
            if probe.connect_ex((LOCAL, candidate)) != 0:
                return candidate
    return 8000


def open_log(home: Path, name: str) -> IO[bytes]:
    """Open a child's log for appending; one that has grown too long starts anew, the old one kept once."""
    folder = home / "logs"
    folder.mkdir(exist_ok=True)
    path = folder / f"{name}.log"
    if path.exists() and path.stat().st_size > LONGEST_LOG:
        path.replace(path.with_suffix(".log.1"))
    return path.open("ab")


def log_tail(home: Path, name: str, lines: int = 12) -> str:
    """Return the last lines of a child's log."""
    path = home / "logs" / f"{name}.log"
    if not path.exists():
        return ""
    return "\n".join(path.read_text(errors="replace").splitlines()[-lines:])
