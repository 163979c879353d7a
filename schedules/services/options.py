"""Every project has scheduling options and a calendar of its own."""

from django.db import transaction
from django.utils.translation import gettext as _

from projects.models import Project
from resources.models import Calendar
from schedules.models import ScheduleOptions


def ensure_options(*, project: Project) -> ScheduleOptions:
    """Return the project's options; make them, with a standard calendar, if there are none yet."""
    found = ScheduleOptions.objects.select_related("calendar").filter(project=project).first()
    if found is not None:
        return found
    with transaction.atomic():
        calendar, _new = Calendar.objects.get_or_create(project=project, name=_("Standard"))
        options, _new = ScheduleOptions.objects.get_or_create(
            project=project, defaults={"calendar": calendar}
        )
    return options
