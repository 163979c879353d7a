"""What each page costs on a portfolio of 200 projects, served as in production.

``python -m benchmarks.pages [--projects 200] [--rounds 15] [--seed 20270106]``

Makes a database of its own (SQLite in a temporary folder, or a new one on the server of ``DATABASE_URL``),
fills it with 20,000 activities, 30,000 dependencies and 5,000 risks, serves it with gunicorn under the
settings of production, signs in as a portfolio manager and asks for each page in turns with a bare Django
page that shows 100 rows (:mod:`benchmarks.bare`). With fewer ``--projects`` everything is in proportion.

Targets
-------
Every page: at most 20 SQL statements and 400 kB. Every list: at most 2 times the bare page's median time.
Exit 0 only if all hold and every page answered 200 every time; 1 if not, 2 on bad input.
"""

import argparse
import http.client
import json
import os
import re
import shutil
import statistics
import sys
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from benchmarks.ground import fresh_database, start, start_broker
from pmo.embedded.place import listen

MOST_STATEMENTS, MOST_KB, MOST_RATIO = 20, 400, 2.0
WARM_UP = 3


@dataclass
class Page:
    """One page under measurement; ``lists`` are held to a multiple of the bare page."""

    name: str
    path: str
    is_list: bool = False
    ms: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    statements: int = 0
    size: int = 0
    failures: list[int] = field(default_factory=list)


class Browser:
    """One connection that is kept open, with its cookies."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.cookies: dict[str, str] = {}

    def ask(
        self, method: str, path: str, form: dict[str, str] | None = None
    ) -> tuple[http.client.HTTPResponse, bytes]:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if form is not None:
            headers |= {"Content-Type": "application/x-www-form-urlencoded"}
        self.connection.request(method, path, urlencode(form) if form else None, headers)
        answer = self.connection.getresponse()
        body = answer.read()
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, value = cookie.split(";")[0].split("=", 1)
            self.cookies[name] = value
        return answer, body

    def sign_in(self, email: str, password: str) -> None:
        path = "/accounts/login/"
        _, body = self.ask("GET", path)
        token = re.search(rb'name="csrfmiddlewaretoken" value="([^"]+)"', body)[1].decode()
        form = {"login": email, "password": password, "csrfmiddlewaretoken": token}
        answer, _ = self.ask("POST", path, form)
        if answer.status != 302:
            raise SystemExit(f"signing in answered {answer.status}")

    def measure(self, page: Page, keep: bool) -> None:
        began = time.perf_counter()
        answer, body = self.ask("GET", page.path)
        elapsed = (time.perf_counter() - began) * 1000
        if answer.status != 200:
            page.failures.append(answer.status)
        if keep:
            page.ms.append(elapsed)
            page.cpu.append(float(answer.headers["X-Cpu-Ms"]))
            page.statements = max(page.statements, int(answer.headers["X-Statements"]))
            page.size = max(page.size, len(body))


def pages() -> list[Page]:
    """Return what is measured; P1 is the largest project, P2 one of the others."""
    from django.urls import reverse

    from risks.models import Risk
    from schedules.models import Activity

    activity = Activity.objects.filter(project__key="P2", is_summary=False).first()
    risk = Risk.objects.filter(project__key="P2").first()
    return [
        Page("home", reverse("home")),
        Page("portfolio", reverse("portfolio")),
        Page("project list", reverse("project_list"), is_list=True),
        Page("project overview", reverse("project_overview", args=["P2"])),
        Page("schedule", reverse("schedule", args=["P2"])),
        Page("schedule of the largest", reverse("schedule", args=["P1"])),
        Page("Gantt", reverse("gantt", args=["P2"])),
        Page("Gantt of the largest", reverse("gantt", args=["P1"])),
        Page("Gantt's rows, largest", reverse("gantt_data", args=["P1"])),
        Page("activity", activity.get_absolute_url()),
        Page("risk register", reverse("risk_list", args=["P2"]), is_list=True),
        Page("risks of all projects", reverse("site_risks"), is_list=True),
        Page("risk", risk.get_absolute_url()),
        Page("budget", reverse("budget_detail", args=["P2"])),
        Page("budget lines", reverse("budget_line_list", args=["P2"]), is_list=True),
        Page("actual costs", reverse("actual_list", args=["P2"]), is_list=True),
        Page("people of a project", reverse("project_people", args=["P2"]), is_list=True),
        Page("inbox", reverse("inbox"), is_list=True),
        Page("search", reverse("search") + "?q=pump"),
        Page("API: projects", "/api/projects/"),
        Page("API: activities", "/api/activities/?project=P2"),
        Page("API: dependencies", "/api/dependencies/?project=P2"),
        Page("API: risks", "/api/risks/?project=P2"),
    ]


def serve(stack: ExitStack, home: Path, application: str, workers: int) -> int:
    """Start gunicorn with a WSGI application; return its port."""
    listener = stack.enter_context(listen())
    command = [sys.executable, "-m", "gunicorn", "--config", "python:pmo.web_server", application]
    environment = os.environ | {"WEB_BIND": f"fd://{listener.fileno()}", "WEB_WORKERS": str(workers)}
    log = home / f"{application.partition(':')[0]}.log"
    start(stack, command, log, env=environment, pass_fds=[listener.fileno()], start_new_session=True)
    return listener.getsockname()[1]


def prepare(home: Path, database: str, broker: str) -> None:
    """Point Django, here and in the servers, at this run's folder, database and broker."""
    import django
    from django.core.management import call_command

    for name in ("PMO_TEST", "DATABASE_URL"):
        os.environ.pop(name, None)
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "pmo.settings",
        "PMO_HOME": str(home),
        "REDIS_URL": broker,
        "SECRET_KEY": "x" * 64,
    } | ({"DATABASE_URL": database} if database else {})
    django.setup()
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)


