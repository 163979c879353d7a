"""Make calendars, activities and dependencies; dates come from the service under test."""

import itertools
from typing import Any

from projects.models import Project
from resources.models import Calendar, CalendarException
from schedules.models import Activity, Dependency, ScheduleOptions
from schedules.services.options import ensure_options

_count = itertools.count(1)
DAY = 480


def make_options(project: Project) -> ScheduleOptions:
    return ensure_options(project=project)


def make_calendar(project: Project | None, name: str = "", **fields: Any) -> Calendar:
    return Calendar.objects.create(project=project, name=name or f"Calendar {next(_count)}", **fields)


def make_holiday(
    calendar: Calendar, first: int, last: int | None = None, name: str = ""
) -> CalendarException:
    """Give the calendar a day off; days since 2000-01-01."""
    return CalendarException.objects.create(
        calendar=calendar, first=first, last=first if last is None else last, name=name
    )


def make_activity(project: Project, name: str = "", days: int = 1, **fields: Any) -> Activity:
    """Insert a row as an import would, without dates."""
    n = next(_count)
    fields = {"code": f"X{n}", "position": n * 1024, "duration": days * DAY} | fields
    return Activity.objects.create(project=project, name=name or f"Activity {n}", **fields)


def link(predecessor: Activity, successor: Activity, kind: str = "FS", lag: int = 0) -> Dependency:
    return Dependency.objects.create(
        project_id=predecessor.project_id, predecessor=predecessor, successor=successor, kind=kind, lag=lag
    )
