"""One activity: its dates, its fields, its links."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.permissions import can
from common.errors import DomainError
from common.forms import conflict_rows, form_status, submit
from common.htmx import redirect_to, render_page
from projects.access import ProjectRequest, project_action
from schedules.forms.activities import ActivityForm
from schedules.forms.links import DependencyForm, LinkForm
from schedules.models import Activity, Dependency, DependencyKind
from schedules.queries.activity import calendars_for, links_of
from schedules.queries.why import why
from schedules.services.activities import edit_activity
from schedules.services.dependencies import add_dependency, delete_dependency, edit_dependency
from schedules.services.options import ensure_options
from schedules.services.plan import Edit
from schedules.views.answers import update_context, with_toast
from schedules.views.grid import find_activity


@project_action("schedule.view")
def activity_detail(request: ProjectRequest, pk: int) -> HttpResponse:
    """Show an activity, as a page or in the panel."""
    return _show(request, find_activity(request, pk))


@project_action("schedule.view")
def activity_why(request: ProjectRequest, pk: int) -> HttpResponse:
    """Say why the activity has its date: a part that the activity's page loads after itself."""
    activity = find_activity(request, pk)
    found = why(request.project, ensure_options(project=request.project), activity)
    context = {"project": request.project, "why": found, "in_panel": _on_schedule(request)}
    return render(request, "schedules/activity_why.html", context)


@project_action("schedule.edit", "GET", "POST")
def activity_edit(request: ProjectRequest, pk: int) -> HttpResponse:
    """Save the fields of an activity."""
    activity = find_activity(request, pk)
    form = _form(request, activity, request.POST or None)
    edit = submit(form, lambda data: _save(request, activity, form))
    return _after(request, activity, edit) if edit else _show(request, activity, form=form)


@project_action("schedule.edit", "POST")
def dependency_create(request: ProjectRequest, pk: int) -> HttpResponse:
    """Add a predecessor or a successor as it is typed."""
    activity = find_activity(request, pk)
    side = "out" if request.POST.get("side") == "out" else "in"
    form = LinkForm(request.POST, work_calendar=_calendar(request, activity), side=side)
    edit = submit(form, lambda data: _link(request, activity, data))
    return _after(request, activity, edit) if edit else _show(request, activity, link=form)


@project_action("schedule.edit", "POST")
def dependency_edit(request: ProjectRequest, pk: int, link: int) -> HttpResponse:
    """Change type and lag of a link of the activity."""
    activity = find_activity(request, pk)
    row = _find_link(request, activity, link)
    form = DependencyForm(request.POST, work_calendar=_calendar(request, activity))
    edit = submit(form, lambda data: _change(request, row, data))
    return _after(request, activity, edit) if edit else _show(request, activity, changed=(row.pk, form))


@project_action("schedule.edit", "POST")
def dependency_delete(request: ProjectRequest, pk: int, link: int) -> HttpResponse:
    activity = find_activity(request, pk)
    row = _find_link(request, activity, link)
    edit = delete_dependency(actor=request.actor, project=request.project, dependency=row.pk)
    return _after(request, activity, edit)


def _save(request: ProjectRequest, activity: Activity, form: ActivityForm) -> Edit:
    return edit_activity(
        actor=request.actor,
        project=request.project,
        activity=activity.pk,
        version=form.cleaned_data["version"],
        reason=form.cleaned_data["reason"],
        **form.given(),
    )


def _link(request: ProjectRequest, activity: Activity, data: dict[str, Any]) -> Edit:
    link = data["link"]
    other = Activity.objects.filter(project=request.project, code=link.code).first()
    if other is None:
        message = _("There is no activity %(code)s.") % {"code": link.code}
        raise DomainError("code_unknown", message, "link")
    ends = (other.pk, activity.pk) if data["side"] == "in" else (activity.pk, other.pk)
    return add_dependency(
        actor=request.actor,
        project=request.project,
        predecessor=ends[0],
        successor=ends[1],
        kind=link.kind,
        lag=link.lag,
        lag_unit=link.lag_unit,
    )


def _change(request: ProjectRequest, row: Dependency, data: dict[str, Any]) -> Edit:
    lag, unit = data["lag"]
    return edit_dependency(
        actor=request.actor,
        project=request.project,
        dependency=row.pk,
        kind=data["kind"],
        lag=lag,
        lag_unit=unit,
    )


def _find_link(request: ProjectRequest, activity: Activity, pk: int) -> Dependency:
    rows = Dependency.objects.visible_to(request.actor).filter(project=request.project, pk=pk)
    found: Dependency = get_object_or_404(rows.filter(predecessor=activity) | rows.filter(successor=activity))
    return found


def _calendar(request: ProjectRequest, activity: Activity) -> Any:
    calendars, own = calendars_for(request.project, ensure_options(project=request.project))
    return calendars[activity.calendar_id] if activity.calendar_id else own


def _form(request: ProjectRequest, activity: Activity, data: Any = None) -> ActivityForm:
    options = ensure_options(project=request.project)
    calendars, _unused = calendars_for(request.project, options)
    return ActivityForm(data, activity=activity, calendars=calendars, project_calendar=options.calendar_id)


def _show(
    request: ProjectRequest,
    activity: Activity,
    *,
    form: ActivityForm | None = None,
    link: LinkForm | None = None,
    changed: tuple[int, DependencyForm] | None = None,
) -> HttpResponse:
    """Render the activity; a bound form among the arguments is shown with what it refused."""
    editable = can(request.actor, "schedule.edit", request.project)
    shown = form or _form(request, activity)
    calendar = shown.work_calendar
    context = {
        "project": request.project,
        "tab": "schedule",
        "activity": activity,
        "editable": editable,
        "form": shown,
        "conflicts": conflict_rows(shown),
        "per_day": calendar.minutes_per_day,
        "links": links_of(activity, calendar.minutes_per_day),
        "link_forms": [
            link if link is not None and link.which == side else LinkForm(work_calendar=calendar, side=side)
            for side in ("in", "out")
        ],
        "changed": changed,
        "kinds": DependencyKind.values,
    }
    refused = form or link or (changed[1] if changed else None)
    status = form_status(refused) if refused else 200
    return render_page(
        request, "schedules/activity_detail.html", context, partials=("panel", "activity"), status=status
    )


def _after(request: ProjectRequest, activity: Activity, edit: Edit) -> HttpResponse:
    """Show the activity as it is now; on the schedule page its grid follows."""
    if not request.htmx:  # type: ignore[attr-defined]  # set by HtmxMiddleware
        return redirect_to(request, activity.get_absolute_url())
    answer = _show(request, find_activity(request, activity.pk))
    if _on_schedule(request):
        context = update_context(request, edit, activity.pk) | {"alone": True, "wrap": True}
        answer.content += render_to_string("schedules/_grid_update.html", context, request).encode()
    return with_toast(request, answer, edit)


def _on_schedule(request: ProjectRequest) -> bool:
    """Return whether the reader is on the schedule page, with its grid and panel."""
    page = (request.htmx.current_url_abs_path or "").split("?")[0]  # type: ignore[attr-defined]  # as above
    return page == reverse("schedule", args=[request.project.key])
