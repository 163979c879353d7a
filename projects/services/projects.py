"""Create, edit, archive and restore projects."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actors import Actor
from accounts.models import Role
from common import audit
from common.editing import save_changes
from common.errors import DomainError
from common.registry import Hooks
from projects.models import Membership, Portfolio, Programme, Project
from projects.services.revisions import raise_revision

after_create = Hooks("after_create")
"""Called with ``actor`` and ``project`` in the creating transaction; schedules add options and a calendar."""

after_edit = Hooks("after_edit")
"""Called with ``actor``, ``project`` and the names that ``changed`` in the transaction of an edit; schedules
compute the plan again when its start moved."""


def create_project(
    *, actor: Actor, portfolio: Portfolio, key: str, name: str, planned_start: int, **fields: Any
) -> Project:
    """Create a project; its manager (else the creator) becomes a member with every right.

    Raises
    ------
    DomainError
        ``key_taken``, ``programme_elsewhere`` or ``finish_before_start``.
    """
    fields = fields | {"key": key.upper(), "name": name, "planned_start": planned_start}
    _check(portfolio, fields)
    manager = fields.setdefault("manager", actor.user) or actor.user
    try:
        with transaction.atomic():
            project = Project.objects.create(portfolio=portfolio, **(fields | {"manager": manager}))
            if manager is not None:
                make_manager(project)
            audit.record(
                actor=actor,
                action="project.create",
                obj=project,
                project_id=project.pk,
                after={"key": project.key, "name": name, "portfolio": portfolio.name},
            )
            for hook in after_create:
                hook(actor=actor, project=project)
    except IntegrityError as error:
        message = _("The key %(key)s is taken; choose another.") % {"key": fields["key"]}
        raise DomainError("key_taken", message, "key") from error
    return project


def edit_project(*, actor: Actor, project: Project, version: int, **new: Any) -> Project:
    """Change fields of a project; a new manager becomes a member.

    Raises
    ------
    DomainError
        As :func:`create_project`.
    Conflict
        If somebody saved the project since ``version``.
    """
    _check(project.portfolio, {"planned_start": project.planned_start} | new)
    with transaction.atomic():
        before, after = save_changes(project, new, version=version)
        if after:
            if project.manager is not None and "manager" in after:
                make_manager(project)
            audit.record(
                actor=actor,
                action="project.edit",
                obj=project,
                project_id=project.pk,
                before=before,
                after=after,
            )
            raise_revision(project.pk)
            for hook in after_edit:
                hook(actor=actor, project=project, changed=frozenset(after))
    return project


def archive_project(*, actor: Actor, project: Project, reason: str = "") -> None:
    """Put the project out of the lists; nothing is deleted."""
    _set_archived(actor, project, "project.archive", timezone.now(), reason)


def restore_project(*, actor: Actor, project: Project) -> None:
    """Bring an archived project back."""
    _set_archived(actor, project, "project.restore", None, "")


def make_manager(project: Project) -> None:
    """Give the project's manager the role with every right in it, if not held already."""
    Membership.objects.update_or_create(
        user=project.manager,
        project=project,
        defaults={"role": Role.PROJECT_MANAGER, "sees_cost": True, "sees_people": True, "sees_private": True},
    )


def _set_archived(actor: Actor, project: Project, action: str, at: Any, reason: str) -> None:
    with transaction.atomic():
        changed = (
            Project.objects.filter(pk=project.pk).exclude(archived_at=None)
            if at is None
            else (Project.objects.filter(pk=project.pk, archived_at=None))
        )
        if changed.update(archived_at=at):
            audit.record(actor=actor, action=action, obj=project, project_id=project.pk, reason=reason)
            raise_revision(project.pk)
    project.archived_at = at


def _check(portfolio: Portfolio, fields: dict[str, Any]) -> None:
    programme: Programme | None = fields.get("programme")
    if programme is not None and programme.portfolio_id != portfolio.pk:
        message = _("%(programme)s is a programme of another portfolio.") % {"programme": programme.name}
        raise DomainError("programme_elsewhere", message, "programme")
    fault = finish_fault(fields["planned_start"], fields.get("must_finish_by"))
    if fault:
        raise DomainError("finish_before_start", fault, "must_finish_by")


def finish_fault(planned_start: int | None, must_finish_by: int | None) -> str:
    """Return the sentence that refuses a finish not after the start, else an empty string."""
    if planned_start is None or must_finish_by is None or must_finish_by > planned_start:
        return ""
    return _("The project must finish after its planned start.")
