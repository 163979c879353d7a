"""One project's computed status, with what changed and who changed it."""

from django.http import HttpResponse
from django.utils import timezone

from common.htmx import render_page
from dashboards.queries.status import latest_edits, project_status
from projects.access import ProjectRequest, project_action


@project_action("project.view")
def project_overview(request: ProjectRequest) -> HttpResponse:
    status = project_status(request.project, timezone.now().date(), request.actor)
    context = {
        "project": request.project,
        "tab": "overview",
        "status": status,
        "edits": latest_edits(request.project),
    }
    return render_page(request, "dashboards/project_overview.html", context)
