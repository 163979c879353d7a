"""How the project's plan is scheduled."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse

from common.forms import conflict_rows, form_status, submit
from common.htmx import redirect_to, render_page
from projects.access import ProjectRequest, project_action
from schedules.forms.options import OptionsForm
from schedules.queries.activity import calendars_for
from schedules.services.options import ensure_options
from schedules.services.scheduling_options import edit_options


@project_action("schedule.edit", "GET", "POST")
def schedule_options(request: ProjectRequest) -> HttpResponse:
    """Show and save the scheduling options."""
    options = ensure_options(project=request.project)
    calendars, own = calendars_for(request.project, options)
    form = OptionsForm(request.POST or None, options=options, calendars=calendars, work_calendar=own)
    edit = submit(
        form,
        lambda data: edit_options(
            actor=request.actor, project=request.project, version=data["version"], **form.given()
        ),
    )
    if edit is not None:
        return redirect_to(request, reverse("schedule", args=[request.project.key]))
    context = {"project": request.project, "tab": "schedule", "form": form, "conflicts": conflict_rows(form)}
    return render_page(request, "schedules/schedule_options.html", context, status=form_status(form))
