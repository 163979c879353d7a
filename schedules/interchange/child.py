"""Read a plan file in a child process with a limit on memory and time.

``python -m schedules.interchange.child FILE`` prints the plan as JSON; exit code 3 and a sentence on
standard error if the file cannot be taken.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from pathlib import Path

from schedules.interchange.file_plan import FilePlan, ImportProblem
from schedules.interchange.mspdi.reader import read_mspdi

MEMORY = 1 << 30
SECONDS = 60
REFUSED = 3
ROOT = Path(__file__).resolve().parents[2]


def read_file(path: Path) -> FilePlan:
    """Return what the plan file says, read in a child of at most 1 GiB and 60 s.

    Raises
    ------
    ImportProblem
        If it cannot be taken; the sentence says why.
    """
    command = [
        sys.executable,
        "-m",
        __name__ if __name__ != "__main__" else "schedules.interchange.child",
        str(path),
    ]
    environment = {"PYTHONPATH": str(ROOT), "PATH": os.environ.get("PATH", "")}
    try:
        done = subprocess.run(
            command, capture_output=True, timeout=SECONDS, cwd=ROOT, env=environment, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise ImportProblem("Reading the file took more than a minute, so it was stopped.") from error
    if done.returncode == REFUSED:
        raise ImportProblem(done.stderr.decode(errors="replace").strip())
    if done.returncode:
        raise ImportProblem("Reading the file needed more memory than a plan should, so it was stopped.")
    return FilePlan.from_json(json.loads(done.stdout))


def main(path: str) -> int:
    """Read ``path`` within the limits and print the plan."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    try:
        with Path(path).open("rb") as stream:
            plan = read_mspdi(stream)
    except ImportProblem as problem:
        sys.stderr.write(str(problem))
        return REFUSED
    json.dump(plan.to_json(), sys.stdout, separators=(",", ":"))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
