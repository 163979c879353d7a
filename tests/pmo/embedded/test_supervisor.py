"""Restarting with a growing pause, on real processes."""

import os
import signal
import sys
import time

import pytest

from pmo.embedded.children import Child
from pmo.embedded.supervisor import LONG_LIFE, LONGEST_PAUSE, Supervisor
from tests.processes import wait_until


@pytest.fixture
def supervisor(tmp_path):
    running = Supervisor(tmp_path, dict(os.environ))
    yield running
    running.kill_all()


def shell(name: str, script: str, **fields) -> Child:
    return Child(name, ("/bin/sh", "-c", script), **fields)


def lives(pid: int) -> bool:
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().split()[2] != "Z"
    except FileNotFoundError:
        return False


def test_the_pause_doubles_up_to_a_limit_and_is_short_again_after_a_long_life(supervisor, monkeypatch):
    supervisor.start(shell("brief", "exit 3"))
    running = supervisor.running["brief"]
    pauses = []
    for _ in range(9):
        running.process.wait()
        pauses.append(running.pause)
        assert [(r.child.name, code) for r, code in supervisor.revive()] == [("brief", 3)]
        assert running.process is None, "not started again before its pause is over"
        assert running.due == pytest.approx(time.monotonic() + pauses[-1], abs=0.1)
        running.due = 0
        supervisor.revive()
    # 0.2 doubled eight times, cut at 10 s
    assert pauses == pytest.approx(
        [0.2, 0.4, 0.8, 1.6, 3.2, 6.4, LONGEST_PAUSE, LONGEST_PAUSE, LONGEST_PAUSE]
    )
    assert running.deaths == 9
    running.process.wait()
    running.started -= LONG_LIFE
    supervisor.revive()
    assert running.due == pytest.approx(time.monotonic() + 0.2, abs=0.1)


def test_children_of_a_dead_child_end_before_it_starts_again(supervisor):
    log = supervisor.home / "logs" / "parent.log"
    supervisor.start(shell("parent", "sleep 300 & echo $!; wait"))
    grandchild = int(wait_until(lambda: log.exists() and log.read_text().strip()))
    assert lives(grandchild)
    supervisor.running["parent"].process.kill()
    supervisor.running["parent"].process.wait()
    supervisor.revive()
    wait_until(lambda: not lives(grandchild), 3)


def test_users_end_before_what_they_use(supervisor, tmp_path):
    supervisor.listen_to_signals()
    script = "trap 'echo {0} >> order; exit 0' TERM; while :; do sleep 0.05; done"
    for stops, name in ((3, "broker"), (2, "mailbox"), (1, "web")):
        script_here = f"cd {tmp_path}; " + script.format(name) + f" # {name}"
        supervisor.start(shell(name, f"echo > {tmp_path}/{name}-up; {script_here}", stops=stops))
    wait_until(lambda: len(list(tmp_path.glob("*-up"))) == 3)
    time.sleep(0.2)
    supervisor.stop_all()
    assert (tmp_path / "order").read_text().split() == ["web", "mailbox", "broker"]
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for signum in (signal.SIGTERM, signal.SIGHUP, signal.SIGCHLD):
        signal.signal(signum, signal.SIG_DFL)
    signal.set_wakeup_fd(-1)


def test_a_child_that_runs_once_is_not_started_again(supervisor):
    process = supervisor.start(Child("once", (sys.executable, "-c", "print('fact')"), once=True))
    assert process.communicate()[0] == b"fact\n"
    assert supervisor.revive() == []
    assert supervisor.running["once"].process is process
