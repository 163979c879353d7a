"""Invite people, give and take roles."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actors import Actor, user_actor
from accounts.models import Invitation, Role, ScopeKind, User, hash_secret, new_secret
from accounts.permissions import ROLE_ACTIONS, can
from common import audit
from common.errors import DomainError
from notifications.services.outbox import queue_message
from notifications.services.rendering import render_mail
from projects.models import Membership, Portfolio, Project

INVITATION_DAYS = 14
RIGHTS = {"sees_cost": "cost.view", "sees_people": "people.view", "sees_private": "private.view"}
PROJECT_ROLES = {Role.PROJECT_MANAGER, Role.TEAM_MEMBER, Role.VIEWER, Role.AUDITOR}
PORTFOLIO_ROLES = PROJECT_ROLES | {Role.PORTFOLIO_MANAGER}
Scope = Project | Portfolio | None


def scope_key(scope: Scope) -> tuple[str, int | None]:
    """Return a scope as grants and invitations name it."""
    if scope is None:
        return (ScopeKind.SITE, None)
    return (ScopeKind.PROJECT if isinstance(scope, Project) else ScopeKind.PORTFOLIO, scope.pk)


def roles_for(actor: Actor, scope: Scope) -> list[Role]:
    """Return the roles the actor may give in ``scope``: none that can do more than the actor there."""
    allowed = PROJECT_ROLES if isinstance(scope, Project) else PORTFOLIO_ROLES
    candidates = list(Role) if scope is None else [role for role in Role if role in allowed]
    return [role for role in candidates if all(can(actor, action, scope) for action in ROLE_ACTIONS[role])]


def rights_for(actor: Actor, scope: Scope) -> list[str]:
    """Return the separate rights (``sees_cost`` …) that the actor holds in ``scope`` and so may pass on."""
    return [name for name, action in RIGHTS.items() if can(actor, action, scope)]


def invite_person(*, actor: Actor, email: str, role: str, scope: Scope, **rights: bool) -> Invitation:
    """Invite ``email`` by mail to take ``role`` in ``scope``; the link works for 14 days.

    Raises
    ------
    DomainError
        ``role_too_high``, ``right_not_held``, ``already_member`` or ``already_invited``.
    """
    email = email.strip().lower()
    _check_grant(actor, scope, role, rights)
    kind, scope_id = scope_key(scope)
    if _membership(scope).filter(user__email=email).exists():
        raise DomainError("already_member", _("This person has a role here already."), "email")
    open_invitations = Invitation.objects.filter(
        email=email, scope_kind=kind, scope_id=scope_id, accepted_at=None, withdrawn_at=None
    )
    if open_invitations.filter(expires_at__gt=timezone.now()).exists():
        message = _("An invitation to this address is still open; withdraw it first.")
        raise DomainError("already_invited", message, "email")
    secret = new_secret()
    with transaction.atomic():
        invitation = Invitation.objects.create(
            email=email,
            role=role,
            scope_kind=kind,
            scope_id=scope_id,
            secret_hash=hash_secret(secret),
            invited_by=actor.user,  # type: ignore[misc]  # the database refuses an inviter who is nobody
            expires_at=timezone.now() + timedelta(days=INVITATION_DAYS),
            **rights,
        )
        _queue_invitation(invitation, secret, scope)
        _record(actor, "invitation.create", invitation, scope, after={"role": role, **rights})
    return invitation


def withdraw_invitation(*, actor: Actor, invitation: Invitation, scope: Scope) -> None:
    """Make the invitation's link useless."""
    with transaction.atomic():
        open_now = Invitation.objects.filter(pk=invitation.pk, accepted_at=None, withdrawn_at=None)
        if open_now.update(withdrawn_at=timezone.now()):
            _record(actor, "invitation.withdraw", invitation, scope)


def accept_invitation(
    *, invitation: Invitation, user: User | None, name: str = "", password: str = ""
) -> User:
    """Take the offered role, as ``user`` or as a new person with ``name`` and ``password``.

    Raises
    ------
    DomainError
        ``invitation_over`` or ``wrong_person``.
    """
    with transaction.atomic():
        taken = Invitation.objects.filter(pk=invitation.pk, accepted_at=None, withdrawn_at=None)
        if not taken.filter(expires_at__gt=timezone.now()).update(accepted_at=timezone.now()):
            raise DomainError("invitation_over", _("This invitation was used, withdrawn or is too old."))
        if user is not None and user.email != invitation.email:
            raise DomainError("wrong_person", _("This invitation was sent to another address."))
        user = user or User.objects.create_user(invitation.email, password, name=name)
        rights = {right: getattr(invitation, right) for right in RIGHTS}
        fields: dict[str, int | None] = {"portfolio_id": None, "project_id": None}
        if invitation.scope_kind != ScopeKind.SITE:
            fields[f"{invitation.scope_kind}_id"] = invitation.scope_id
        given = {"role": invitation.role, **rights}
        Membership.objects.update_or_create(defaults=given, user=user, **fields)  # type: ignore[arg-type]  # columns by name
        project_id = fields["project_id"]
        audit.record(
            actor=user_actor(user), action="invitation.accept", obj=user, project_id=project_id, after=given
        )
    return user