def line(page: Page, bare: Page) -> dict[str, Any]:
    """Return a page's figures; the ratios are to the bare page."""
    ms, cpu = statistics.median(page.ms), statistics.median(page.cpu)
    return {
        "page": page.name,
        "list": page.is_list,
        "ms": round(ms, 2),
        "cpu_ms": round(cpu, 2),
        "statements": page.statements,
        "kB": round(page.size / 1000, 1),
        "ratio": round(ms / statistics.median(bare.ms), 2),
        "cpu_ratio": round(cpu / statistics.median(bare.cpu), 2),
        "failures": page.failures,
    }


def misses(row: dict[str, Any]) -> list[str]:
    """Return the targets that a page's figures miss."""
    found = [f"answered {status}" for status in sorted(set(row["failures"]))]
    if row["statements"] > MOST_STATEMENTS:
        found.append(f"{row['statements']} statements")
    if row["kB"] > MOST_KB:
        found.append(f"{row['kB']} kB")
    if row["list"] and row["ratio"] > MOST_RATIO:
        found.append(f"{row['ratio']} times the bare page")
    return found


def report(rows: list[dict[str, Any]]) -> None:
    """Print the figures as a table."""
    print(f"{'page':26}{'ms':>8}{'CPU ms':>8}{'SQL':>5}{'kB':>8}{'ratio':>7}{'CPU':>7}")
    for row in rows:
        figures = f"{row['ms']:8.1f}{row['cpu_ms']:8.1f}{row['statements']:5}{row['kB']:8.1f}"
        ratios = f"{row['ratio']:7.2f}{row['cpu_ratio']:7.2f}"
        print(f"{row['page']:26}{figures}{ratios}  {', '.join(misses(row))}")


def options_from(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks.pages", description=__doc__.splitlines()[0])
    parser.add_argument("--projects", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--seed", type=int, default=20270106)
    options = parser.parse_args(arguments)
    if not 4 <= options.projects <= 1000 or options.rounds < 1:
        parser.error("--projects must be 4 to 1000 and --rounds 1 or more")
    return options


def main(arguments: list[str] | None = None) -> int:
    options = options_from(arguments)
    home = Path(tempfile.mkdtemp(prefix="pages-"))
    with ExitStack() as stack:
        stack.callback(shutil.rmtree, home, ignore_errors=True)
        database = stack.enter_context(fresh_database(os.environ.get("DATABASE_URL")))
        prepare(home, database, start_broker(stack, home))
        began = time.monotonic()
        rows = measure(stack, home, options)
        report(rows)
    failed = [row["page"] for row in rows if misses(row)]
    figures = {"projects": options.projects, "rounds": options.rounds, "seed": options.seed, "failed": failed}
    print(json.dumps(figures | {"seconds": round(time.monotonic() - began), "pages": rows}))
    return 1 if failed else 0


def measure(stack: ExitStack, home: Path, options: argparse.Namespace) -> list[dict[str, Any]]:
    """Fill the database, serve both applications and ask for every page in every round."""
    from django.db import connections
    from django.utils import timezone

    from benchmarks.page_data import READER, Size, fill

    part = options.projects / 200
    size = Size(options.projects, round(20_000 * part), round(30_000 * part), round(5_000 * part))
    fill(size, timezone.now().date(), options.seed)
    measured = pages()
    connections.close_all()
    reader = Browser(serve(stack, home, "benchmarks.measured_wsgi:application", 2))
    reader.sign_in(READER, "a long pass phrase")
    plain, bare = (
        Browser(serve(stack, home, "benchmarks.bare:application", 2)),
        Page("bare page, 100 rows", "/"),
    )
    for number in range(WARM_UP + options.rounds):
        for page in measured:
            reader.measure(page, number >= WARM_UP)
            plain.measure(bare, number >= WARM_UP)
    return [line(page, bare) for page in [bare, *measured]]


if __name__ == "__main__":
    sys.exit(main())
