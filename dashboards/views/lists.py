"""My work, and the lists of projects with computed health."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import signed_in
from accounts.middleware import ActorRequest
from accounts.permissions import can_somewhere
from common.htmx import render_page
from dashboards.queries.home import agenda
from dashboards.queries.listing import Choice, listing, visible_projects
from projects.models import Portfolio, Programme, Project


@signed_in()
def home(request: ActorRequest) -> HttpResponse:
    today = timezone.now().date()
    found = agenda(request.actor, today)
    groups = [
        {"key": "now", "label": _("Now"), "rows": found.now},
        {"key": "soon", "label": _("This week"), "rows": found.soon},
        {"key": "later", "label": _("Good to know"), "rows": found.later},
    ]
    context = {
        "agenda": found,
        "groups": [group for group in groups if group["rows"]],
        "today": today,
        "creates": can_somewhere(request.actor, "project.create"),
    }
    return render_page(request, "dashboards/home.html", context)


@signed_in()
def portfolio(request: ActorRequest) -> HttpResponse:
    context = _listed(request, visible_projects(request.actor)) | {
        "place": "portfolio",
        "portfolios": Portfolio.objects.visible_to(request.actor),
    }
    return render_page(request, "dashboards/portfolio.html", context)


@signed_in()
def project_list(request: ActorRequest) -> HttpResponse:
    scope = _scope(request)
    chosen = {f"{name}_id": place.pk for name, place in scope.items()}
    context = _listed(request, visible_projects(request.actor, **chosen)) | {
        "place": "projects",
        "scope": next(iter(scope.values()), None),
    }
    return render_page(request, "dashboards/project_list.html", context)


def _scope(request: ActorRequest) -> dict[str, Portfolio | Programme]:
    """Return the portfolio or programme that the address narrows the list to, if the actor sees it."""
    programme, portfolio = _number(request, "programme"), _number(request, "portfolio")
    if programme is not None:
        return {"programme": get_object_or_404(Programme.objects.visible_to(request.actor), pk=programme)}
    if portfolio is not None:
        return {"portfolio": get_object_or_404(Portfolio.objects.visible_to(request.actor), pk=portfolio)}
    return {}


def _number(request: ActorRequest, name: str) -> int | None:
    given = request.GET.get(name, "")
    return int(given) if given.isdecimal() and len(given) < 19 else None


def _listed(request: ActorRequest, projects: list[Project]) -> dict[str, Any]:
    today = timezone.now().date()
    found = listing(request.actor, Choice.read(request.GET), today, projects=projects)
    return {
        "listing": found,
        "page": found.page,
        "choice": found.choice,
        "today": today,
        "any_cost": any(row.cpi is not None for row in found.rows),
        "creates": can_somewhere(request.actor, "project.create"),
    }
