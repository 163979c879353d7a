"""What the environment says: where state lives, which database and broker, under which address."""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from pmo.embedded.broker import broker_socket

ROOT = Path(__file__).resolve().parent.parent
DEFAULT_KEYS = {"", "changeme", "secret", "insecure", "django-insecure"}


def home() -> Path:
    """Return the folder of all state, logs and caches (``PMO_HOME``, default ``var`` in the project)."""
    path = Path(os.environ.get("PMO_HOME") or ROOT / "var").resolve()
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def flag(name: str, default: bool = False) -> bool:
    """Return whether the variable ``name`` is switched on (1, true, yes, on)."""
    value = os.environ.get(name)
    return default if value is None else value.strip().lower() in {"1", "true", "yes", "on"}


def embedded() -> bool:
    """Return whether this is the embedded default: no ``DATABASE_URL`` is given."""
    return not os.environ.get("DATABASE_URL")


def secret_key() -> str:
    """Return ``SECRET_KEY``; the embedded default makes its own on first start (mode 0600).

    Raises
    ------
    RuntimeError
        If a production start has no key, a default one or one under 50 characters.
    """
    key = os.environ.get("SECRET_KEY", "")
    if not embedded() and not flag("PMO_TEST"):
        if key.lower() in DEFAULT_KEYS or len(key) < 50:
            raise RuntimeError("SECRET_KEY must be set to at least 50 random characters.")
        return key
    return key or _kept_key(home() / "secret-key")


def _kept_key(path: Path) -> str:
    if not path.exists():
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(64))
    return path.read_text()


def database() -> dict[str, Any]:
    """Return Django's database settings from ``DATABASE_URL`` (postgres://…), else SQLite in ``PMO_HOME``.

    What stands after ``?`` goes to the driver (``sslmode=require``); behind a pooler that gives each
    transaction another connection, ``DATABASE_POOLER=1`` leaves out what needs a connection of its own.
    """
    url = os.environ.get("DATABASE_URL")
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": home() / "throughline.sqlite3",
            "CONN_MAX_AGE": 600,  # closing the last connection writes the log back: not in every request
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
            },
        }
    parts = urlsplit(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": parts.port or "",
        "OPTIONS": dict(parse_qsl(parts.query)),
        "DISABLE_SERVER_SIDE_CURSORS": flag("DATABASE_POOLER"),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def redis_url() -> str:
    """Return ``REDIS_URL``, else the embedded broker's unix socket in ``PMO_HOME``."""
    return os.environ.get("REDIS_URL") or f"unix://{broker_socket(home())}"


def broker_url() -> str:
    """Return :func:`redis_url` in the spelling Celery wants for a unix socket."""
    return redis_url().replace("unix://", "redis+socket://", 1)


def allowed_hosts() -> list[str]:
    """Return the host names answered to: ``ALLOWED_HOSTS``, that of ``PUBLIC_URL``, and this machine's own.

    The own ones let health checks inside a container or a supervisor in under any public name.
    """
    given = [name.strip() for name in os.environ.get("ALLOWED_HOSTS", "").split(",") if name.strip()]
    public = urlsplit(os.environ.get("PUBLIC_URL") or "").hostname
    return list(dict.fromkeys([*given, *([public] if public else []), "127.0.0.1", "localhost", "[::1]"]))


def smtp_hop() -> str:
    """Return what the next mail hop can do: ``searchable`` for the local mailbox, else ``bare``."""
    return os.environ.get("SMTP_HOP") or ("bare" if os.environ.get("SMTP_URL") else "searchable")


def smtp() -> tuple[str, int, str, str, bool]:
    """Return host, port, user, password and TLS from ``SMTP_URL`` (smtp://user:secret@host:25, smtps://…)."""
    parts = urlsplit(os.environ.get("SMTP_URL") or "smtp://127.0.0.1:1025")
    return (
        parts.hostname or "127.0.0.1",
        parts.port or 25,
        unquote(parts.username or ""),
        unquote(parts.password or ""),
        parts.scheme == "smtps",
    )