def set_membership(*, actor: Actor, user: User, scope: Scope, role: str, **rights: bool) -> Membership:
    """Give ``user`` the ``role`` in ``scope``, or change it.

    Raises
    ------
    DomainError
        ``role_too_high``, ``right_not_held`` or ``last_administrator``.
    """
    membership = _membership(scope).filter(user=user).first()
    _check_grant(actor, scope, role, rights)
    if membership is not None:
        _check_above(actor, scope, membership)
        _check_last_administrator(membership, role)
    before = _fields(membership) if membership else {}
    with transaction.atomic():
        membership, _created = Membership.objects.update_or_create(
            user=user, **_scope_fields(scope), defaults={"role": role, **rights}
        )
        _record(actor, "member.set", membership, scope, before=before, after=_fields(membership))
    return membership


def remove_membership(*, actor: Actor, membership: Membership, scope: Scope) -> None:
    """Take the role away.

    Raises
    ------
    DomainError
        ``role_too_high`` or ``last_administrator``.
    """
    _check_above(actor, scope, membership)
    _check_last_administrator(membership, "")
    with transaction.atomic():
        _record(actor, "member.remove", membership, scope, before=_fields(membership))
        membership.delete()


def make_first_administrator(*, email: str, name: str, password: str | None) -> User:
    """Make the administrator of a new Throughline, with every right; None: nobody can sign in yet."""
    with transaction.atomic():
        user = User.objects.create_user(email, password, name=name)
        rights = dict.fromkeys(RIGHTS, True)
        Membership.objects.create(user=user, role=Role.ADMINISTRATOR, **rights)
        audit.record(actor=user_actor(user), action="user.first_administrator", obj=user)
    return user


def _membership(scope: Scope) -> Any:
    return Membership.objects.filter(**_scope_fields(scope))


def _scope_fields(scope: Scope) -> dict[str, Any]:
    return {
        "project": scope if isinstance(scope, Project) else None,
        "portfolio": scope if isinstance(scope, Portfolio) else None,
    }


def _fields(membership: Membership) -> dict[str, Any]:
    return {"user": membership.user_id, "role": membership.role} | {n: getattr(membership, n) for n in RIGHTS}


def _check_grant(actor: Actor, scope: Scope, role: str, rights: dict[str, bool]) -> None:
    if role not in roles_for(actor, scope):
        raise DomainError(
            "role_too_high", _("You can only give roles that can do no more than yours."), "role"
        )
    for name, wanted in rights.items():
        if wanted and name not in rights_for(actor, scope):
            raise DomainError(
                "right_not_held", _("You can only pass on rights that you hold yourself."), name
            )


def _check_above(actor: Actor, scope: Scope, membership: Membership) -> None:
    if membership.role not in roles_for(actor, scope):
        raise DomainError(
            "role_too_high", _("This role can do more than yours; somebody above has to change it.")
        )


def _check_last_administrator(membership: Membership, role: str) -> None:
    if membership.role != Role.ADMINISTRATOR or role == Role.ADMINISTRATOR:
        return
    others = Membership.objects.filter(role=Role.ADMINISTRATOR, user__is_active=True).exclude(
        pk=membership.pk
    )
    if not others.exists():
        raise DomainError("last_administrator", _("This is the last administrator; name another one first."))


def _queue_invitation(invitation: Invitation, secret: str, scope: Scope) -> None:
    where = scope.name if scope is not None else _("the whole organisation")
    context = {
        "invitation": invitation,
        "where": where,
        "inviter": invitation.invited_by.name,
        "url": settings.PUBLIC_URL + reverse("invitation_accept", args=[secret]),
        "days": INVITATION_DAYS,
    }
    html, text = render_mail("emails/invitation", context)
    queue_message(
        dedupe_key=f"invitation:{invitation.pk}",
        kind="invitation",
        recipient_email=invitation.email,
        subject=_("%(inviter)s invites you to %(where)s") % context,
        text=text,
        html=html,
        project_id=scope.pk if isinstance(scope, Project) else None,
        sensitive=True,
    )


def _record(actor: Actor, action: str, obj: Any, scope: Scope, **values: Any) -> None:
    project_id = scope.pk if isinstance(scope, Project) else None
    audit.record(actor=actor, action=action, obj=obj, project_id=project_id, **values)
