"""Reads of the register: what a person may see of it, and in which order."""

from dataclasses import dataclass

from accounts.actors import Actor, share_actor, user_actor
from accounts.models import ScopeKind, ShareLink
from accounts.permissions import can
from projects.models import Project
from stakeholders.models import DigestSubscription, Engagement, Stakeholder


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One line of the register, without private notes.

    ``cells`` marks the five steps of engagement in order: ``"C"`` current, ``"D"`` desired, ``"CD"`` both.
    """

    stakeholder: Stakeholder
    cells: tuple[str, ...]
    subscription: DigestSubscription | None


def register(project: Project) -> list[RegisterRow]:
    """Return the project's stakeholders: widest gap times power first, then by name; one query."""
    rows = project.stakeholders.defer("private_notes").select_related("subscription", "project")
    ordered = sorted(rows, key=lambda s: (-s.engagement_gap * s.power, s.name))
    return [RegisterRow(s, _cells(s), running(s)) for s in ordered]


def running(stakeholder: Stakeholder) -> DigestSubscription | None:
    """Return the stakeholder's digest if it runs."""
    subscription: DigestSubscription | None = getattr(stakeholder, "subscription", None)
    return subscription if subscription is not None and subscription.active else None


def private_notes(actor: Actor, stakeholder: Stakeholder) -> str | None:
    """Return the private notes, or None for an actor without the right to them."""
    return stakeholder.private_notes if can(actor, "private.view", stakeholder.project) else None


def reader_actor(stakeholder: Stakeholder) -> Actor:
    """Return for whom a mail to the stakeholder is rendered.

    With an account it is that person, as long as it has the address the mail goes to; without one it
    is what a share link shows that shows no amounts.
    """
    if stakeholder.user is not None and stakeholder.user.email == stakeholder.email:
        return user_actor(stakeholder.user, via="task")
    link = ShareLink(scope_kind=ScopeKind.PROJECT, scope_id=stakeholder.project_id, shows_cost=False)
    return share_actor(link)


def _cells(stakeholder: Stakeholder) -> tuple[str, ...]:
    return tuple(
        ("C" if step == stakeholder.engagement_current else "")
        + ("D" if step == stakeholder.engagement_desired else "")
        for step in Engagement.values
    )
