"""The audit trail: of one project and of the whole organisation."""

import csv
from functools import partial
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse

from accounts.access import site_action
from accounts.middleware import ActorRequest
from accounts.permissions import can
from common.export import safe_cell
from common.htmx import render_page
from projects.access import ProjectRequest, project_action
from projects.models import Project
from projects.queries.trail import TrailRow, events, kinds, rows_of

PER_PAGE = 50
EXPORT_ROWS = 50_000


@project_action("audit.view")
def project_audit(request: ProjectRequest) -> HttpResponse:
    return _trail(request, request.project, {"project": request.project, "tab": "audit"})


@site_action("audit.view")
def site_audit(request: ActorRequest) -> HttpResponse:
    return _trail(request, None, {})


def _trail(request: ActorRequest, project: Project | None, context: dict[str, Any]) -> HttpResponse:
    kind, who = request.GET.get("kind", ""), request.GET.get("who", "")
    found = events(project, kind=kind, who=int(who) if who.isdigit() else None)
    may = partial(can, request.actor, obj=project)
    if request.GET.get("format") == "csv":
        return _csv(rows_of(list(found[:EXPORT_ROWS]), may))
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context |= {"page": page, "rows": rows_of(list(page), may), "kinds": kinds(), "kind": kind, "who": who}
    return render_page(request, "projects/audit.html", context)


def _csv(rows: list[TrailRow]) -> HttpResponse:
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="audit.csv"'
    writer = csv.writer(response)
    writer.writerow(["at", "who", "via", "action", "object", "changes", "reason", "digest"])
    for row in rows:
        changes = "; ".join(f"{name}: {old} → {new}" for name, old, new in row.changes)
        cells = [row.at.isoformat(), row.who, row.via, row.action, row.title, changes, row.reason, row.digest]
        writer.writerow([safe_cell(cell) for cell in cells])
    return response
