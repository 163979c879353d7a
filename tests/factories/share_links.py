"""Make share links through their service."""

from django.utils import timezone

from accounts.actors import user_actor
from accounts.models import ShareLink, User
from dashboards.services.share_links import create_share_link
from projects.models import Project


def make_share_link(
    project: Project, giver: User, *, cost: bool = False, days: int = 30
) -> tuple[ShareLink, str]:
    """Return a link given by ``giver`` and its secret."""
    return create_share_link(
        actor=user_actor(giver),
        project=project,
        title="Dana Whitlock",
        shows_cost=cost,
        days=days,
        now=timezone.now(),
    )
