"""What each role may do, as code, and the one question every view asks: ``can(actor, action, object)``."""

from typing import Any, Protocol

from accounts.actors import Actor, Grant
from accounts.models import Role

READ = {"project.view", "schedule.view", "risk.view", "stakeholder.view"}
TEAM = READ | {"risk.create"}
MANAGE = TEAM | {
    "project.edit",
    "schedule.edit",
    "risk.edit",
    "stakeholder.edit",
    "share.manage",
    "digest.manage",
    "member.manage",
    "audit.view",
}
OVERSEE = MANAGE | {"project.create", "project.archive", "programme.edit", "portfolio.edit"}
SITE = OVERSEE | {"portfolio.create", "user.manage", "outbox.manage", "mailbox.view"}

ROLE_ACTIONS: dict[str, frozenset[str]] = {
    Role.ADMINISTRATOR: frozenset(SITE),
    Role.PORTFOLIO_MANAGER: frozenset(OVERSEE),
    Role.PROJECT_MANAGER: frozenset(MANAGE),
    Role.TEAM_MEMBER: frozenset(TEAM),
    Role.VIEWER: frozenset(READ),
    Role.AUDITOR: frozenset(READ | {"audit.view"}),
}
MONEY = {"cost.view": "project.view", "cost.edit": "project.edit"}
PEOPLE = {"people.view": "project.view", "people.edit": "project.edit"}
PRIVATE = {"private.view": "stakeholder.view", "private.edit": "stakeholder.edit"}
WRITES = ("create", "edit", "archive", "manage")


class Scoped(Protocol):
    """An object that knows in which scopes it lies."""

    def access_scopes(self) -> tuple[tuple[str, int | None], ...]:
        """Return e.g. ``(("project", 7), ("portfolio", 2))``; the site is always included."""
        ...


def can(actor: Actor, action: str, obj: Scoped | None = None) -> bool:
    """Return whether ``actor`` may do ``action`` on ``obj`` (None: on the whole organisation).

    Amounts, people data and private notes need their own right beside the role.
    """
    if actor.kind == "system":
        return True
    if actor.read_only and action.rsplit(".", 1)[-1] in WRITES:
        return False
    scopes = (("site", None), *(obj.access_scopes() if obj is not None else ()))
    if actor.share is not None:
        return _share_can(actor, action, scopes)
    return any(grant.scope in scopes and _grants(grant, action) for grant in actor.grants)


def can_somewhere(actor: Actor, action: str) -> bool:
    """Return whether any grant of the actor allows ``action``: is the menu entry worth showing?"""
    if actor.read_only and action.rsplit(".", 1)[-1] in WRITES:
        return False
    return any(_grants(grant, action) for grant in actor.grants)


def scope_ids(actor: Actor, scope: str, action: str = "project.view") -> set[Any]:
    """Return the ids of the ``scope`` kind in which the actor may do ``action`` (``{None}`` for the site)."""
    if actor.share is not None:
        link = actor.share
        allowed = link.scope_kind == scope and _share_can(actor, action, ((scope, link.scope_id),))
        return {link.scope_id} if allowed else set()
    return {g.scope[1] for g in actor.grants if g.scope[0] == scope and _grants(g, action)}


def _grants(grant: Grant, action: str) -> bool:
    for table, right in ((MONEY, grant.cost), (PEOPLE, grant.people), (PRIVATE, grant.private)):
        if action in table:
            return right and table[action] in ROLE_ACTIONS[grant.role]
    return action in ROLE_ACTIONS[grant.role]


def _share_can(actor: Actor, action: str, scopes: tuple[tuple[str, int | None], ...]) -> bool:
    link = actor.share
    if link is None or (link.scope_kind, link.scope_id) not in scopes:
        return False
    return action in {"project.view", "schedule.view", "risk.view"} or (
        action == "cost.view" and link.shows_cost
    )
