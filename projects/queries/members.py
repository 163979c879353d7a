"""Who has which role where, and which invitations are open."""

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actors import Grant
from accounts.models import Invitation, ScopeKind, User
from projects.models import Membership, Portfolio, Project


def load_grants(user: User) -> tuple[Grant, ...]:
    """Return every grant of a person; one query."""
    return tuple(
        Grant(m.scope, m.role, cost=m.sees_cost, people=m.sees_people, private=m.sees_private)
        for m in Membership.objects.filter(user=user)
    )


def members_of(scope: Project | Portfolio | None) -> QuerySet[Membership]:
    """Return the memberships in exactly this scope, with their people."""
    project = scope if isinstance(scope, Project) else None
    portfolio = scope if isinstance(scope, Portfolio) else None
    return Membership.objects.filter(project=project, portfolio=portfolio).select_related("user")


def invitations_in(scope: Project | Portfolio | None) -> QuerySet[Invitation]:
    """Return the open invitations to exactly this scope."""
    kind = ScopeKind.SITE
    if scope is not None:
        kind = ScopeKind.PROJECT if isinstance(scope, Project) else ScopeKind.PORTFOLIO
    return Invitation.objects.filter(
        scope_kind=kind,
        scope_id=scope.pk if scope is not None else None,
        accepted_at=None,
        withdrawn_at=None,
        expires_at__gt=timezone.now(),
    ).select_related("invited_by")


def scope_title(invitation: Invitation) -> str:
    """Return the name of the place an invitation is for."""
    if invitation.scope_id is None:
        return _("the whole organisation")
    model = Project if invitation.scope_kind == ScopeKind.PROJECT else Portfolio
    return str(model.objects.get(pk=invitation.scope_id).name)
