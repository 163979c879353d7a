"""Start an instance's processes, start again what dies, and end them all together."""

import os
import select
import signal
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import IO

from common.processes import die_with_parent
from pmo import environment
from pmo.embedded.children import FIRST, LAST, SECOND, Child
from pmo.embedded.place import open_log

SHORTEST_PAUSE, LONGEST_PAUSE = 0.2, 10.0
LONG_LIFE = 30.0  # a child that lived so many seconds starts again without a longer pause
GRACE = {FIRST: 8.0, SECOND: 3.0, LAST: 3.0}
ENDING = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


@dataclass(slots=True)
class Running:
    """A child with its process and what is known of its earlier lives."""

    child: Child
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    pause: float = SHORTEST_PAUSE
    due: float = 0.0
    deaths: int = 0

    @property
    def alive(self) -> bool:
        return self.process is not None and self.process.poll() is None


@dataclass(slots=True)
class Supervisor:
    """Keeps children running until it is told to end.

    It runs in one thread, the main one: the kernel's death signal is tied to the thread that forked.
    """

    home: Path
    environ: Mapping[str, str]
    running: dict[str, Running] = field(default_factory=dict)
    ending: int = 0
    _wakeup: int = -1

    def listen_to_signals(self) -> None:
        """Note SIGTERM, SIGINT and SIGHUP; let each wake up :meth:`wait`."""
        self._wakeup, write_end = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
        signal.set_wakeup_fd(write_end, warn_on_full_buffer=False)
        for signum in ENDING:
            signal.signal(signum, self._end)
        signal.signal(signal.SIGCHLD, lambda signum, frame: None)

    def _end(self, signum: int, frame: FrameType | None) -> None:
        self.ending += 1

    def wait(self, seconds: float) -> None:
        """Sleep until a signal comes, at most ``seconds``."""
        select.select([self._wakeup], [], [], seconds)
        try:
            os.read(self._wakeup, 4096)
        except BlockingIOError:
            return

    def start(self, child: Child) -> subprocess.Popen[bytes]:
        """Start a child in a session of its own, to be killed when this process ends.

        What it writes goes to its log; of a child that runs once standard output is a pipe.
        """
        running = self.running.setdefault(child.name, Running(child))
        with open_log(self.home, child.name) as log:
            running.process = self._spawn(child, log)
        running.started = time.monotonic()
        return running.process

    def _spawn(self, child: Child, log: IO[bytes]) -> subprocess.Popen[bytes]:
        parent = os.getpid()
        return subprocess.Popen(
            child.command,
            env=self.environ,
            cwd=environment.ROOT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE if child.once else log,
            stderr=log,
            pass_fds=child.descriptors,
            start_new_session=True,
            preexec_fn=lambda: die_with_parent(parent),  # noqa: PLW1509  # one thread only
        )

    def revive(self) -> list[tuple[Running, int]]:
        """Start again those whose pause is over; return the newly dead with their exit codes."""
        now = time.monotonic()
        dead = []
        for running in self.running.values():
            if running.child.once:
                continue
            if running.process is not None and running.process.poll() is not None:
                dead.append((running, running.process.returncode))
                self._bury(running, now)
            if running.process is None and now >= running.due and not self.ending:
                self.start(running.child)
        return dead

    def _bury(self, running: Running, now: float) -> None:
        assert running.process is not None
        kill_group(running.process.pid)
        if now - running.started >= LONG_LIFE:
            running.pause = SHORTEST_PAUSE
        running.process = None
        running.deaths += 1
        running.due = now + running.pause
        running.pause = min(running.pause * 2, LONGEST_PAUSE)

    def stop_all(self) -> None:
        """End all children, those first that use the others.

        What does not end in time is killed; a second signal kills all at once.
        """
        for group, grace in GRACE.items():
            members = [r for r in self.running.values() if r.alive and r.child.stops == group]
            for running in members:
                assert running.process is not None
                running.process.terminate()
            deadline = time.monotonic() + grace
            while any(r.alive for r in members) and time.monotonic() < deadline and self.ending < 2:
                self.wait(0.1)
        self.kill_all()

    def kill_all(self) -> None:
        """Kill every child's whole process group and collect the child."""
        for running in self.running.values():
            if running.process is not None:
                kill_group(running.process.pid)
                running.process.wait()


def kill_group(pid: int) -> None:
    """Kill a child's process group, so that its own children end with it."""
    try:
        os.killpg(pid, signal.SIGKILL)
    except ProcessLookupError:
        return
