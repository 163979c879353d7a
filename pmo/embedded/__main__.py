"""``python -m pmo.embedded``: run Throughline on this machine. ``--with-parent`` ends it with its caller."""

import json
import os
import signal
import socket
import sys
import time
from pathlib import Path

from common.processes import die_with_parent
from pmo import environment
from pmo.embedded import place
from pmo.embedded.children import applications, child_environment, preparation, services
from pmo.embedded.place import StartError
from pmo.embedded.supervisor import Running, Supervisor
from pmo.probe import is_ready

PATIENCE = 90.0  # seconds from the start of the applications to ready
DEATHS_BEFORE_READY = 4
DEFAULT_PORT = "8000"


def main() -> int:
    """Run until told to end; return the exit code."""
    began = time.monotonic()
    if "--with-parent" in sys.argv[1:]:
        die_with_parent(os.getppid(), signal.SIGTERM)
    try:
        home = environment.home()
        lock = place.hold(home)
        web = place.listen(place.wanted_port(os.environ.get("PORT") or DEFAULT_PORT))
        mail = None if os.environ.get("SMTP_URL") else place.listen()
        with lock, web:
            return run(home, web, mail, began)
    except StartError as error:
        print(error, file=sys.stderr)
        return 1


def run(home: Path, web: socket.socket, mail: socket.socket | None, began: float) -> int:
    """Start everything, announce it once it is ready, and watch over it."""
    supervisor = Supervisor(home, child_environment(os.environ, home, web, mail))
    supervisor.listen_to_signals()
    try:
        for child in services(home, mail):
            supervisor.start(child)
        say(f"Preparing the database in {home}")
        facts = prepared(supervisor)
        first, *others = applications(web)
        if not supervisor.ending:
            supervisor.start(first)
        await_ready(supervisor, web.getsockname()[1])
        if not supervisor.ending:
            for child in others:  # only now: the person waits for the pages
                supervisor.start(child)
            announce(supervisor, facts, time.monotonic() - began)
        watch(supervisor)
    finally:
        supervisor.stop_all()
    say("Stopped.")
    return 0


def prepared(supervisor: Supervisor) -> dict[str, object]:
    """Run the preparation to its end; return the facts it printed."""
    child = preparation()
    process = supervisor.start(child)
    while process.poll() is None and not supervisor.ending:
        supervisor.wait(0.2)
        report(supervisor.revive(), supervisor)
    if supervisor.ending:
        return {}
    if process.returncode != 0:
        raise StartError(failure(supervisor.home, child.name, "The database could not be prepared."))
    assert process.stdout is not None
    return dict(json.loads(process.stdout.read().splitlines()[-1]))


def await_ready(supervisor: Supervisor, port: int) -> None:
    """Return once ``/healthz/ready`` answers 200.

    Raises
    ------
    StartError
        If that does not happen, with the end of the log that tells why.
    """
    deadline = time.monotonic() + PATIENCE
    while not supervisor.ending and not is_ready(port, 1):
        supervisor.wait(0.05)
        report(supervisor.revive(), supervisor)
        for running in supervisor.running.values():
            if running.deaths >= DEATHS_BEFORE_READY:
                name = running.child.name
                raise StartError(failure(supervisor.home, name, f"{name} does not start."))
        if time.monotonic() > deadline:
            raise StartError(failure(supervisor.home, "web", f"Not ready after {PATIENCE:.0f} seconds."))


def watch(supervisor: Supervisor) -> None:
    """Start again what dies until a signal asks to end."""
    while not supervisor.ending:
        supervisor.wait(0.5)
        report(supervisor.revive(), supervisor)


def report(dead: list[tuple[Running, int]], supervisor: Supervisor) -> None:
    """Say which children have died."""
    for running, code in dead:
        name = running.child.name
        if not supervisor.ending:
            how = f"signal {-code}" if code < 0 else f"exit code {code}"
            say(f"{name} ended ({how}) and is started again; see {supervisor.home}/logs/{name}.log")


def announce(supervisor: Supervisor, facts: dict[str, object], seconds: float) -> None:
    """Print the address and how to sign in."""
    address = supervisor.environ["PUBLIC_URL"]
    say(f"\nThroughline is ready after {seconds:.1f} s: {address}\n")
    sign_ins = facts.get("sign_ins") or []
    assert isinstance(sign_ins, list)
    if sign_ins:
        say("The demo's sign-ins:")
        widths = {key: max(len(entry[key]) for entry in sign_ins) for key in ("role", "email")}
    for entry in sign_ins:
        say(f"  {entry['role']:<{widths['role']}}  {entry['email']:<{widths['email']}}  {entry['password']}")
    if facts.get("setup_code"):
        say(f"Make the administrator at {address}/setup/ with this code: {facts['setup_code']}")
    say(f"\nState and logs are in {supervisor.home}. Ctrl-C stops it.")


def failure(home: Path, name: str, sentence: str) -> str:
    """Return the sentence with the end of the log that explains it."""
    return f"{sentence} The end of {home}/logs/{name}.log:\n{place.log_tail(home, name)}"


def say(text: str) -> None:
    """Print at once, also into a pipe."""
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main())
