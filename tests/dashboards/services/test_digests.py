"""Digests: one mail a reader a period, what that reader may see, what changed since their own last one."""

import email
import email.policy
from datetime import UTC, date, datetime, timedelta

import pytest

from accounts.actors import SYSTEM, user_actor
from accounts.models import Role
from common.models import AuditEvent
from dashboards.models import DigestIssue, Outcome
from dashboards.services.digests import plan_digests, preview_part, send_test
from notifications.models import Message
from notifications.services.tick import tick
from projects.models import Membership, Project
from schedules.services.activities import edit_activity
from stakeholders.models import DigestSubscription
from tests.factories.budgets import make_ev_1
from tests.factories.projects import make_member, make_project
from tests.factories.risks import make_risk
from tests.factories.schedules import DAY, at, make_net1
from tests.factories.stakeholders import make_stakeholder, make_subscription

MONDAY = datetime(2027, 1, 18, 6, 30, tzinfo=UTC)
WEEK = timedelta(days=7)


def planned_project(**fields):
    fields = {"must_finish_by": at("2027-01-29 17:00"), "data_date": at("2027-01-04 08:00")} | fields
    fields.setdefault("update_cadence", 90)
    project = make_project(**fields)
    make_net1(project, SYSTEM)
    return Project.objects.get(pk=project.pk)


@pytest.fixture
def project(db):
    return planned_project(name="Plant gateway pilot", time_tolerance=2)


@pytest.fixture
def dana(project):
    dana = make_stakeholder(project, name="Dana Whitlock", email="dana@example.org")
    make_subscription(dana)
    return dana


def slip(project, days=9):
    row = project.activities.get(code="A")
    edit_activity(
        actor=SYSTEM, project=Project.objects.get(pk=project.pk), activity=row.pk, duration=days * DAY
    )


def mails():
    return list(Message.objects.filter(kind="digest").order_by("pk"))


def parts(message):
    mail = email.message_from_string(message.mime, policy=email.policy.default)
    texts = [mail.get_body((kind,)).get_content() for kind in ("plain", "html")]
    return mail, *(t.replace("\u00a0", " ").replace(", 2027", "").replace("&nbsp;", " ") for t in texts)


def test_nothing_is_mailed_before_it_is_due(dana):
    assert plan_digests(now=MONDAY - timedelta(seconds=1)) == 0
    assert not mails()


def test_a_due_digest_is_one_mail_and_the_second_tick_sends_nothing(dana):
    for minutes in (0, 1, 1, 60):
        tick(now=MONDAY + timedelta(minutes=minutes))
    (message,) = mails()
    mail, text, html = parts(message)
    assert mail["To"] == "Dana Whitlock <dana@example.org>"
    assert mail["Subject"] == "Plant gateway pilot is green"
    for part in (text, html):
        assert "Finish Jan 28 is 1 d before Jan 29." in part
        assert "Monday Jan 18" in part
    assert "every Monday at 07:30 (Europe/Berlin)" in text
    subscription = DigestSubscription.objects.get()
    assert subscription.next_due_at == MONDAY + WEEK
    issue = DigestIssue.objects.get()
    assert (issue.outcome, issue.window_start, issue.missed) == (Outcome.MAILED, date(2027, 1, 18), 0)
    assert issue.message_id == message.message_id
    assert AuditEvent.objects.filter(action="digest.mailed").count() == 1


def test_one_changed_duration_is_told_in_the_next_digest_and_not_again(dana, project):
    plan_digests(now=MONDAY)
    slip(project)
    plan_digests(now=MONDAY + WEEK)
    plan_digests(now=MONDAY + 2 * WEEK)
    _first, second, third = mails()
    mail, text, html = parts(second)
    assert mail["Subject"] == "Plant gateway pilot is red"
    for part in (text, html):
        assert "Changed since Jan 18" in part
        assert "Schedule Green → Red" in part
        assert "Finish Jan 28 → Feb 3 (+4 d)" in part
        assert "Finish Feb 3 is 3 d past Jan 29; tolerance 2 d." in part
    _mail, later, _html = parts(third)
    assert "Changed since" not in later
    assert "Unchanged" in later


def test_only_if_changed_is_silent_until_something_changes(dana, project):
    DigestSubscription.objects.update(only_if_changed=True)
    plan_digests(now=MONDAY)
    assert plan_digests(now=MONDAY + WEEK) == 0
    assert DigestIssue.objects.latest("window_start").outcome == Outcome.UNCHANGED
    slip(project)
    assert plan_digests(now=MONDAY + 2 * WEEK) == 1
    assert "Changed since Jan 18" in parts(mails()[-1])[1]


def test_missed_periods_collapse_into_the_newest(dana):
    late = MONDAY + 3 * WEEK + timedelta(days=2)
    assert plan_digests(now=late) == 1
    issue = DigestIssue.objects.get()
    assert (issue.window_start, issue.missed) == (date(2027, 2, 8), 3)
    assert DigestSubscription.objects.get().next_due_at == MONDAY + 4 * WEEK


