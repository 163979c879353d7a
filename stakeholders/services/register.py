"""Writes of the stakeholder register."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actors import Actor
from accounts.models import User
from accounts.permissions import can
from common import audit
from common.editing import save_changes
from common.errors import DomainError
from projects.models import Project
from projects.services.revisions import raise_revision
from stakeholders.models import Stakeholder

PERSONAL = {"name", "organisation", "role", "email", "expectations", "private_notes"}


def without_persons(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return ``values`` for the audit trail: that a personal field was set, not to what.

    The trail is kept for ever and read by auditors; private notes and personal data stay out of it.
    """
    return {name: bool(value) if name in PERSONAL else value for name, value in values.items()}


@transaction.atomic
def create_stakeholder(*, actor: Actor, project: Project, values: Mapping[str, Any]) -> Stakeholder:
    """Add a stakeholder to the project's register."""
    _check_private(actor, project, values)
    _check_email(project, values)
    stakeholder = Stakeholder.objects.create(project=project, **_with_account(values))
    audit.record(
        actor=actor,
        action="stakeholder.create",
        obj=stakeholder,
        project_id=project.pk,
        after=without_persons(_plain(values)),
    )
    raise_revision(project.pk)
    return stakeholder


@transaction.atomic
def edit_stakeholder(
    *, actor: Actor, stakeholder: Stakeholder, values: Mapping[str, Any], version: int
) -> Stakeholder:
    """Change a stakeholder, unless somebody else has saved it since ``version``."""
    project = stakeholder.project
    _check_private(actor, project, values)
    _check_email(project, values, stakeholder)
    before, after = save_changes(stakeholder, _with_account(values), version=version)
    if after:
        audit.record(
            actor=actor,
            action="stakeholder.edit",
            obj=stakeholder,
            project_id=project.pk,
            before=without_persons(before),
            after=without_persons(after),
        )
        raise_revision(project.pk)
    return stakeholder


@transaction.atomic
def delete_stakeholder(*, actor: Actor, stakeholder: Stakeholder) -> None:
    """Erase a stakeholder with their subscription and what was kept of their digests."""
    project_id = stakeholder.project_id
    audit.record(actor=actor, action="stakeholder.delete", obj=stakeholder, project_id=project_id)
    stakeholder.delete()
    raise_revision(project_id)


def _with_account(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return ``values`` with the account that signs in with the stakeholder's address, if there is one.

    Nobody chooses it: a mail that shows what a person may see must go to that person's own address.
    """
    if "email" not in values:
        return dict(values)
    email = values["email"]
    user = User.objects.filter(email=email.lower(), is_active=True).first() if email else None
    return dict(values) | {"user": user}


def _check_private(actor: Actor, project: Project, values: Mapping[str, Any]) -> None:
    if "private_notes" in values and not can(actor, "private.edit", project):
        raise DomainError("private", _("Private notes need a right of their own."), "private_notes")


def _check_email(project: Project, values: Mapping[str, Any], own: Stakeholder | None = None) -> None:
    email = values.get("email")
    if email is None:
        return
    others = Stakeholder.objects.filter(project=project, email=email).exclude(pk=own.pk if own else 0)
    if email and others.exists():
        message = _("Another stakeholder of this project has this address.")
        raise DomainError("email_taken", message, "email")
    subscribed = own is not None and hasattr(own, "subscription") and own.subscription.active
    if not email and subscribed:
        message = _("The digest goes to this address. End the digest first, or write another address.")
        raise DomainError("email_needed", message, "email")


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: getattr(value, "pk", value) for name, value in values.items() if value != ""}
