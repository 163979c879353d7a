"""Lists of projects and the overview of one."""

from django.http import HttpResponse

from accounts.access import signed_in
from accounts.middleware import ActorRequest
from common.htmx import render_page
from projects.access import ProjectRequest, project_action
from projects.models import Project


@signed_in()
def home(request: ActorRequest) -> HttpResponse:
    return _list(request)


@signed_in()
def portfolio(request: ActorRequest) -> HttpResponse:
    return _list(request)


@signed_in()
def project_list(request: ActorRequest) -> HttpResponse:
    return _list(request)


@project_action("project.view")
def project_overview(request: ProjectRequest) -> HttpResponse:
    context = {"project": request.project, "tab": "overview"}
    return render_page(request, "dashboards/project_overview.html", context)


def _list(request: ActorRequest) -> HttpResponse:
    rows = Project.objects.visible_to(request.actor).live().select_related("manager")
    return render_page(request, "dashboards/project_list.html", {"rows": rows})
