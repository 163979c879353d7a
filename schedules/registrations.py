"""What schedules fill into the lists declared lower."""

from accounts.actors import Actor
from projects.models import Project
from projects.services.projects import after_create, after_edit
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
