"""Change how a project's plan is scheduled."""

from typing import Any

from django.utils.translation import gettext as _

from accounts.actors import Actor
from common.errors import Conflict, DomainError
from projects.models import Project
from schedules.services.plan import Edit, apply
from schedules.services.working_plan import OPTIONS, WorkingPlan


def edit_options(
    *, actor: Actor, project: Project, version: int | None = None, reason: str = "", **options: Any
) -> Edit:
    """Change scheduling options (:data:`~schedules.services.working_plan.OPTION_INPUTS`) and schedule.

    Raises
    ------
    Conflict
        If somebody saved the options since ``version``.
    DomainError
        ``calendar_gone``, ``plan_no_finish`` and what else the scheduler refuses.
    """

    def change(work: WorkingPlan) -> str:
        stored = work.rows.options
        if version is not None and stored.version != version:
            message = _(
                "Somebody else saved this while you were editing. Nothing of yours is lost: choose below."
            )
            raise Conflict(message, {n: getattr(stored, n) for n in options} | {"version": stored.version})
        if options.get("calendar_id", stored.calendar_id) not in work.rows.calendars:
            raise DomainError("calendar_gone", _("This calendar is not there any more."), "calendar")
        work.set(OPTIONS, project.pk, options)
        return _("Schedule options")

    return apply(actor=actor, project=project, change=change, reason=reason)
