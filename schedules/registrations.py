"""What schedules fill into the lists declared lower."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.actors import Actor
from common.navigation import Command, Tab, register_command, register_tab
from common.registry import Openable, register_openable
from projects.models import Project
from projects.services.projects import after_create, after_edit
from resources.models import Calendar
from resources.services.calendars import after_calendar_change, calendar_uses
from schedules.models import Activity, ScheduleOptions
from schedules.services.options import ensure_options
from schedules.services.plan import reschedule

DATES = frozenset({"planned_start", "must_finish_by", "data_date"})


def make_options(*, actor: Actor, project: Project) -> None:
    """Give a new project its scheduling options and standard calendar."""
    ensure_options(project=project)


def follow_dates(*, actor: Actor, project: Project, changed: frozenset[str]) -> None:
    """Compute the plan again when a date of the project that it depends on was changed."""
    if changed & DATES:
        reschedule(actor=actor, project=project)


after_create.register(make_options)
after_edit.register(follow_dates)


def follow_calendar(*, actor: Actor, project: Project) -> None:
    """Compute the plan again when one of its calendars was changed."""
    reschedule(actor=actor, project=project)


def uses_of_calendar(*, calendar: Calendar) -> str:
    """Return what of the plan uses the calendar, in words."""
    parts = []
    if ScheduleOptions.objects.filter(calendar=calendar).exists():
        parts.append(_("it is the project's own calendar"))
    count = Activity.objects.filter(calendar=calendar).count()
    if count:
        parts.append(ngettext("%(n)d activity", "%(n)d activities", count) % {"n": count})
    return ", ".join(parts)


def activity_context(activity: Activity) -> str:
    """Return what tells an activity from its namesakes."""
    return f"{activity.code}, {activity.project.name}"


after_calendar_change.register(follow_calendar)
calendar_uses.register(uses_of_calendar)
register_openable(
    Openable("activity", Activity, gettext_lazy("Activities"), ("code", "name"), "projects", activity_context)
)
register_tab(Tab("schedule", gettext_lazy("Schedule"), "schedule", 20, "schedule.view", "s"))
register_command(
    Command(
        "plan_import_create", gettext_lazy("Import a plan"), "plan_import_create", "tray", "project.create"
    )
)
