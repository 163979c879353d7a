"""Kill the mail workers with -9 while they send, and count what arrives.

``python -m benchmarks.mail_faults --messages 300 --kills 6 [--bare] [--seed 20270106]``

Queues the mails, starts its own broker, a Celery worker group and a counting SMTP server, and kills
the whole group at random moments while at least one mail is on its way; a kill that met no mail is
not counted. The database is SQLite in a temporary folder, or a new one on the server of
``DATABASE_URL``, dropped at the end.

Targets
-------
Default: the SMTP server can be asked for a Message-ID: 0 lost, 0 duplicates.
``--bare``: it cannot be asked: 0 lost, every repeat byte-identical and listed.
Exit 0 only if they hold and every mail and kill that was asked for happened; 1 if not, 2 on bad input.
"""

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from benchmarks.ground import fresh_database, start, start_broker

ANSWER_MS = 50
SMTP_TIMEOUT = 2
HINT_EVERY = 0.5
WORKER = "worker --queues=default,mail --pool=prefork --concurrency=2 --without-gossip --without-mingle"
QUIET = [*WORKER.split(), "--without-heartbeat", "--loglevel=WARNING"]
FINAL = ("sent", "dead", "unknown", "cancelled")


def start_sink(stack: ExitStack, home: Path, bare: bool) -> int:
    """Start the counting SMTP server; return its port."""
    command = [sys.executable, "-m", "benchmarks.mail_sink", str(home / "taken.jsonl"), str(ANSWER_MS)]
    if not bare:
        (home / "mailbox").mkdir()
        command.append(str(home / "mailbox"))
    sink = start(stack, command, home / "sink.log", stdout=subprocess.PIPE)
    return int(sink.stdout.readline())


class Run:
    """One run: its folder, its worker group, its kills."""

    def __init__(self, stack: ExitStack, home: Path, options: argparse.Namespace) -> None:
        self.stack, self.home, self.options = stack, home, options
        self.random = random.Random(options.seed)
        self.kills = self.missed = 0
        self.orphans: dict[str, str] = {}
        self.hinted_at = 0.0
        self.group = self.new_group()

    def new_group(self) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "celery", "--app", "pmo", *QUIET]
        return start(self.stack, command, self.home / "worker.log", start_new_session=True)

    def hint(self) -> None:
        """Do what beat does, faster."""
        from celery import current_app

        if time.monotonic() - self.hinted_at > HINT_EVERY:
            self.hinted_at = time.monotonic()
            for name in ("notifications.tick", "notifications.drain"):
                current_app.send_task(name)

    def on_their_way(self) -> dict[str, str]:
        """Return the leases under which mails are being sent now, with the state of each mail."""
        from notifications.models import Message

        held = Message.objects.filter(state__in=["claimed", "sending"]).exclude(lease_token="")
        leases = dict(held.values_list("lease_token", "state"))
        return {lease: state for lease, state in leases.items() if lease not in self.orphans}

    def open_mails(self) -> int:
        from notifications.models import Message

        return Message.objects.exclude(state__in=FINAL).count()

    def kill(self) -> None:
        """Kill the whole group at a random moment of the sending, and start another."""
        time.sleep(self.random.random() * 3 * ANSWER_MS / 1000)
        os.killpg(self.group.pid, signal.SIGKILL)
        self.group.wait()
        hit = self.on_their_way()
        self.kills += bool(hit)
        self.missed += not hit
        self.orphans |= hit
        self.group = self.new_group()

    def drive(self) -> None:
        """Kill at random points of the way, until every mail has found its end."""
        asked, end = self.options.kills, time.monotonic() + 120 + self.options.messages
        points = sorted(self.random.uniform(0.05, 0.8) for _ in range(asked))
        while (left := self.open_mails()) and time.monotonic() < end:
            self.hint()
            done = 1 - left / self.options.messages
            if self.kills < asked and done >= points[self.kills] and self.on_their_way():
                self.kill()
            time.sleep(0.01)
        os.killpg(self.group.pid, signal.SIGKILL)
        self.group.wait()


def queue_mails(count: int) -> list[str]:
    """Queue the mails as the app does; return their Message-IDs."""
    from notifications.services.outbox import queue_message

    return [
        queue_message(
            dedupe_key=f"fault:{number}",
            kind="notice",
            recipient_email=f"reader{number}@example.org",
            recipient_name=f"Reader {number}",
            subject=f"Mail {number}",
            text=f"This is mail {number}.\n.A line that starts with a dot.\n",
            html=f"<p>This is mail {number}.</p>",
        ).message_id
        for number in range(count)
    ]


