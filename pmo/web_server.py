"""gunicorn's settings, for the embedded default and for production: ``gunicorn -c python:pmo.web_server``."""

import os
from pathlib import Path
from typing import Any

from common.processes import die_with_parent

wsgi_app = "pmo.wsgi:application"
bind = os.environ.get("WEB_BIND") or f"127.0.0.1:{os.environ.get('PORT') or 8000}"
workers = int(os.environ.get("WEB_WORKERS") or 2)
threads = int(os.environ.get("WEB_THREADS") or 4)
worker_class = "gthread"
preload_app = True
timeout = 60
graceful_timeout = 5
keepalive = 30
control_socket_disable = True
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108  # gunicorn's heartbeat file: memory, never a full or read-only disk
forwarded_allow_ips = os.environ.get("FORWARDED_ALLOW_IPS") or "127.0.0.1,::1"


def post_fork(server: Any, worker: Any) -> None:
    """End each worker with its master, whatever ended that."""
    die_with_parent(server.pid)
