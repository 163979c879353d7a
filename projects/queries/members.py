"""Who has which role where."""

from accounts.actors import Grant
from accounts.models import User
from projects.models import Membership


def load_grants(user: User) -> tuple[Grant, ...]:
    """Return every grant of a person; one query."""
    return tuple(
        Grant(m.scope, m.role, cost=m.sees_cost, people=m.sees_people, private=m.sees_private)
        for m in Membership.objects.filter(user=user)
    )