def result(run: Run, queued: list[str]) -> dict[str, Any]:
    """Hold what the sink took against what was queued."""
    from notifications.models import Message

    taken: dict[str, list[str]] = defaultdict(list)
    log = run.home / "taken.jsonl"
    for line in log.read_text().splitlines() if log.exists() else []:
        mail = json.loads(line)
        taken[mail["message_id"]].append(mail["sha256"])
    repeats = [
        {"message_id": key, "times": len(copies), "identical": len(set(copies)) == 1}
        for key, copies in taken.items()
        if len(copies) > 1
    ]
    states: dict[str, int] = defaultdict(int)
    for state in Message.objects.values_list("state", flat=True):
        states[state] += 1
    return {
        "messages": len(queued),
        "delivered": len(set(queued) & taken.keys()),
        "lost": len(set(queued) - taken.keys()),
        "duplicates": sum(len(copies) - 1 for copies in taken.values()),
        "unexpected": len(taken.keys() - set(queued)),
        "kills": run.kills,
        "kills_that_met_no_mail": run.missed,
        "cut_before_the_dot": list(run.orphans.values()).count("claimed"),
        "cut_after_it": list(run.orphans.values()).count("sending"),
        "states": dict(states),
        "repeats": repeats,
    }


def holds(figures: dict[str, Any], options: argparse.Namespace) -> bool:
    """Return whether the targets are met."""
    complete = (
        figures["messages"] == options.messages
        and figures["delivered"] == options.messages
        and figures["kills"] == options.kills
        and figures["lost"] == figures["unexpected"] == 0
    )
    if options.bare:
        settled = set(figures["states"]) <= {"sent", "unknown"}
        return complete and settled and all(repeat["identical"] for repeat in figures["repeats"])
    return complete and set(figures["states"]) == {"sent"} and figures["duplicates"] == 0


def prepare(home: Path, database: str, broker: str, port: int, bare: bool) -> None:
    """Point Django, here and in the workers, at this run's folder, database, broker and SMTP server."""
    import django
    from django.core.management import call_command

    for name in ("PMO_TEST", "DATABASE_URL"):
        os.environ.pop(name, None)
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "pmo.settings",
        "PMO_HOME": str(home),
        "REDIS_URL": broker,
        "SECRET_KEY": "x" * 64,
        "SMTP_URL": f"smtp://127.0.0.1:{port}",
        "SMTP_HOP": "bare" if bare else "searchable",
        "SMTP_TIMEOUT": str(SMTP_TIMEOUT),
    } | ({"DATABASE_URL": database} if database else {})
    django.setup()
    call_command("migrate", verbosity=0)


def options_from(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks.mail_faults", description=__doc__.splitlines()[0])
    parser.add_argument("--messages", type=int, default=300)
    parser.add_argument("--kills", type=int, default=6)
    parser.add_argument("--bare", action="store_true")
    parser.add_argument("--seed", type=int, default=20270106)
    options = parser.parse_args(arguments)
    if options.messages < 1 or options.kills < 0:
        parser.error("--messages must be 1 or more and --kills 0 or more")
    return options


def main(arguments: list[str] | None = None) -> int:
    options = options_from(arguments)
    home = Path(tempfile.mkdtemp(prefix="mail-faults-"))
    with ExitStack() as stack:
        stack.callback(shutil.rmtree, home, ignore_errors=True)
        database = stack.enter_context(fresh_database(os.environ.get("DATABASE_URL")))
        broker = start_broker(stack, home)
        prepare(home, database, broker, start_sink(stack, home, options.bare), options.bare)
        queued = queue_mails(options.messages)
        began = time.monotonic()
        run = Run(stack, home, options)
        run.drive()
        figures = result(run, queued) | {"seconds": round(time.monotonic() - began, 1)}
        if not holds(figures, options):
            sys.stderr.write((home / "worker.log").read_text()[-4000:])
    print(json.dumps(figures | {"bare": options.bare, "seed": options.seed}))
    return 0 if holds(figures, options) else 1


if __name__ == "__main__":
    sys.exit(main())