def test_a_restored_due_time_does_not_tell_the_same_week_twice(dana):
    plan_digests(now=MONDAY)
    DigestSubscription.objects.update(next_due_at=MONDAY)
    assert plan_digests(now=MONDAY + timedelta(hours=1)) == 0
    DigestSubscription.objects.update(next_due_at=MONDAY + timedelta(days=2))
    assert plan_digests(now=MONDAY + timedelta(days=2)) == 0
    assert len(mails()) == 1


def test_a_paused_reader_gets_nothing_and_the_period_is_noted(dana):
    DigestSubscription.objects.update(muted_until=date(2027, 1, 18))
    assert plan_digests(now=MONDAY) == 0
    assert DigestIssue.objects.get().outcome == Outcome.PAUSED
    assert plan_digests(now=MONDAY + WEEK) == 1


def test_projects_of_one_reader_that_are_due_together_share_a_mail(dana, project):
    other = planned_project(name="Orion customer portal", time_tolerance=2)
    slip(other)
    make_subscription(make_stakeholder(other, name="Dana W.", email="dana@example.org"))
    make_subscription(make_stakeholder(other, email="lee@example.org"))
    assert plan_digests(now=MONDAY) == 2
    bundle = next(m for m in mails() if m.recipient_email == "dana@example.org")
    mail, text, _html = parts(bundle)
    assert mail["Subject"] == "2 projects: 1 red"
    assert text.index("Orion customer portal") < text.index("Plant gateway pilot")
    assert DigestIssue.objects.filter(message_id=bundle.message_id).count() == 2
    assert len(set(DigestIssue.objects.values_list("token_hash", flat=True))) == 2


def test_a_reader_without_an_account_is_told_no_amount(project):
    make_ev_1(project)
    Project.objects.filter(pk=project.pk).update(data_date=at("2026-12-31 17:00"))
    make_subscription(make_stakeholder(project))
    steward = make_member(project, Role.VIEWER, cost=True)
    make_subscription(make_stakeholder(project, email=steward.email, user=steward))
    plan_digests(now=MONDAY)
    outside, inside = sorted(mails(), key=lambda m: m.user_id is not None)
    assert "EAC" not in parts(outside)[1] + parts(outside)[2]
    assert "EAC" not in str(DigestIssue.objects.get(message_id=outside.message_id).picture)
    assert "EAC" in parts(inside)[1]


def test_a_right_taken_away_is_gone_from_the_next_digest(project):
    make_ev_1(project)
    steward = make_member(project, Role.VIEWER, cost=True)
    make_subscription(make_stakeholder(project, email=steward.email, user=steward))
    plan_digests(now=MONDAY)
    Membership.objects.filter(user=steward).update(sees_cost=False)
    plan_digests(now=MONDAY + WEEK)
    first, second = mails()
    assert "EAC" in parts(first)[1]
    assert "EAC" not in parts(second)[1]
    Membership.objects.filter(user=steward).delete()
    assert plan_digests(now=MONDAY + 2 * WEEK) == 0
    assert DigestIssue.objects.latest("window_start").outcome == Outcome.NO_ACCESS


def test_who_runs_the_project_reads_first_what_needs_them(project):
    manager = make_member(project, Role.PROJECT_MANAGER)
    make_risk(project, 4, 5, title="Transformer lead time", owner=manager)
    make_subscription(make_stakeholder(project, email=manager.email, user=manager))
    plan_digests(now=MONDAY)
    mail, text, html = parts(mails()[0])
    assert mail["Subject"] == "Plant gateway pilot is red and needs you"
    assert "Transformer lead time" in text
    assert text.index("R-1 Transformer lead time") < text.index("Where it stands")
    assert 'class="m-button"' in html


def test_one_reader_that_cannot_be_planned_stops_nobody_else(dana, project, caplog):
    broken = make_stakeholder(project, email="broken@example.org")
    make_subscription(broken)
    DigestSubscription.objects.filter(stakeholder=broken).update(time_zone="Nowhere/Land")
    assert plan_digests(now=MONDAY) == 1
    assert [m.recipient_email for m in mails()] == ["dana@example.org"]
    assert DigestSubscription.objects.get(stakeholder=broken).next_due_at == MONDAY
    caplog.clear()


def test_the_mail_can_be_left_by_one_click_and_names_its_page(dana):
    plan_digests(now=MONDAY)
    mail, text, html = parts(mails()[0])
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = mail["List-Unsubscribe"].strip("<>")
    assert address in text
    assert address in html
    assert len(mails()[0].mime) < 30_000


def test_preview_and_test_mail_show_only_what_both_may_see(project):
    make_ev_1(project)
    steward = make_member(project, Role.VIEWER, cost=True)
    subscription = make_subscription(make_stakeholder(project, email=steward.email, user=steward))
    rich = user_actor(make_member(project, Role.PROJECT_MANAGER, cost=True))
    poor = user_actor(make_member(project, Role.PROJECT_MANAGER))
    assert preview_part(subscription, rich, MONDAY).picture.cost is not None
    assert preview_part(subscription, poor, MONDAY).picture.cost is None
    message = send_test(actor=poor, subscription=subscription, now=MONDAY)
    assert message.recipient_email == poor.user.email
    assert message.subject.startswith("Test: ")
    assert "EAC" not in parts(message)[1]
    assert not DigestIssue.objects.exists()
    assert DigestSubscription.objects.get().next_due_at == MONDAY
