"""A whole instance, started as a person starts it: what it leaves behind, what it survives."""

import http.client
import os
import re
import shutil
import signal
import smtplib
import socket
import sqlite3
import subprocess
from pathlib import Path

import pytest

from pmo.environment import ROOT
from tests.processes import Instance, clean_environment, launch, processes_of, start, wait_until


@pytest.fixture(scope="module")
def instance(tmp_path_factory):
    """Return one instance that the gentle tests share."""
    running = start(tmp_path_factory.mktemp("shared-home"))
    yield running
    running.end()


@pytest.fixture
def home(instance, tmp_path):
    """Return the folder of an instance that has run before: quicker to start."""
    name = "throughline.sqlite3"
    with sqlite3.connect(instance.home / name) as source, sqlite3.connect(tmp_path / name) as copy:
        source.backup(copy)
    shutil.copytree(instance.home / "static", tmp_path / "static")
    return tmp_path


def status(instance: Instance, path: str, seconds: float = 5) -> int:
    """Return the answer's status, 0 if there is none."""
    connection = http.client.HTTPConnection("127.0.0.1", instance.port, timeout=seconds)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    except OSError:
        return 0
    finally:
        connection.close()


def pids(instance: Instance, word: str) -> set[int]:
    return {pid for pid, command in processes_of(instance.home).items() if word in command}


def mailbox_port(instance: Instance) -> int:
    pid = pids(instance, "pmo.embedded.mailbox").pop()
    # its one listening socket is the second line of the kernel's table that belongs to it
    inodes = {
        os.readlink(link) for link in Path(f"/proc/{pid}/fd").iterdir() if link.exists() or link.is_symlink()
    }
    for line in Path("/proc/net/tcp").read_text().splitlines()[1:]:
        fields = line.split()
        if fields[3] == "0A" and f"socket:[{fields[9]}]" in inodes:
            return int(fields[1].split(":")[1], 16)
    raise AssertionError("the mailbox does not listen")


@pytest.mark.parametrize("signum", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_ending_leaves_no_process_behind(home, signum):
    running = start(home)
    before = processes_of(home)
    for word in ("valkey-server", "pmo.embedded.mailbox", "gunicorn", "celery", "beat"):
        assert any(word in command for command in before.values()), (word, before)
    assert len(pids(running, "gunicorn")) >= 3, "a master and two workers"
    if (
        signum == signal.SIGKILL
    ):  # stopped, so that they cannot notice by themselves that their parent is gone
        for pid in pids(running, "gunicorn"):
            os.kill(pid, signal.SIGSTOP)
    code = running.end(signum)
    assert code == (-signal.SIGKILL if signum == signal.SIGKILL else 0)
    wait_until(lambda: not processes_of(home), 5)


def test_kill_9_of_make_leaves_no_process_behind(home):
    make = subprocess.Popen(
        ["make", "up"],
        cwd=ROOT,
        env=clean_environment(PMO_HOME=str(home), PORT="0", DEMO="0"),
        stdout=subprocess.PIPE,
        text=True,
    )
    assert any("is ready" in line for line in make.stdout)
    assert len(processes_of(home)) >= 8
    make.kill()
    make.wait()
    wait_until(lambda: not processes_of(home), 20)


@pytest.mark.parametrize("word", ["gunicorn", "valkey-server", "pmo.embedded.mailbox", "worker", " beat "])
def test_a_child_that_dies_is_started_again(instance, word):
    before = pids(instance, word)
    os.kill(min(before), signal.SIGKILL)
    wait_until(lambda: pids(instance, word) and not pids(instance, word) & {min(before)})
    if word == "gunicorn":
        wait_until(lambda: not pids(instance, word) & before)
    wait_until(lambda: status(instance, "/healthz/ready") == 200)


def test_callers_wait_while_the_web_process_is_started_again(instance):
    before = pids(instance, "gunicorn")
    os.kill(min(before), signal.SIGKILL)
    wait_until(lambda: not pids(instance, "gunicorn") & before)
    assert status(instance, "/healthz/live", seconds=30) == 200


def test_only_this_machine_and_this_user_can_reach_it(instance):
    assert (instance.home / "valkey.sock").stat().st_mode & 0o077 == 0
    assert (instance.home / "secret-key").stat().st_mode & 0o077 == 0
    others = Path("/proc/net/tcp").read_text().splitlines()[1:]
    listening = [line.split()[1] for line in others if line.split()[3] == "0A"]
    assert f"0100007F:{instance.port:04X}" in listening
    assert f"00000000:{instance.port:04X}" not in listening


def test_a_mail_sent_to_the_mailbox_is_kept(instance):
    with smtplib.SMTP("127.0.0.1", mailbox_port(instance)) as smtp:
        smtp.sendmail("a@example.org", ["b@example.org"], b"Message-ID: <x1@example.org>\r\n\r\nHello\r\n")
    kept = [path.read_bytes() for path in (instance.home / "mailbox").glob("*.eml")]
    assert any(b"<x1@example.org>" in mail and b"Delivered-To: b@example.org" in mail for mail in kept)


def test_state_survives_and_the_second_start_is_quick(tmp_path):
    first = start(tmp_path)
    assert "/setup/" in first.output
    with sqlite3.connect(tmp_path / "throughline.sqlite3") as database:
        columns = "email, name, password, time_zone, is_active, created_at"
        database.execute(
            f"INSERT INTO accounts_user ({columns}) VALUES ('a@example.org', 'A', '', 'UTC', 1, '2027-01-01')"
        )
    first.end(signal.SIGKILL)
    second = start(tmp_path)
    try:
        with sqlite3.connect(tmp_path / "throughline.sqlite3") as database:
            assert database.execute("SELECT email FROM accounts_user").fetchall() == [("a@example.org",)]
        assert "/setup/" not in second.output, "somebody can sign in: no code"
    finally:
        second.end()


def test_a_taken_port_is_one_clear_sentence(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        process = launch(tmp_path, PORT=str(port))
        output = process.communicate(timeout=20)[0]
    assert process.returncode == 1
    assert re.fullmatch(rf"Port {port} is taken by another program\. .*make up PORT=\d+\n", output), output


def test_static_files_are_collected_and_compressed(instance):
    stamp = instance.home / "static" / ".collected"
    assert re.fullmatch("[0-9a-f]{64}", stamp.read_text())
    assert list((instance.home / "static" / "css").glob("*.css.gz")), "compressed"


def test_a_port_that_is_no_number_is_one_clear_sentence(tmp_path):
    process = launch(tmp_path, PORT="http")
    assert process.communicate(timeout=20)[0].startswith("PORT=http is not a port number")
    assert process.returncode == 1


def test_two_instances_run_side_by_side_but_not_on_one_folder(instance, home):
    second = start(home)
    try:
        assert second.port != instance.port
        assert status(instance, "/healthz/ready") == status(second, "/healthz/ready") == 200
        third = launch(home)
        assert f"already runs on {home} (process {second.process.pid})" in third.communicate(timeout=20)[0]
        assert third.returncode == 1
    finally:
        second.end()


def test_a_start_that_fails_says_why_and_leaves_nothing(tmp_path):
    (tmp_path / "throughline.sqlite3").write_bytes(b"no database, " * 100)
    process = launch(tmp_path)
    output = process.communicate(timeout=30)[0]
    assert process.returncode == 1
    assert "The database could not be prepared." in output
    assert "file is not a database" in output
    assert not processes_of(tmp_path)
