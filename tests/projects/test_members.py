"""Inviting people, giving and taking roles."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.actors import user_actor
from accounts.models import Invitation, Role, User
from common.errors import DomainError
from common.models import AuditEvent
from notifications.models import Message
from projects.models import Membership
from projects.services.members import (
    invite_person,
    make_first_administrator,
    remove_membership,
    roles_for,
    set_membership,
)
from tests.factories.projects import make_member, make_user


def invite(actor, project, **kwargs):
    given = {"email": "New@Example.org", "role": Role.VIEWER, "scope": project} | kwargs
    return invite_person(actor=actor, **given)


def link_in_mail() -> str:
    text = Message.objects.get(kind="invitation").mime
    found = re.search(r"/invitations/[\w-]+/", text.replace("=\n", ""))
    assert found, text
    return found.group()


def test_an_invitation_is_mailed_and_accepted_by_a_new_person(actor, project):
    invite(actor, project, sees_cost=True)
    client = Client()
    path = link_in_mail()
    assert client.get(path).status_code == 200
    answer = client.post(path, {"name": "Ana Ruiz", "password": "a long enough phrase"})
    assert answer.status_code == 303
    membership = Membership.objects.get(user__email="new@example.org")
    assert (membership.project, membership.role, membership.sees_cost) == (project, Role.VIEWER, True)
    assert client.get("/account/").status_code == 200
    assert Client().get(path).status_code == 410
    assert AuditEvent.objects.filter(action="invitation.accept").exists()


def test_a_weak_password_is_refused_and_the_invitation_stays_open(actor, project):
    invite(actor, project)
    answer = Client().post(link_in_mail(), {"name": "Ana", "password": "short"})
    assert answer.status_code == 422
    assert "10 characters" in answer.content.decode()
    assert not User.objects.filter(email="new@example.org").exists()


def test_a_known_person_signs_in_to_accept(actor, project):
    known = make_user()
    invite(actor, project, email=known.email)
    path = link_in_mail()
    anonymous = Client()
    assert "Sign in" in anonymous.get(path).content.decode()
    assert anonymous.post(path).status_code == 404
    client = Client()
    client.force_login(known)
    assert client.post(path).status_code == 303
    assert Membership.objects.filter(user=known, project=project).exists()


@pytest.mark.parametrize(
    "spoil", [{"withdrawn_at": timezone.now()}, {"expires_at": timezone.now() - timedelta(1)}]
)
def test_an_invitation_that_is_over_answers_410_without_a_name(actor, project, spoil):
    invitation = invite(actor, project)
    Invitation.objects.filter(pk=invitation.pk).update(**spoil)
    answer = Client().get(link_in_mail())
    assert answer.status_code == 410
    assert project.name not in answer.content.decode()


def test_the_secret_is_stored_as_a_hash_only(actor, project):
    invitation = invite(actor, project)
    secret = link_in_mail().split("/")[2]
    assert invitation.secret_hash != secret
    assert len(secret) >= 43


def test_nobody_gives_a_role_above_their_own(actor, project):
    assert Role.ADMINISTRATOR not in roles_for(actor, project)
    with pytest.raises(DomainError, match="no more than yours"):
        invite(actor, project, role=Role.PORTFOLIO_MANAGER)
    with pytest.raises(DomainError, match="no more than yours"):
        invite(actor, project.portfolio)
    assert not Invitation.objects.exists()


def test_nobody_passes_on_a_right_they_lack(project):
    lacking = user_actor(make_member(project, Role.PROJECT_MANAGER))
    with pytest.raises(DomainError, match="hold yourself"):
        invite(lacking, project, sees_cost=True)


def test_a_second_invitation_is_refused(actor, project):
    invite(actor, project)
    with pytest.raises(DomainError, match="still open"):
        invite(actor, project)


def test_a_member_is_not_invited_again(actor, project):
    member = make_member(project, Role.VIEWER)
    with pytest.raises(DomainError, match="already"):
        invite(actor, project, email=member.email)


def test_changing_and_taking_a_role_leaves_audit_lines(actor, project):
    member = make_member(project, Role.VIEWER)
    membership = set_membership(
        actor=actor, user=member, scope=project, role=Role.TEAM_MEMBER, sees_cost=True
    )
    assert (membership.role, membership.sees_cost) == (Role.TEAM_MEMBER, True)
    event = AuditEvent.objects.get(action="member.set")
    assert (event.before["role"], event.after["role"]) == (Role.VIEWER, Role.TEAM_MEMBER)
    remove_membership(actor=actor, membership=membership, scope=project)
    assert not Membership.objects.filter(user=member).exists()
    assert AuditEvent.objects.filter(action="member.remove").count() == 1


def test_the_last_administrator_stays(db):
    admin = make_first_administrator(email="a@example.org", name="A", password="a long enough phrase")
    actor, membership = user_actor(admin), admin.memberships.get()
    with pytest.raises(DomainError, match="last administrator"):
        remove_membership(actor=actor, membership=membership, scope=None)
    with pytest.raises(DomainError, match="last administrator"):
        set_membership(actor=actor, user=admin, scope=None, role=Role.VIEWER)
    set_membership(actor=actor, user=make_user(), scope=None, role=Role.ADMINISTRATOR)
    remove_membership(actor=actor, membership=membership, scope=None)


def test_the_people_page_invites_changes_and_removes(pm_client, project, actor):
    base = f"/projects/{project.key}/people/"
    assert pm_client.post(base, {"email": "x@example.org", "role": "viewer"}).status_code == 303
    assert "x@example.org" in pm_client.get(base).content.decode()
    invitation = Invitation.objects.get()
    assert pm_client.post(f"{base}invitations/{invitation.pk}/withdraw/").status_code == 303
    invitation.refresh_from_db()
    assert invitation.withdrawn_at is not None
    member = make_member(project, Role.VIEWER)
    page = f"{base}{member.memberships.get().pk}/"
    assert pm_client.post(page, {"role": "team_member", "sees_cost": "on"}).status_code == 303
    assert member.memberships.get().sees_cost
    assert pm_client.post(page, {"role": "team_member", "remove": "1"}).status_code == 303
    assert not member.memberships.exists()


def test_a_bad_address_is_told_and_kept(pm_client, project):
    answer = pm_client.post(f"/projects/{project.key}/people/", {"email": "nonsense", "role": "viewer"})
    assert answer.status_code == 422
    assert 'value="nonsense"' in answer.content.decode()
