"""Start Throughline in a test the way a person starts it, and see which processes are there."""

import os
import re
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from common.processes import die_with_parent
from pmo.environment import ROOT

LEFT_OUT = {"PMO_TEST", "PMO_HOME", "PORT", "DATABASE_URL", "REDIS_URL", "SMTP_URL", "SMTP_HOP", "DEMO"}
READY = re.compile(r"ready after ([\d.]+) s: http://127\.0\.0\.1:(\d+)")


@dataclass
class Instance:
    """A running Throughline with its folder."""

    home: Path
    process: subprocess.Popen[str]
    port: int
    seconds: float
    output: str
    variables: dict[str, str] = field(default_factory=dict)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def run(self, module: str, *arguments: str) -> str:
        """Run a module of ours on the instance's database; return what it prints."""
        command = [sys.executable, "-m", module, *arguments]
        environment = clean_environment(PMO_HOME=str(self.home), **self.variables)
        return subprocess.run(
            command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True
        ).stdout

    def end(self, signum: int = signal.SIGTERM) -> int:
        """Send the supervisor a signal; return its exit code."""
        self.process.send_signal(signum)
        with self.process:
            return self.process.wait(20)


def clean_environment(**more: str) -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name not in LEFT_OUT} | more


def launch(home: Path, **variables: str) -> subprocess.Popen[str]:
    environment = {"PORT": "0", "DEMO": "0"} | variables
    parent = os.getpid()
    return subprocess.Popen(
        [sys.executable, "-m", "pmo.embedded"],
        cwd=ROOT,
        env=clean_environment(PMO_HOME=str(home), **environment),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        preexec_fn=lambda: die_with_parent(parent),  # noqa: PLW1509  # forks and execs at once
    )


def start(home: Path, **variables: str) -> Instance:
    """Start an instance; return once it says that it is ready."""
    process = launch(home, **variables)
    assert process.stdout is not None
    seen = ""
    for line in process.stdout:
        seen += line
        found = READY.search(seen)
        if found and "Ctrl-C stops it" in line:
            return Instance(home, process, int(found[2]), float(found[1]), seen, variables)
    raise AssertionError(f"did not start (exit code {process.wait()}):\n{seen}")


def processes_of(home: Path) -> dict[int, str]:
    """Return id and command line of every process whose environment names this folder, or that works in it.

    (The broker writes its title over its environment, and works in the folder.)
    """
    wanted = f"PMO_HOME={home}".encode()
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            named = wanted in (folder / "environ").read_bytes().split(b"\0")
            if named or (folder / "cwd").readlink().is_relative_to(home):
                found[int(folder.name)] = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except (FileNotFoundError, ProcessLookupError, PermissionError):
            continue
    return found


def wait_until(condition, seconds: float = 15.0):
    """Return the first true answer of ``condition``."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        answer = condition()
        if answer:
            return answer
        time.sleep(0.05)
    raise AssertionError(f"{condition} was not true within {seconds} s")
