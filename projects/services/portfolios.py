"""Create and edit portfolios and programmes."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.actors import Actor
from common import audit
from common.editing import save_changes
from common.errors import DomainError
from projects.models import Portfolio, Programme


def create_portfolio(*, actor: Actor, name: str, objective: str = "") -> Portfolio:
    """Create a portfolio."""
    with _unique_name(), transaction.atomic():
        portfolio = Portfolio.objects.create(name=name, objective=objective)
        audit.record(actor=actor, action="portfolio.create", obj=portfolio, after={"name": name})
    return portfolio


def edit_portfolio(*, actor: Actor, portfolio: Portfolio, version: int, **new: Any) -> Portfolio:
    """Change a portfolio's name or objective."""
    with _unique_name(), transaction.atomic():
        before, after = save_changes(portfolio, new, version=version)
        if after:
            audit.record(actor=actor, action="portfolio.edit", obj=portfolio, before=before, after=after)
    return portfolio


def create_programme(*, actor: Actor, portfolio: Portfolio, name: str, objective: str = "") -> Programme:
    """Create a programme in ``portfolio``."""
    with _unique_name(), transaction.atomic():
        programme = Programme.objects.create(portfolio=portfolio, name=name, objective=objective)
        after = {"name": name, "portfolio": portfolio.name}
        audit.record(actor=actor, action="programme.create", obj=programme, after=after)
    return programme


def edit_programme(*, actor: Actor, programme: Programme, version: int, **new: Any) -> Programme:
    """Change a programme's name or objective."""
    with _unique_name(), transaction.atomic():
        before, after = save_changes(programme, new, version=version)
        if after:
            audit.record(actor=actor, action="programme.edit", obj=programme, before=before, after=after)
    return programme


@contextmanager
def _unique_name() -> Iterator[None]:
    """Turn the database's refusal of a second equal name into a sentence."""
    try:
        yield
    except IntegrityError as error:
        message = _("There is one of that name already; choose another.")
        raise DomainError("name_taken", message, "name") from error
