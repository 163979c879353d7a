"""Roles, separate rights, tokens and share links."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.actors import SYSTEM, share_actor, token_actor, user_actor
from accounts.models import ApiToken, Role, ShareLink
from accounts.permissions import can, can_somewhere
from projects.models import Project
from tests.factories.projects import make_member, make_portfolio, make_project


def test_a_project_role_reaches_only_its_project(project):
    actor = user_actor(make_member(project, Role.PROJECT_MANAGER))
    assert can(actor, "schedule.edit", project)
    assert not can(actor, "schedule.edit", make_project(project.portfolio))
    assert not can(actor, "project.create", project.portfolio)


def test_a_portfolio_role_reaches_its_projects(project):
    actor = user_actor(make_member(project.portfolio, Role.PORTFOLIO_MANAGER))
    assert can(actor, "project.create", project.portfolio)
    assert can(actor, "risk.edit", project)
    assert not can(actor, "risk.edit", make_project())


def test_a_site_role_reaches_everything(project):
    actor = user_actor(make_member(None, Role.ADMINISTRATOR))
    assert can(actor, "user.manage")
    assert can(actor, "schedule.edit", project)


@pytest.mark.parametrize(
    ("role", "action", "expected"),
    [
        (Role.TEAM_MEMBER, "risk.create", True),
        (Role.TEAM_MEMBER, "risk.edit", False),
        (Role.VIEWER, "schedule.view", True),
        (Role.VIEWER, "risk.create", False),
        (Role.AUDITOR, "audit.view", True),
        (Role.AUDITOR, "project.edit", False),
        (Role.PROJECT_MANAGER, "audit.view", True),
        (Role.VIEWER, "audit.view", False),
    ],
)
def test_what_a_role_may(project, role, action, expected):
    assert can(user_actor(make_member(project, role)), action, project) is expected


def test_amounts_people_and_private_notes_need_their_own_right(project):
    without = user_actor(make_member(project, Role.PROJECT_MANAGER))
    viewer = user_actor(make_member(project, Role.VIEWER, cost=True, people=True, private=True))
    assert not any(
        can(without, a, project) for a in ("cost.view", "cost.edit", "people.view", "private.view")
    )
    assert all(can(viewer, a, project) for a in ("cost.view", "people.view", "private.view"))
    assert not can(viewer, "cost.edit", project)


def test_an_inactive_person_may_nothing(project):
    user = make_member(project, Role.PROJECT_MANAGER)
    user.is_active = False
    assert not can(user_actor(user), "project.view", project)


def test_a_read_only_token_reads_only(project):
    user = make_member(project, Role.PROJECT_MANAGER)
    actor = token_actor(ApiToken(user=user, read_only=True))
    assert can(actor, "risk.view", project)
    assert not can(actor, "risk.edit", project)
    assert not can(actor, "risk.create", project)
    assert not can_somewhere(actor, "risk.edit")
    assert can(token_actor(ApiToken(user=user, read_only=False)), "risk.edit", project)


def test_a_share_link_shows_its_project_and_nothing_else(project):
    other = make_project(project.portfolio)
    link = ShareLink(scope_kind="project", scope_id=project.pk, expires_at=timezone.now() + timedelta(days=1))
    actor = share_actor(link)
    assert can(actor, "risk.view", project)
    assert not can(actor, "risk.view", other)
    assert not can(actor, "cost.view", project)
    assert not can(actor, "risk.edit", project)
    assert list(Project.objects.visible_to(actor)) == [project]
    link.shows_cost = True
    assert can(actor, "cost.view", project)


def test_visible_to_follows_the_grants(project):
    other, elsewhere = make_project(project.portfolio), make_project(make_portfolio())
    member = user_actor(make_member(project, Role.VIEWER))
    overseer = user_actor(make_member(project.portfolio, Role.PORTFOLIO_MANAGER))
    assert set(Project.objects.visible_to(member)) == {project}
    assert set(Project.objects.visible_to(overseer)) == {project, other}
    assert set(Project.objects.visible_to(SYSTEM)) == {project, other, elsewhere}
    assert not Project.objects.allowing(overseer, "cost.view").exists()
