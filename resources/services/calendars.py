"""Calendars of a project: create, edit, delete, and their exceptions."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.actors import Actor
from common import audit
from common.editing import save_changes
from common.errors import DomainError
from common.registry import Hooks
from projects.models import Project
from projects.services.revisions import raise_revision
from resources.models import Calendar, CalendarException

calendar_uses = Hooks("calendar_uses")
"""Called with a ``calendar``; each entry returns what uses it in words ("3 activities"), or ""."""

after_calendar_change = Hooks("after_calendar_change")
"""Called with ``actor`` and ``project`` in the writing transaction; schedules compute the plan again."""

MINUTES_PER_DAY = 1440


def create_calendar(
    *, actor: Actor, project: Project, name: str, week: dict[str, list[list[int]]], **fields: Any
) -> Calendar:
    """Create a calendar for the project's activities.

    Raises
    ------
    DomainError
        ``calendar_name_taken``, ``week_empty`` or ``interval``.
    """
    _check_week(week)
    with transaction.atomic():
        try:
            with transaction.atomic():
                made = Calendar.objects.create(project=project, name=name, week=week, **fields)
        except IntegrityError as error:
            raise _name_taken(name) from error
        _record(actor, made, "calendar.create", after={"name": name, "week": week})
    return made


def edit_calendar(*, actor: Actor, calendar: Calendar, version: int, **new: Any) -> Calendar:
    """Change a calendar; the plan that uses it is scheduled again.

    Raises
    ------
    DomainError
        As :func:`create_calendar`, and what the scheduler refuses.
    Conflict
        If somebody saved the calendar since ``version``.
    """
    if "week" in new and calendar.parent_id is None:
        _check_week(new["week"])
    with transaction.atomic():
        try:
            with transaction.atomic():
                before, after = save_changes(calendar, new, version=version)
        except IntegrityError as error:
            raise _name_taken(new["name"]) from error
        if after:
            _record(actor, calendar, "calendar.edit", before=before, after=after)
            _follow(actor, calendar)
    return calendar


def delete_calendar(*, actor: Actor, calendar: Calendar) -> None:
    """Delete a calendar that nothing uses.

    Raises
    ------
    DomainError
        ``calendar_in_use``, naming what uses it.
    """
    with transaction.atomic():
        uses = [words for entry in calendar_uses if (words := entry(calendar=calendar))]
        uses += _own_uses(calendar)
        if uses:
            message = _("%(name)s is in use: %(uses)s. Give them another calendar first.")
            names = {"name": calendar.name, "uses": ", ".join(uses)}
            raise DomainError("calendar_in_use", message % names)
        _record(actor, calendar, "calendar.delete", before={"name": calendar.name, "week": calendar.week})
        calendar.delete()


def add_exception(
    *,
    actor: Actor,
    calendar: Calendar,
    first: int,
    last: int | None = None,
    name: str = "",
    intervals: list[list[int]] | None = None,
) -> CalendarException:
    """Give dates other hours, none by default; days are plan days.

    Raises
    ------
    DomainError
        ``exception_order`` if it ends before it begins, ``exception_long``, ``interval``.
    """
    end = first if last is None else last
    hours = intervals or []
    if end < first:
        raise DomainError("exception_order", _("The last day lies before the first."), "last")
    if end - first > 366:
        raise DomainError("exception_long", _("An exception lasts a year at most."), "last")
    _check_hours(hours, "intervals")
    with transaction.atomic():
        made = CalendarException.objects.create(
            calendar=calendar, first=first, last=end, name=name, intervals=hours
        )
        after = {"exception": name, "first": first, "last": end, "intervals": hours}
        _record(actor, calendar, "calendar.edit", after=after)
        _follow(actor, calendar)
    return made


def delete_exception(*, actor: Actor, exception: CalendarException) -> None:
    """Take an exception out; its dates have the week's hours again."""
    with transaction.atomic():
        before = {"exception": exception.name, "first": exception.first, "last": exception.last}
        _record(actor, exception.calendar, "calendar.edit", before=before)
        exception.delete()
        _follow(actor, exception.calendar)


def _follow(actor: Actor, calendar: Calendar) -> None:
    if calendar.project is not None:
        for hook in after_calendar_change:
            hook(actor=actor, project=calendar.project)


def _record(actor: Actor, calendar: Calendar, action: str, **values: Any) -> None:
    audit.record(actor=actor, action=action, obj=calendar, project_id=calendar.project_id, **values)
    if calendar.project_id is not None:
        raise_revision(calendar.project_id)


def _own_uses(calendar: Calendar) -> list[str]:
    """Return the resources and calendars that build on it, in words."""
    found = []
    resources = calendar.resources.count()
    if resources:
        found.append(ngettext("%(n)d resource", "%(n)d resources", resources) % {"n": resources})
    based = Calendar.objects.filter(parent=calendar).count()
    if based:
        words = ngettext("%(n)d calendar based on it", "%(n)d calendars based on it", based)
        found.append(words % {"n": based})
    return found


def _name_taken(name: str) -> DomainError:
    message = _("There is a calendar “%(name)s” already; choose another name.") % {"name": name}
    return DomainError("calendar_name_taken", message, "name")


def _check_week(week: dict[str, list[list[int]]]) -> None:
    for day, hours in week.items():
        _check_hours(hours, f"day_{day}")
    if not any(week.values()):
        message = _("A calendar needs working hours on at least one weekday.")
        raise DomainError("week_empty", message)


def _check_hours(hours: list[list[int]], field: str) -> None:
    previous = 0
    for start, end in sorted(hours):
        if not previous <= start < end <= MINUTES_PER_DAY:
            message = _("Working hours of a day go from 00:00 to 24:00 and do not overlap.")
            raise DomainError("interval", message, field)
        previous = end
