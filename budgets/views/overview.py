"""The budget page: colour, figures with their formula, S-curve, accounts."""

from django.http import HttpResponse
from django.utils import timezone

from budgets.queries.drawing import s_curve
from budgets.queries.figures import figures
from budgets.queries.status import evm_status
from common.htmx import render_page
from projects.access import ProjectRequest, project_action
from schedules.models import Activity

SUGGESTED = 12


@project_action("cost.view")
def budget_detail(request: ProjectRequest) -> HttpResponse:
    project = request.project
    status = evm_status(project, timezone.localdate())
    coverage = status.facts.coverage
    context = {
        "project": project,
        "tab": "budget",
        "evm": status,
        "figures": figures(project, status.facts),
        "chart": s_curve(project, status),
        "narrow": s_curve(project, status, narrow=True),
        "coverage": None if coverage is None else 100 * coverage,
    }
    return render_page(request, "budgets/budget_detail.html", context)


@project_action("cost.edit")
def budget_activities(request: ProjectRequest) -> HttpResponse:
    """Suggest activities whose ID or name holds what is being typed."""
    typed = request.GET.get("activity", "").strip()
    rows = Activity.objects.visible_to(request.actor).filter(project=request.project, active=True)
    if typed:
        rows = rows.filter(code__icontains=typed) | rows.filter(name__icontains=typed)
    context = {"activities": rows.in_outline_order()[:SUGGESTED]}
    return render_page(request, "budgets/budget_activities.html", context)
