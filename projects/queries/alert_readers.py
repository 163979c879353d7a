"""Who is told about a project's alerts: its manager, and members with the role of project manager."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from accounts.models import Role, User
from projects.models import Membership, Project


def managers_of(project_ids: Iterable[int]) -> dict[int, list[User]]:
    """Return the active managers of each project, each once; two queries."""
    wanted = list(project_ids)
    managers: dict[int, dict[int, User]] = defaultdict(dict)
    for project in (
        Project.objects.live().filter(pk__in=wanted, manager__is_active=True).select_related("manager")
    ):
        if project.manager is not None:
            managers[project.pk][project.manager.pk] = project.manager
    members = Membership.objects.filter(
        project__in=wanted, project__archived_at=None, role=Role.PROJECT_MANAGER, user__is_active=True
    )
    for member in members.select_related("user"):
        managers[member.project_id or 0][member.user.pk] = member.user
    return {project_id: list(people.values()) for project_id, people in managers.items()}


def managed_by(user: User) -> Any:
    """Return the ids of the live projects a person manages, as a subquery."""
    led = Membership.objects.filter(user=user, role=Role.PROJECT_MANAGER).values("project")
    return Project.objects.live().filter(Q(manager=user) | Q(pk__in=led)).values("pk")
