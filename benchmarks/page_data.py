"""The portfolio whose pages are measured: its rows are drawn from a seed, its dates and status computed."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice, pairwise

from django.utils import timezone

from accounts.actors import SYSTEM
from accounts.models import Role, User
from budgets.models import Actual, BudgetLine, CostAccount
from dashboards.services.snapshots import refresh_stale
from engine.calendars import to_minute
from projects.models import Membership, Portfolio, Programme, Project
from projects.services.projects import create_project
from risks.models import Risk
from schedules.models import Activity, Dependency
from schedules.services.plan import reschedule

DAY = 480
SHARE_OF_LARGEST = 20  # the first project has a twentieth of all activities, the others an even share
PHASES = 8
WORDS = ("Survey", "Design", "Permit", "Order", "Build", "Wire", "Test", "Commission", "Train", "Accept")
OBJECTS = ("substation", "pump", "hall", "server", "rack", "cable", "duct", "panel", "gate", "valve", "roof")
READER = "reader@example.org"


@dataclass(frozen=True)
class Size:
    """How many rows of each kind."""

    projects: int = 200
    activities: int = 20_000
    dependencies: int = 30_000
    risks: int = 5_000


def shares(total: int, parts: int, first: int = 0) -> list[int]:
    """Split ``total`` into ``parts``, evenly but for the first one, which is given."""
    rest = parts - 1 if first else parts
    each, left = divmod(total - first, max(rest, 1))
    even = [each + (number < left) for number in range(rest)]
    return [first, *even] if first else even


def fill(size: Size, today: date, seed: int) -> None:
    """Make the portfolio, compute its plans and keep each project's status of the day."""
    draw = random.Random(seed)
    reader = User.objects.create_user(READER, "a long pass phrase", name="Robin Reader")
    owners = [User.objects.create_user(f"owner{n}@example.org", name=f"Owner {n}") for n in range(20)]
    portfolio = Portfolio.objects.create(name="Infrastructure")
    Membership.objects.create(
        user=reader, portfolio=portfolio, role=Role.PORTFOLIO_MANAGER, sees_cost=True, sees_people=True
    )
    programmes = [Programme.objects.create(portfolio=portfolio, name=f"Programme {n + 1}") for n in range(10)]
    counts = zip(
        shares(size.activities, size.projects, size.activities // SHARE_OF_LARGEST),
        shares(size.dependencies, size.projects, size.dependencies // SHARE_OF_LARGEST),
        shares(size.risks, size.projects),
        strict=True,
    )
    for number, (activities, links, risks) in enumerate(counts):
        start = to_minute(datetime.combine(today - timedelta(days=draw.randrange(300)), datetime.min.time()))
        project = create_project(
            actor=SYSTEM,
            portfolio=portfolio,
            programme=programmes[number % len(programmes)],
            key=f"P{number + 1}",
            name=f"{draw.choice(OBJECTS).title()} {draw.choice(OBJECTS)} {number + 1}",
            planned_start=start,
            must_finish_by=start + draw.randrange(300, 900) * 1440,
            manager=draw.choice(owners),
        )
        fill_plan(draw, project, activities, links)
        fill_risks(draw, project, risks, owners, today)
        fill_budget(draw, project, today)
        reschedule(actor=SYSTEM, project=project)
    refresh_stale(day=today)


def fill_plan(draw: random.Random, project: Project, count: int, links: int) -> None:
    """Insert phases with activities under them, and links that only point forward."""
    phases = Activity.objects.bulk_create(
        Activity(project=project, code=f"S{n}", name=f"Phase {n + 1}", position=n)
        for n in range(min(PHASES, count))
    )
    rows = Activity.objects.bulk_create(
        activity(draw, project, phases[number * len(phases) // (count - len(phases))], number)
        for number in range(count - len(phases))
    )
    pairs = {(a.pk, b.pk) for a, b in pairwise(rows)}
    while len(pairs) < links:
        first = draw.randrange(len(rows) - 1)
        second = min(first + draw.randrange(1, 30), len(rows) - 1)
        if first < second:
            pairs.add((rows[first].pk, rows[second].pk))
    chosen = list(islice(sorted(pairs), links))
    kinds = ["FS"] * 8 + ["SS", "FF"]
    Dependency.objects.bulk_create(
        Dependency(
            project=project,
            predecessor_id=a,
            successor_id=b,
            kind=draw.choice(kinds),
            lag=draw.choice([0, 0, DAY]),
        )
        for a, b in chosen
    )


def activity(draw: random.Random, project: Project, phase: Activity, number: int) -> Activity:
    """Return one activity; a fifth of them is done in part."""
    return Activity(
        project=project,
        parent=phase,
        position=number,
        code=f"A{number}",
        name=f"{draw.choice(WORDS)} {draw.choice(OBJECTS)} {number}",
        duration=draw.randrange(1, 4) * DAY,
        percent_complete=draw.choice([0, 0, 0, 0, 40]),
    )


def fill_risks(draw: random.Random, project: Project, count: int, owners: list[User], today: date) -> None:
    Risk.objects.bulk_create(risks(draw, project, count, owners, today))


def risks(
    draw: random.Random, project: Project, count: int, owners: list[User], today: date
) -> Iterator[Risk]:
    """Yield risks of every score, some with an overdue response, a quarter of them closed."""
    for number in range(1, count + 1):
        probability, impact = draw.randint(1, 5), draw.randint(1, 5)
        thing, closed = draw.choice(OBJECTS), number % 4 == 0
        yield Risk(
            project=project,
            number=number,
            title=f"Late {thing} {number}",
            cause=f"The supplier of the {thing} has one line.",
            event=f"The {thing} is delivered late.",
            effect="Commissioning moves.",
            probability=probability,
            impact=impact,
            score=probability * impact,
            owner=draw.choice(owners),
            strategy="reduce",
            response="Order a second source.",
            response_due=today + timedelta(days=draw.randrange(-20, 60)),
            review_date=today + timedelta(days=draw.randrange(-10, 30)),
            status="closed" if closed else "active",
            closed_reason="It was delivered." if closed else "",
            closed_at=timezone.now() if closed else None,
        )


def fill_budget(draw: random.Random, project: Project, today: date) -> None:
    """Insert two accounts with a line a month and some actual costs."""
    accounts = CostAccount.objects.bulk_create(
        CostAccount(project=project, code=f"1.{n}", name=f"Account {n}") for n in (1, 2)
    )
    months = [date(today.year + (month > 12), (month - 1) % 12 + 1, 1) for month in range(1, 13)]
    BudgetLine.objects.bulk_create(
        BudgetLine(project=project, account=account, period=month, amount=draw.randrange(100_000, 5_000_000))
        for account in accounts
        for month in months
    )
    Actual.objects.bulk_create(
        Actual(
            project=project,
            account=draw.choice(accounts),
            date=today - timedelta(days=draw.randrange(1, 200)),
            amount=draw.randrange(10_000, 900_000),
            reference=f"R-{number}",
        )
        for number in range(30)
    )
