"""Which people a project's records can name."""

from django.db.models import Q, QuerySet

from accounts.models import User
from projects.models import Membership, Project


def people_who_see(project: Project) -> QuerySet[User]:
    """Return the active people with any role that reaches ``project``, by name."""
    reaching = Membership.objects.filter(
        Q(project=project) | Q(portfolio=project.portfolio_id) | Q(project=None, portfolio=None)
    )
    return User.objects.filter(is_active=True, pk__in=reaching.values("user")).order_by("name", "pk")
