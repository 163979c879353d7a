"""Make people, portfolios and projects."""

import itertools
from datetime import datetime
from typing import Any

from accounts.models import Role, User
from engine.calendars import to_minute
from projects.models import Membership, Portfolio, Programme, Project

_count = itertools.count(1)


def make_user(name: str = "", **fields: Any) -> User:
    n = next(_count)
    return User.objects.create_user(
        f"person{n}@example.org", "correct horse battery", name=name or f"Person {n}", **fields
    )


def make_portfolio(name: str = "") -> Portfolio:
    return Portfolio.objects.create(name=name or f"Portfolio {next(_count)}")


def make_programme(portfolio: Portfolio | None = None, name: str = "") -> Programme:
    return Programme.objects.create(
        portfolio=portfolio or make_portfolio(), name=name or f"Programme {next(_count)}"
    )


def make_project(portfolio: Portfolio | None = None, **fields: Any) -> Project:
    n = next(_count)
    fields = {
        "key": f"P{n}",
        "name": f"Project {n}",
        "planned_start": to_minute(datetime(2027, 1, 4, 8)),
    } | fields
    return Project.objects.create(portfolio=portfolio or make_portfolio(), **fields)


def make_member(
    scope: Project | Portfolio | None,
    role: str = Role.PROJECT_MANAGER,
    *,
    user: User | None = None,
    cost: bool = False,
    people: bool = False,
    private: bool = False,
) -> User:
    """Give a (new) person a role in a project, a portfolio or (None) the whole organisation."""
    user = user or make_user()
    Membership.objects.create(
        user=user,
        project=scope if isinstance(scope, Project) else None,
        portfolio=scope if isinstance(scope, Portfolio) else None,
        role=role,
        sees_cost=cost,
        sees_people=people,
        sees_private=private,
    )
    return user
