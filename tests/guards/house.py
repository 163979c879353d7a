"""The tree as the guards see it."""

import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APPS = [
    "accounts",
    "budgets",
    "common",
    "dashboards",
    "notifications",
    "projects",
    "resources",
    "risks",
    "schedules",
    "stakeholders",
]
CODE = [*APPS, "engine", "pmo", "benchmarks", "tests"]


@cache
def tracked() -> list[Path]:
    """Return every file that git tracks or would track."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    return [ROOT / name for name in names if (ROOT / name).is_file()]


def sources(*tops: str, suffix: str = ".py") -> list[Path]:
    """Return tracked files below ``tops`` with ``suffix``, without migrations."""
    return [
        path
        for path in tracked()
        if path.suffix == suffix
        and path.relative_to(ROOT).parts[0] in tops
        and "migrations" not in path.parts
    ]
