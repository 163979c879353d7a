"""A plan of any size, inserted with its dates as a schedule run would have stored them."""

import random

from projects.models import Project
from schedules.models import Activity, Dependency
from tests.factories.schedules import DAY, at, make_options

VERBS = [
    "Design",
    "Build",
    "Test",
    "Review",
    "Install",
    "Approve",
    "Commission",
    "Document",
    "Train",
    "Procure",
]
THINGS = "pump house,cable tray,control panel,field device,network switch,server rack,user manual,fire damper"


def make_large_plan(project: Project, count: int, links: int = 0) -> list[Activity]:
    """Insert ``count`` rows: a summary and 24 activities under it, again and again."""
    make_options(project)
    draw, things = random.Random(1), THINGS.split(",")
    start = at("2027-01-04 08:00")
    rows = []
    for n in range(count):
        top = n % 25 == 0
        begin = start + (n // 25) * 7 * 1440 + (n % 25 % 5) * 1440
        leaf = f"{draw.choice(VERBS)} {draw.choice(things)} {draw.randint(1, 400)}"
        rows.append(
            Activity(
                project=project,
                code=f"A{n}",
                name=f"Phase {n // 25 + 1}" if top else leaf,
                position=n,
                sequence=n + 1,
                level=1 if top else 2,
                is_summary=top,
                wbs=str(n // 25 + 1) if top else "",
                start=begin,
                finish=begin + 540 + 1440 * (n % 4),
                duration=DAY * (n % 4 + 1),
                span=DAY * (n % 4 + 1),
                total_float=DAY * (n % 3),
                critical=n % 3 == 0,
                progress=n % 100,
            )
        )
    Activity.objects.bulk_create(rows, batch_size=500)
    found = list(Activity.objects.filter(project=project).order_by("sequence"))
    leaves = [row for row in found if not row.is_summary]
    made = [
        Dependency(project=project, predecessor=leaves[n], successor=leaves[n + 1 + n % 7])
        for n in range(min(links, len(leaves) - 8))
    ]
    Dependency.objects.bulk_create(made, batch_size=500)
    return found
