"""Bring an instance up to date before it serves: migrations, static files, the demo, the first sign-in.

``python -m pmo.embedded.prepare`` prints one line of JSON for the supervisor; all else goes to the log.
"""

import hashlib
import json
import sys
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import django
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command, get_commands
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from pmo import environment

SIGN_INS = "demo-signins.json"


def prepare(home: Path, demo: bool) -> dict[str, object]:
    """Do whatever is not done yet; return what the person at the terminal has to know.

    Returns
    -------
    dict
        ``sign_ins``: the demo's, one a role; ``setup_code``: the one-time code if nobody can sign in yet.
    """
    migrate()
    collect_static(Path(settings.STATIC_ROOT) / ".collected")
    sign_ins = seed(home / SIGN_INS) if demo else []
    return {"sign_ins": sign_ins, "setup_code": setup_code()}


def migrate() -> None:
    """Apply the missing migrations, if any."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", interactive=False, verbosity=1)


def collect_static(stamp: Path) -> None:
    """Collect and compress the static files unless they are those of the last time."""
    state = _static_state()
    if settings.DEBUG or (stamp.exists() and stamp.read_text() == state):
        return
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(state)


def _static_state() -> str:
    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            status = Path(storage.path(path)).stat()
            digest.update(f"{path}\0{status.st_size}\0{status.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def seed(file: Path) -> list[dict[str, str]]:
    """Fill a new instance with the demo once; return its sign-ins, one a role.

    The file is written before the demo is committed: without a person in the database it is of a start that
    did not get that far.
    """
    if not (file.exists() and get_user_model().objects.exists()):
        if "seed_demo" not in get_commands():
            return []
        call_command("seed_demo", verbosity=1)
    return list(json.loads(file.read_text())) if file.exists() else []


def setup_code() -> str:
    """Return a new one-time code for the first visit, or an empty text if somebody can sign in."""
    output = StringIO()
    call_command("setup_code", "--bare", stdout=output)
    return output.getvalue().strip()


def main() -> None:
    """Prepare, with everything but the result on standard error."""
    with redirect_stdout(sys.stderr):
        django.setup()
        result = prepare(environment.home(), environment.flag("DEMO", default=True))
    print(json.dumps(result))


if __name__ == "__main__":
    main()
