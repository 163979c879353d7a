"""Create, edit, archive and restore projects; settings of one."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.urls import reverse

from accounts.access import declare, signed_in
from accounts.middleware import ActorRequest
from accounts.permissions import can_somewhere
from common.forms import conflict_rows, form_status, submit
from common.htmx import redirect_to, render_page
from projects.access import ProjectRequest, project_action
from projects.forms import ArchiveForm, ProjectForm
from projects.models import Portfolio, Programme
from projects.services.projects import archive_project, create_project, edit_project, restore_project


@signed_in("GET", "POST")
def project_create(request: ActorRequest) -> HttpResponse:
    if not can_somewhere(request.actor, "project.create"):
        raise PermissionDenied
    initial = _place(request)
    form = ProjectForm(request.POST or None, actor=request.actor, initial=initial)
    saved = submit(form, lambda d: create_project(actor=request.actor, **_without_version(d)))
    if saved:
        return redirect_to(request, saved.get_absolute_url())
    return render_page(request, "projects/project_form.html", {"form": form}, status=form_status(form))


declare(project_create, "project.create")


@project_action("project.edit", "GET", "POST")
def project_edit(request: ProjectRequest) -> HttpResponse:
    project = request.project
    form = ProjectForm(request.POST or None, instance=project, actor=request.actor)
    saved = submit(form, lambda d: edit_project(actor=request.actor, project=project, **d))
    if saved:
        return redirect_to(request, saved.get_absolute_url())
    context = {"form": form, "project": project, "conflicts": conflict_rows(form)}
    return render_page(request, "projects/project_form.html", context, status=form_status(form))


@project_action("project.archive", "GET", "POST")
def project_archive(request: ProjectRequest) -> HttpResponse:
    form = ArchiveForm(request.POST or None)
    if form.is_valid():
        archive_project(actor=request.actor, project=request.project, reason=form.cleaned_data["reason"])
        return redirect_to(request, reverse("portfolio_detail", args=[request.project.portfolio_id]))
    context = {"form": form, "project": request.project}
    return render_page(request, "projects/project_archive.html", context, status=form_status(form))


@project_action("project.archive", "POST")
def project_restore(request: ProjectRequest) -> HttpResponse:
    restore_project(actor=request.actor, project=request.project)
    return redirect_to(request, request.project.get_absolute_url())


def _place(request: ActorRequest) -> dict[str, Any]:
    """Return the portfolio and programme named in the address, if the actor sees them."""
    place: dict[str, Any] = {"currency": "EUR"}
    for name, rows in (("portfolio", Portfolio.objects), ("programme", Programme.objects)):
        given = request.GET.get(name, "")
        if given.isdigit() and rows.visible_to(request.actor).filter(pk=given).exists():
            place[name] = int(given)
    return place


def _without_version(data: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if name != "version"}
