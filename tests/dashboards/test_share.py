"""The shared page: no account, no amount, no write but a throttled count, and over when it is over."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.actors import SYSTEM
from accounts.models import Role, ShareLink, hash_secret
from common.models import AuditEvent
from dashboards.services.share_links import count_use
from projects.models import Membership, Project
from tests.factories.budgets import make_ev_1
from tests.factories.projects import make_member, make_project
from tests.factories.risks import make_risk
from tests.factories.schedules import make_net1
from tests.factories.share_links import make_share_link


@pytest.fixture
def planned(project):
    make_net1(project, SYSTEM)
    return Project.objects.get(pk=project.pk)


def see(secret, client=None):
    return (client or Client()).get(reverse("shared", args=[secret]))


def test_a_visitor_sees_the_dashboard_without_an_account(planned, manager):
    make_risk(planned, 4, 4, title="API vendor slips")
    _link, secret = make_share_link(planned, manager)
    response = see(secret)
    page = response.content.decode()
    assert response.status_code == 200
    for word in (planned.name, "Pilot live", "API vendor slips", "Finish Jan 28, 2027", "Dana Whitlock"):
        assert word in page, word
    assert "no-referrer" in response.headers["Referrer-Policy"]
    assert "noindex" in response.headers["X-Robots-Tag"]
    assert "no-store" in response.headers["Cache-Control"]
    assert 'content="noindex' in page


def test_amounts_show_only_if_the_link_says_so_and_its_giver_sees_them(project, manager):
    make_ev_1(project)
    _link, without = make_share_link(project, manager)
    _link, with_cost = make_share_link(project, manager, cost=True)
    assert "120,000" in see(with_cost).content.decode()
    assert "120,000" not in see(without).content.decode()
    assert "Costs are not part of this share." in see(without).content.decode()
    Membership.objects.filter(user=manager).update(sees_cost=False)
    page = see(with_cost).content.decode()
    assert "120,000" not in page
    assert "EAC" not in page


def test_revoked_expired_unknown_and_orphaned_links_look_the_same_and_name_nobody(planned, manager):
    revoked, expired, orphan, archived = (make_share_link(planned, manager) for _ in range(4))
    ShareLink.objects.filter(pk=revoked[0].pk).update(revoked_at=timezone.now())
    ShareLink.objects.filter(pk=expired[0].pk).update(expires_at=timezone.now())
    other = make_project()
    giver = make_member(other)
    gone = make_share_link(other, giver)
    Membership.objects.filter(user=giver).delete()
    answers = [see(secret) for _link, secret in (revoked, expired, gone)] + [see("x" * 43)]
    assert {a.status_code for a in answers} == {410}
    assert len({re.sub(rb"[A-Za-z0-9]{64}", b"", a.content) for a in answers}) == 1
    assert planned.name not in answers[0].content.decode()
    assert manager.name not in answers[0].content.decode()
    assert see(orphan[1]).status_code == 200
    manager.is_active = False
    manager.save()
    assert see(orphan[1]).status_code == 410
    manager.is_active = True
    manager.save()
    Project.objects.filter(pk=planned.pk).update(archived_at=timezone.now())
    assert see(archived[1]).status_code == 410


def test_reading_writes_only_the_count_and_that_at_most_once_a_minute(planned, manager):
    link, secret = make_share_link(planned, manager)
    see(secret)
    with CaptureQueriesContext(connection) as queries:
        see(secret)
    writes = [q["sql"] for q in queries if not q["sql"].startswith("SELECT")]
    assert [sql.split()[1] for sql in writes] == ['"accounts_sharelink"']
    link.refresh_from_db()
    assert link.uses == 1
    count_use(link=link, now=timezone.now() + timedelta(seconds=61))
    link.refresh_from_db()
    assert link.uses == 2
    Client().head(reverse("shared", args=[secret]))
    assert Client().post(reverse("shared", args=[secret])).status_code == 405


def test_the_secret_is_shown_once_and_kept_only_as_a_hash(pm_client, planned):
    url = reverse("share_list", args=[planned.key])
    page = pm_client.post(url, {"title": "Dana Whitlock", "days": "30"}).content.decode()
    secret = page.split("/s/")[1].split("/")[0]
    link = ShareLink.objects.get()
    assert link.secret_hash == hash_secret(secret)
    assert (link.expires_at - link.created_at).days == 30
    assert secret not in pm_client.get(url).content.decode()
    assert see(secret).status_code == 200
    events = AuditEvent.objects.filter(action="share.create")
    assert events.count() == 1
    assert secret not in str(events.values())
    pm_client.post(reverse("share_revoke", args=[planned.key, link.pk]))
    assert see(secret).status_code == 410
    assert AuditEvent.objects.filter(action="share.revoke").count() == 1


def test_who_does_not_see_amounts_cannot_share_them(planned):
    limited = Client()
    limited.force_login(make_member(planned, Role.PROJECT_MANAGER))
    url = reverse("share_list", args=[planned.key])
    assert "shows_cost" not in limited.get(url).content.decode()
    limited.post(url, {"title": "Dana", "days": "7", "shows_cost": "on"})
    assert not ShareLink.objects.get().shows_cost


def test_bad_input_is_named(pm_client, planned):
    response = pm_client.post(reverse("share_list", args=[planned.key]), {"title": "", "days": "4000"})
    assert response.status_code == 422
    assert not ShareLink.objects.exists()


def test_a_link_of_another_project_cannot_be_revoked(pm_client, planned):
    other = make_project()
    link, _secret = make_share_link(other, make_member(other))
    assert pm_client.post(reverse("share_revoke", args=[planned.key, link.pk])).status_code == 404
    link.refresh_from_db()
    assert link.revoked_at is None
