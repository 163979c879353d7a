"""Links that show a project's dashboard to somebody without an account."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from accounts.actors import Actor
from accounts.models import ScopeKind, ShareLink, hash_secret, new_secret
from accounts.permissions import can
from common import audit
from common.errors import DomainError
from projects.models import Project

COUNT_EVERY = timedelta(minutes=1)


@transaction.atomic
def create_share_link(
    *, actor: Actor, project: Project, title: str, shows_cost: bool, days: int, now: datetime
) -> tuple[ShareLink, str]:
    """Return a new link and its secret, which is stored only as a hash and never shown again."""
    if actor.user is None:
        raise DomainError("share_person", _("A share link belongs to the person who gives it."))
    if shows_cost and not can(actor, "cost.view", project):
        raise DomainError("share_cost", _("You cannot share amounts you do not see."), "shows_cost")
    secret = new_secret()
    link = ShareLink.objects.create(
        title=title,
        scope_kind=ScopeKind.PROJECT,
        scope_id=project.pk,
        shows_cost=shows_cost,
        secret_hash=hash_secret(secret),
        created_by=actor.user,
        created_at=now,
        expires_at=now + timedelta(days=days),
    )
    after = {"shows_cost": shows_cost, "expires_at": link.expires_at}
    audit.record(actor=actor, action="share.create", obj=link, project_id=project.pk, after=after)
    return link, secret


@transaction.atomic
def revoke_share_link(*, actor: Actor, project: Project, link: ShareLink, now: datetime) -> None:
    """Close the link for good; revoking twice changes nothing."""
    rows = ShareLink.objects.filter(
        pk=link.pk, scope_kind=ScopeKind.PROJECT, scope_id=project.pk, revoked_at=None
    )
    if rows.update(revoked_at=now):
        audit.record(actor=actor, action="share.revoke", obj=link, project_id=project.pk)


def count_use(*, link: ShareLink, now: datetime) -> None:
    """Count a visit, at most one a minute, so that reading never becomes a write load."""
    quiet = Q(last_used_at=None) | Q(last_used_at__lt=now - COUNT_EVERY)
    ShareLink.objects.filter(quiet, pk=link.pk).update(last_used_at=now, uses=F("uses") + 1)
