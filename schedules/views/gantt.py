"""The plan as a Gantt chart: the page, and the plan's rows for it."""

from django.http import HttpResponse, JsonResponse
from django.views.decorators.gzip import gzip_page

from common.htmx import render_page
from projects.access import ProjectRequest, project_action
from schedules.models import Activity
from schedules.queries.gantt import gantt_data as rows_for_chart


@project_action("schedule.view")
def gantt(request: ProjectRequest) -> HttpResponse:
    """Show the chart; its rows come from :func:`gantt_data`."""
    count = Activity.objects.filter(project=request.project).count()
    context = {"project": request.project, "tab": "schedule", "count": count}
    return render_page(request, "schedules/gantt.html", context)


@project_action("schedule.view")
@gzip_page
def gantt_data(request: ProjectRequest) -> HttpResponse:
    """Return the whole plan in columns; ``?baseline=`` names the baseline to show."""
    chosen = request.GET.get("baseline", "")
    data = rows_for_chart(request.project, int(chosen) if chosen.isdecimal() else None)
    return JsonResponse(data, json_dumps_params={"separators": (",", ":"), "ensure_ascii": False})
