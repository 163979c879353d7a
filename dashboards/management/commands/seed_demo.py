"""``manage.py seed_demo``: fill a new Throughline with a small, believable portfolio, once."""

import json
import os
import secrets
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction
from django.utils import timezone

from accounts.actors import user_actor
from accounts.models import Role, User
from dashboards.management.demo.building import Builder, by_key
from dashboards.management.demo.projects import PROGRAMMES, PROJECTS
from dashboards.services.snapshots import refresh_snapshots
from projects.models import Portfolio
from projects.services.members import make_first_administrator, set_membership
from projects.services.portfolios import create_portfolio, create_programme

PORTFOLIO = "Platform and field"
PEOPLE = {
    Role.ADMINISTRATOR: ("Sam Okafor", "admin@demo.example"),
    Role.PORTFOLIO_MANAGER: ("Priya Rao", "portfolio@demo.example"),
    Role.PROJECT_MANAGER: ("Ana Ruiz", "manager@demo.example"),
    Role.TEAM_MEMBER: ("Mei Lin", "team@demo.example"),
    Role.VIEWER: ("Marc Berger", "viewer@demo.example"),
    Role.AUDITOR: ("Ingrid Sol", "auditor@demo.example"),
}
EVERY_RIGHT = {"sees_cost": True, "sees_people": True, "sees_private": True}
RIGHTS = {
    Role.PORTFOLIO_MANAGER: EVERY_RIGHT,
    Role.PROJECT_MANAGER: EVERY_RIGHT,
    Role.AUDITOR: {"sees_cost": True},
}
LAST_WEEK = timedelta(days=8)


class Command(BaseCommand):
    help = "Fill an empty Throughline with a demo portfolio and one sign-in a role; does nothing twice."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--day", type=date.fromisoformat, help="the day the demo stands on, today if absent"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        file = Path(settings.PMO_HOME) / "demo-signins.json"
        now = timezone.now()
        if options["day"]:
            now = datetime.combine(options["day"], time(9), UTC)
        if Portfolio.objects.filter(name=PORTFOLIO).exists():
            self.stdout.write(f"The demo is there already; its sign-ins are in {file.name}.")
            return
        with transaction.atomic():
            sign_ins = seed(now)
            keep(file, sign_ins)  # before the commit: a demo whose sign-ins are lost could not be entered
        for entry in sign_ins:
            self.stdout.write(f"{entry['role']:20} {entry['email']:24} {entry['password']}")


def seed(now: datetime) -> list[dict[str, str]]:
    """Make people, portfolio and projects; return one sign-in a role."""
    password = secrets.token_urlsafe(9)
    people = make_people(password)
    admin = user_actor(people[Role.ADMINISTRATOR], via="task")
    portfolio = create_portfolio(
        actor=admin, name=PORTFOLIO, objective="Platforms customers use and the field they are used in."
    )
    programmes = {
        name: create_programme(actor=admin, portfolio=portfolio, name=name, objective=objective)
        for name, objective in PROGRAMMES.items()
    }
    for role, person in people.items():
        if role != Role.ADMINISTRATOR:
            set_membership(actor=admin, user=person, scope=portfolio, role=role, **RIGHTS.get(role, {}))
    builder = Builder(admin, portfolio, people[Role.PROJECT_MANAGER], now)
    projects = {demo.key: builder.build(demo, programmes[demo.programme]) for demo in PROJECTS}
    refresh_snapshots(projects=by_key(projects), day=now.date() - LAST_WEEK)
    for demo in PROJECTS:
        builder.change(projects[demo.key], demo)
    refresh_snapshots(projects=by_key(projects), day=now.date())
    return [
        {"role": str(role.label), "email": person.email, "password": password}
        for role, person in people.items()
    ]


def make_people(password: str) -> dict[Role, User]:
    """Return one person a role; all share the password that is printed, hashed once: hashing is slow."""
    hashed = make_password(password)
    people: dict[Role, User] = {}
    for role, (name, address) in PEOPLE.items():
        if role == Role.ADMINISTRATOR:
            people[role] = make_first_administrator(email=address, name=name, password=None)
        else:
            people[role] = User.objects.create_user(address, name=name, time_zone="Europe/Berlin")
    User.objects.filter(pk__in=[person.pk for person in people.values()]).update(password=hashed)
    return people


def keep(file: Path, sign_ins: list[dict[str, str]]) -> None:
    """Write the sign-ins where only this installation's user reads them."""
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as handle:
        json.dump(sign_ins, handle, indent=1)
