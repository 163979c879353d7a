"""Which project a share link opens, for whom, and which links a project has."""

from dataclasses import dataclass
from datetime import datetime

from accounts.actors import Actor, share_actor, user_actor
from accounts.models import ScopeKind, ShareLink, hash_secret
from accounts.permissions import can
from projects.models import Project


@dataclass(frozen=True, slots=True)
class Shared:
    """An open link with its project and the actor that reads through it.

    ``link.shows_cost`` is in here whether amounts are shown now, not only whether the link was given so.
    """

    link: ShareLink
    project: Project
    actor: Actor


def open_link(secret: str, now: datetime) -> Shared | None:
    """Return what the link opens, or None once it is unknown, expired, revoked or its giver lost access.

    Amounts show only if the link was given with them and its giver still sees them.
    """
    links = ShareLink.objects.select_related("created_by").filter(
        secret_hash=hash_secret(secret), scope_kind=ScopeKind.PROJECT
    )
    link = links.first()
    if link is None or not link.is_open(now):
        return None
    project = Project.objects.live().select_related("manager").filter(pk=link.scope_id).first()
    giver = user_actor(link.created_by)
    if project is None or not can(giver, "share.manage", project):
        return None
    link.shows_cost = link.shows_cost and can(giver, "cost.view", project)
    return Shared(link, project, share_actor(link))


@dataclass(frozen=True, slots=True)
class Listed:
    """A link with what has become of it: open, expired, revoked, or closed with its giver's access."""

    link: ShareLink
    state: str


def links_of(project: Project, now: datetime) -> list[Listed]:
    """Return the project's links, newest first."""
    rows = ShareLink.objects.filter(scope_kind=ScopeKind.PROJECT, scope_id=project.pk)
    return [Listed(link, _state(link, project, now)) for link in rows.select_related("created_by")]


def _state(link: ShareLink, project: Project, now: datetime) -> str:
    if link.revoked_at is not None:
        return "revoked"
    if not link.is_open(now):
        return "expired"
    return "open" if can(user_actor(link.created_by), "share.manage", project) else "closed"
