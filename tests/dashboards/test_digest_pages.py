"""The reader's pages: a copy that never changes, and a way out that takes one click."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.actors import SYSTEM
from accounts.models import Role
from common.models import AuditEvent
from dashboards.models import DigestIssue
from dashboards.services.digests import plan_digests
from notifications.models import Message
from projects.models import Project
from schedules.services.activities import edit_activity
from stakeholders.models import DigestSubscription
from tests.factories.projects import make_member
from tests.factories.schedules import DAY, make_net1
from tests.factories.stakeholders import make_stakeholder, make_subscription


@pytest.fixture
def secret(project):
    """Return the secret in the link of a mailed digest."""
    make_net1(project, SYSTEM)
    make_subscription(make_stakeholder(project, name="Dana Whitlock"), next_due_at=timezone.now())
    plan_digests(now=timezone.now())
    text = Message.objects.get().mime.replace("=\r\n", "")
    return re.search(r"/d/([\w-]{43})/", text).group(1)


def url(name, secret):
    return reverse(name, args=[secret])


def without_token(response):
    return re.sub(rb"[A-Za-z0-9]{64}", b"", response.content)


def test_the_copy_in_the_browser_stays_as_it_was_mailed(secret, project):
    response = Client().get(url("digest_issue", secret))
    page = response.content.decode()
    assert "Finish Jan 28, 2027" in page
    assert "Dana Whitlock" in page
    assert "noindex" in response.headers["X-Robots-Tag"]
    row = project.activities.get(code="A")
    current = Project.objects.get(pk=project.pk)
    edit_activity(actor=SYSTEM, project=current, activity=row.pk, duration=20 * DAY)
    assert without_token(Client().get(url("digest_issue", secret))) == without_token(response)


def test_asking_to_leave_changes_nothing_until_it_is_confirmed(secret):
    client = Client(enforce_csrf_checks=True)
    page = client.get(url("digest_unsubscribe", secret)).content.decode()
    assert "End this digest?" in page
    assert DigestSubscription.objects.get().active
    answer = client.post(url("digest_unsubscribe", secret), {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert "The digest has ended" in answer.content.decode()
    assert not DigestSubscription.objects.get().active
    client.post(url("digest_unsubscribe", secret))
    event = AuditEvent.objects.get(action="digest.unsubscribe")
    assert (event.actor_kind, event.via) == ("reader", "mail")


@pytest.mark.parametrize("name", ["digest_issue", "digest_unsubscribe"])
def test_a_link_that_opens_nothing_names_nobody(secret, project, name):
    response = Client().get(url(name, "x" * 43))
    assert response.status_code == 410
    assert project.name not in response.content.decode()
    assert Client().post(url("digest_unsubscribe", "x" * 43)).status_code == 410


def test_erasing_the_stakeholder_closes_the_link(secret):
    DigestSubscription.objects.get().stakeholder.delete()
    assert not DigestIssue.objects.exists()
    assert Client().get(url("digest_issue", secret)).status_code == 410


def test_preview_sends_nothing_and_the_test_goes_to_who_asks(secret, project):
    manager = make_member(project, Role.PROJECT_MANAGER)
    client = Client()
    client.force_login(manager)
    pk = DigestSubscription.objects.get().stakeholder_id
    page = client.get(reverse("digest_preview", args=[project.key, pk])).content.decode()
    assert "Nothing is sent." in page
    assert Message.objects.count() == 1
    client.post(reverse("digest_test", args=[project.key, pk]))
    assert Message.objects.latest("pk").recipient_email == manager.email
    viewer = Client()
    viewer.force_login(make_member(project, Role.VIEWER))
    assert viewer.get(reverse("digest_preview", args=[project.key, pk])).status_code == 403
