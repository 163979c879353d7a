"""Make calendars, activities and dependencies; dates come from the service under test."""

import itertools
from datetime import datetime
from typing import Any

from accounts.actors import Actor
from engine.calendars import from_minute, to_minute
from projects.models import Project
from resources.models import Calendar, CalendarException
from schedules.models import Activity, Dependency, ScheduleOptions
from schedules.services.activities import NewActivity, add_activities
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


def at(text: str) -> int:
    """Return the plan minute of "2027-01-04 08:00"."""
    return to_minute(datetime.strptime(text, "%Y-%m-%d %H:%M"))


def day(text: str) -> int:
    """Return the plan day of "2027-01-18"."""
    return at(f"{text} 00:00") // 1440


def make_net1(project: Project, actor: Actor) -> dict[str, Activity]:
    """Plan NET-1: five activities, Monday to Friday 8 h, holiday 2027-01-18, start 2027-01-04."""
    make_holiday(make_options(project).calendar, day("2027-01-18"), name="Holiday")
    rows = [
        NewActivity("Interface spec", "A", duration=5 * DAY),
        NewActivity("Gateway firmware build", "B", duration=10 * DAY, links=(("A", "FS", 0),)),
        NewActivity("Site survey", "C", duration=4 * DAY, links=(("A", "FS", 0),)),
        NewActivity("Integration test", "D", duration=3 * DAY, links=(("B", "FS", 0), ("C", "FS", 2 * DAY))),
        NewActivity("Pilot live", "M", kind="finish_milestone", links=(("D", "FS", 0),)),
    ]
    add_activities(actor=actor, project=project, rows=rows)
    return by_code(project)


def by_code(project: Project) -> dict[str, Activity]:
    """Return the project's activities as stored now, by ID."""
    return {row.code: row for row in Activity.objects.filter(project=project)}


def spans(project: Project) -> dict[str, tuple[str, str]]:
    """Return start and finish of every activity, readable, by ID."""
    shown = {}
    for code, row in by_code(project).items():
        shown[code] = (
            f"{from_minute(row.start or 0):%Y-%m-%d %H:%M}",
            f"{from_minute(row.finish or 0):%Y-%m-%d %H:%M}",
        )
    return shown
