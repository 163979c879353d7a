"""Portfolios and their programmes."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from accounts.access import SIGNED_IN, declare, signed_in, site_action
from accounts.middleware import ActorRequest
from accounts.permissions import can
from common.forms import conflict_rows, form_status, submit
from common.htmx import redirect_to, render_page
from projects.access import PortfolioRequest, portfolio_action
from projects.forms import PortfolioForm, ProgrammeForm
from projects.models import Programme, Project
from projects.services.portfolios import create_portfolio, create_programme, edit_portfolio, edit_programme


@site_action("portfolio.create", "GET", "POST")
def portfolio_create(request: ActorRequest) -> HttpResponse:
    form = PortfolioForm(request.POST or None)
    saved = submit(
        form, lambda d: create_portfolio(actor=request.actor, name=d["name"], objective=d["objective"])
    )
    if saved:
        return redirect_to(request, saved.get_absolute_url())
    return render_page(request, "projects/portfolio_form.html", {"form": form}, status=form_status(form))


@portfolio_action(SIGNED_IN)
def portfolio_detail(request: PortfolioRequest) -> HttpResponse:
    portfolio = request.portfolio
    rows = (
        Project.objects.visible_to(request.actor).live().filter(portfolio=portfolio).select_related("manager")
    )
    programmes = Programme.objects.visible_to(request.actor).filter(portfolio=portfolio)
    groups = [(programme, [r for r in rows if r.programme_id == programme.pk]) for programme in programmes]
    context = {
        "portfolio": portfolio,
        "groups": groups,
        "loose": [r for r in rows if r.programme_id is None],
        "count": len(rows),
    }
    return render_page(request, "projects/portfolio_detail.html", context)


@portfolio_action("portfolio.edit", "GET", "POST")
def portfolio_edit(request: PortfolioRequest) -> HttpResponse:
    portfolio = request.portfolio
    form = PortfolioForm(request.POST or None, instance=portfolio)
    saved = submit(form, lambda d: edit_portfolio(actor=request.actor, portfolio=portfolio, **d))
    if saved:
        return redirect_to(request, saved.get_absolute_url())
    context = {"form": form, "portfolio": portfolio, "conflicts": conflict_rows(form)}
    return render_page(request, "projects/portfolio_form.html", context, status=form_status(form))


@portfolio_action("programme.edit", "GET", "POST")
def programme_create(request: PortfolioRequest) -> HttpResponse:
    portfolio = request.portfolio
    form = ProgrammeForm(request.POST or None)
    saved = submit(
        form,
        lambda d: create_programme(
            actor=request.actor, portfolio=portfolio, name=d["name"], objective=d["objective"]
        ),
    )
    if saved:
        return redirect_to(request, saved.get_absolute_url())
    context = {"form": form, "portfolio": portfolio}
    return render_page(request, "projects/programme_form.html", context, status=form_status(form))


@signed_in()
def programme_detail(request: ActorRequest, pk: int) -> HttpResponse:
    programme = _programme(request, pk)
    projects = Project.objects.visible_to(request.actor).live().filter(programme=programme)
    context = {
        "programme": programme,
        "portfolio": programme.portfolio,
        "projects": projects.select_related("manager"),
    }
    return render_page(request, "projects/programme_detail.html", context)


@signed_in("GET", "POST")
def programme_edit(request: ActorRequest, pk: int) -> HttpResponse:
    programme = _programme(request, pk)
    if not can(request.actor, "programme.edit", programme):
        raise PermissionDenied
    form = ProgrammeForm(request.POST or None, instance=programme)
    saved = submit(form, lambda d: edit_programme(actor=request.actor, programme=programme, **d))
    if saved:
        return redirect_to(request, saved.get_absolute_url())
    context = {
        "form": form,
        "programme": programme,
        "portfolio": programme.portfolio,
        "conflicts": conflict_rows(form),
    }
    return render_page(request, "projects/programme_form.html", context, status=form_status(form))


declare(programme_edit, "programme.edit")


def _programme(request: ActorRequest, pk: int) -> Programme:
    rows = Programme.objects.visible_to(request.actor).select_related("portfolio")
    return get_object_or_404(rows, pk=pk)
