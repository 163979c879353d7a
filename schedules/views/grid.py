"""The schedule page: the tree, its cells, new rows, places in the tree, undo and redo."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from common.errors import DomainError
from common.forms import conflict_rows, form_status, submit
from common.htmx import render_page
from projects.access import ProjectRequest, project_action
from schedules.forms.activities import CELLS, CellForm, NewActivityForm
from schedules.models import Activity
from schedules.queries.activity import calendars_for, links_of
from schedules.queries.tree import CHUNK, rows
from schedules.services.activities import add_activity, edit_activity
from schedules.services.dependencies import set_predecessors
from schedules.services.history import redo, undo
from schedules.services.options import ensure_options
from schedules.services.outline import delete_activities, indent, move_by, outdent
from schedules.services.plan import Edit
from schedules.views.answers import edited, grid_context, refused

STEPS = {"up": -1, "down": 1}


@project_action("schedule.view")
def schedule(request: ProjectRequest) -> HttpResponse:
    """Show the plan as a tree; an HTMX request for ``more`` gets the next stretch of rows."""
    options = ensure_options(project=request.project)
    request.project.schedule = options
    first = request.GET.get("from", "1")
    start = int(first) if first.isdecimal() and len(first) < 7 else 1
    last = start + CHUNK - 1
    context = grid_context(request, rows(request.project, first=start, last=last), last)
    context |= {"tab": "schedule", "options": options, "alone": False}
    if context["editable"]:
        context["new"] = NewActivityForm()
    return render_page(request, "schedules/schedule.html", context, partials=("more",))


@project_action("schedule.edit", "POST")
def activity_create(request: ProjectRequest) -> HttpResponse:
    _calendars, work_calendar = calendars_for(request.project, ensure_options(project=request.project))
    form = NewActivityForm(request.POST, work_calendar=work_calendar)
    edit = submit(form, lambda data: _add(request, data))
    if edit is not None:
        return edited(request, edit)
    context = {"new": form, "project": request.project, "editable": True}
    answer = render(request, "schedules/_new_row.html", context, status=form_status(form))
    answer["HX-Retarget"], answer["HX-Reswap"] = "#new-row", "outerHTML"
    return answer


def _add(request: ProjectRequest, data: dict) -> Edit:
    fields = {}
    if data["duration"] is not None:
        fields["duration"], fields["elapsed"] = data["duration"]
    return add_activity(
        actor=request.actor,
        project=request.project,
        name=data["name"],
        code=data["code"],
        parent=data["parent"],
        after=data["after"],
        predecessors=data["predecessors"],
        **fields,
    )


@project_action("schedule.edit", "GET", "POST")
def activity_cell(request: ProjectRequest, pk: int, column: str) -> HttpResponse:
    """Edit one cell where it stands."""
    activity = find_activity(request, pk)
    if column not in CELLS:
        raise Http404
    calendars, own = calendars_for(request.project, ensure_options(project=request.project))
    calendar = calendars[activity.calendar_id] if activity.calendar_id else own
    typed = links_of(activity, calendar.minutes_per_day).typed() if column == "predecessors" else ""
    form = CellForm(
        request.POST or None,
        column=column,
        activity=activity,
        work_calendar=calendar,
        predecessors=typed,
    )
    edit = submit(form, lambda data: _save_cell(request, activity, form))
    if edit is not None:
        return edited(request, edit, pk)
    context = {"form": form, "activity": activity, "column": column, "conflicts": conflict_rows(form)}
    return render(
        request,
        "schedules/activity_cell.html",
        context | {"project": request.project},
        status=form_status(form),
    )


def _save_cell(request: ProjectRequest, activity: Activity, form: CellForm) -> Edit:
    common = {
        "actor": request.actor,
        "project": request.project,
        "activity": activity.pk,
        "version": form.cleaned_data["version"],
    }
    if form.column == "predecessors":
        return set_predecessors(links=form.cleaned_data["value"], **common)
    return edit_activity(**common, **form.given())


@project_action("schedule.edit", "POST")
def activity_indent(request: ProjectRequest, pk: int) -> HttpResponse:
    return _act(request, pk, partial(indent, activities=[pk]))


@project_action("schedule.edit", "POST")
def activity_outdent(request: ProjectRequest, pk: int) -> HttpResponse:
    return _act(request, pk, partial(outdent, activities=[pk]))


@project_action("schedule.edit", "POST")
def activity_move(request: ProjectRequest, pk: int) -> HttpResponse:
    """Move up or down among the rows of the same level."""
    find_activity(request, pk)
    step = STEPS.get(request.POST.get("to", ""))
    if step is None:
        return refused(request, DomainError("direction", _("Move up or down.")))
    return _perform(request, partial(move_by, activity=pk, step=step))


@project_action("schedule.edit", "POST")
def activity_delete(request: ProjectRequest, pk: int) -> HttpResponse:
    return _act(request, pk, partial(delete_activities, activities=[pk]))


@project_action("schedule.edit", "POST")
def schedule_undo(request: ProjectRequest) -> HttpResponse:
    return _perform(request, partial(undo, expected=_expected(request)))


@project_action("schedule.edit", "POST")
def schedule_redo(request: ProjectRequest) -> HttpResponse:
    return _perform(request, partial(redo, expected=_expected(request)))


def find_activity(request: ProjectRequest, pk: int) -> Activity:
    """Return the project's activity, else 404."""
    rows_of = Activity.objects.visible_to(request.actor).filter(project=request.project)
    found: Activity = get_object_or_404(rows_of.select_related("project", "calendar"), pk=pk)
    return found


def _act(request: ProjectRequest, pk: int, act: Callable[..., Edit]) -> HttpResponse:
    find_activity(request, pk)
    return _perform(request, act)


def _perform(request: ProjectRequest, act: Callable[..., Edit]) -> HttpResponse:
    try:
        return edited(request, act(actor=request.actor, project=request.project))
    except DomainError as error:
        return refused(request, error)


def _expected(request: ProjectRequest) -> int | None:
    given = request.GET.get("set", "")
    return int(given) if given.isdecimal() else None
