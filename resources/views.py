"""Calendars of a project."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from common.errors import DomainError
from common.forms import conflict_rows, form_status, submit
from common.htmx import redirect_to, render_page
from projects.access import ProjectRequest, project_action
from resources.forms import CalendarForm, ExceptionForm
from resources.models import Calendar, CalendarException
from resources.queries.calendars import calendar_list as listed
from resources.services.calendars import (
    add_exception,
    create_calendar,
    delete_calendar,
    delete_exception,
    edit_calendar,
)


@project_action("schedule.view")
def calendar_list(request: ProjectRequest) -> HttpResponse:
    """List the project's calendars and the organisation's."""
    context = {"project": request.project, "tab": "schedule", "calendars": listed(request.project.pk)}
    return render_page(request, "resources/calendar_list.html", context)


@project_action("schedule.edit", "GET", "POST")
def calendar_create(request: ProjectRequest) -> HttpResponse:
    form = CalendarForm(request.POST or None)
    made = submit(
        form, lambda _data: create_calendar(actor=request.actor, project=request.project, **form.given())
    )
    if made is not None:
        return redirect_to(request, _address(request, made))
    context = {"project": request.project, "tab": "schedule", "form": form}
    return render_page(request, "resources/calendar_form.html", context, status=form_status(form))


@project_action("schedule.edit", "GET", "POST")
def calendar_edit(request: ProjectRequest, pk: int) -> HttpResponse:
    calendar = _find(request, pk)
    form = CalendarForm(request.POST or None, calendar=calendar)
    saved = submit(
        form,
        lambda data: edit_calendar(
            actor=request.actor, calendar=calendar, version=data["version"] or 0, **form.given()
        ),
    )
    if saved is not None:
        return redirect_to(request, reverse("calendar_list", args=[request.project.key]))
    return _show(request, calendar, form, ExceptionForm())


@project_action("schedule.edit", "POST")
def calendar_exception_create(request: ProjectRequest, pk: int) -> HttpResponse:
    calendar = _find(request, pk)
    form = ExceptionForm(request.POST)
    made = submit(form, lambda _data: add_exception(actor=request.actor, calendar=calendar, **form.given()))
    if made is not None:
        return redirect_to(request, _address(request, calendar))
    return _show(request, calendar, CalendarForm(calendar=calendar), form)


@project_action("schedule.edit", "POST")
def calendar_exception_delete(request: ProjectRequest, pk: int, exception: int) -> HttpResponse:
    calendar = _find(request, pk)
    rows = CalendarException.objects.select_related("calendar__project").filter(calendar=calendar)
    delete_exception(actor=request.actor, exception=get_object_or_404(rows, pk=exception))
    return redirect_to(request, _address(request, calendar))


@project_action("schedule.edit", "POST")
def calendar_delete(request: ProjectRequest, pk: int) -> HttpResponse:
    calendar = _find(request, pk)
    try:
        delete_calendar(actor=request.actor, calendar=calendar)
    except DomainError as error:
        messages.error(request, error.message)
        return redirect_to(request, _address(request, calendar))
    return redirect_to(request, reverse("calendar_list", args=[request.project.key]))


def _find(request: ProjectRequest, pk: int) -> Calendar:
    rows = Calendar.objects.visible_to(request.actor).filter(project=request.project)
    found: Calendar = get_object_or_404(rows.select_related("project", "parent"), pk=pk)
    return found


def _address(request: ProjectRequest, calendar: Calendar) -> str:
    return reverse("calendar_edit", args=[request.project.key, calendar.pk])


def _show(
    request: ProjectRequest, calendar: Calendar, form: CalendarForm, exception_form: ExceptionForm
) -> HttpResponse:
    context = {
        "project": request.project,
        "tab": "schedule",
        "calendar": calendar,
        "form": form,
        "conflicts": conflict_rows(form),
        "exception_form": exception_form,
        "exceptions": calendar.exceptions.all(),
    }
    status = form_status(exception_form if exception_form.is_bound else form)
    return render_page(request, "resources/calendar_form.html", context, status=status)
