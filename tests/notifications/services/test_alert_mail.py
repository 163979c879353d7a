"""One mail a reader from all alerts not yet told; never what the reader may not see."""

from email import message_from_string, policy

import pytest
from django.utils import timezone

from accounts.actors import SYSTEM
from accounts.models import Role
from notifications import tasks
from notifications.models import AlertDelivery, Message, MessageKind, MessageState
from notifications.services.alert_mail import plan_alert_mails
from notifications.services.alerts import acknowledge_alert, resolve_alert
from projects.models import Project
from tests.factories.notifications import COST_KIND, make_alert
from tests.factories.projects import make_member, make_project, make_user


def plan():
    plan_alert_mails(now=timezone.now())


def parts(message):
    letter = message_from_string(message.mime, policy=policy.SMTP)
    return letter.get_body(("plain",)).get_content(), letter.get_body(("html",)).get_content()


def test_one_alert_is_one_mail_with_everything_in_it(project, manager):
    owner = make_member(project, Role.TEAM_MEMBER, user=make_user("Ravi Nair"))
    make_alert(
        project,
        title="Risk R-7 reached 16",
        status="High, score 16",
        changed="was 9 until Jan 5",
        evidence="Probability 4 × impact 4 = 16; the threshold is 15.",
        effect="Costs 4 d of P80.",
        next_step="Book the pre-test.",
        object_key="R-7",
        path="/projects/NET/risks/7/",
        owner=owner,
    )
    plan()
    message = Message.objects.get(user=manager)
    assert (message.kind, message.state, message.subject) == (
        MessageKind.ALERT,
        MessageState.READY,
        "Risk R-7 reached 16",
    )
    assert message.project_id == project.pk
    for part in parts(message):
        for words in (
            project.name,
            "High, score 16",
            "was 9 until Jan 5",
            "Probability 4 × impact 4 = 16; the threshold is 15.",
            "Costs 4 d of P80.",
            "Book the pre-test.",
            "Ravi Nair.",
            "Open R-7",
            "/projects/NET/risks/7/",
            "You hear again only if it falls below 15 and rises again.",
        ):
            assert words in part
    assert "Also told" not in parts(message)[0]
    assert f"Also told: {manager.name}." in parts(Message.objects.get(user=owner))[0]


def test_a_tick_again_sends_nothing(project, manager, sink):
    make_alert(project)
    for _ in range(2):
        tasks.tick()
        tasks.drain()
    assert len(sink.taken) == 1


def test_many_alerts_are_one_mail_a_reader(project, manager):
    other = make_member(project)
    for n in range(1000):
        make_alert(project, severity="medium" if n else "high", title=f"Risk {n} reached 16")
    plan()
    assert Message.objects.count() == 2
    assert AlertDelivery.objects.count() == 2000
    message = Message.objects.get(user=other)
    text, html = parts(message)
    assert message.subject == "1000 new alerts on 1 project"
    assert "And 980 more." in text
    assert "And 980 more." in html
    assert text.index("Risk 0 reached") < text.index("Risk 999 reached") < text.index("Risk 998 reached")
    assert len(message.mime) < 100_000
    plan()
    assert Message.objects.count() == 2


def test_long_texts_show_fewer_and_stay_under_the_limit(project, manager):
    for _ in range(25):
        make_alert(project, evidence="漢" * 500, effect="漢" * 500, next_step="漢" * 500)
    plan()
    message = Message.objects.get()
    assert len(message.mime) < 100_000
    assert "more." in parts(message)[0]
    assert AlertDelivery.objects.filter(message=message).count() == 25


def test_a_new_fact_is_told_alone(project, manager):
    make_alert(project, title="First")
    plan()
    make_alert(project, title="Second")
    plan()
    assert sorted(Message.objects.values_list("subject", flat=True)) == ["First", "Second"]


def test_a_fact_that_comes_back_is_told_again(project, manager):
    for n in range(2):
        make_alert(project, key="risk:1", title=f"Time {n}")
        plan()
        resolve_alert(actor=SYSTEM, key="risk:1")
    assert Message.objects.count() == 2


@pytest.mark.parametrize("settled", ["acknowledge", "resolve"])
def test_what_was_settled_before_the_tick_is_not_told(project, manager, actor, settled):
    alert = make_alert(project)
    if settled == "acknowledge":
        acknowledge_alert(actor=actor, alert=alert)
    else:
        resolve_alert(actor=actor, key=alert.key)
    plan()
    assert not Message.objects.exists()


def test_only_readers_are_told(project, manager):
    make_member(project, Role.TEAM_MEMBER)
    make_member(project, Role.VIEWER)
    make_member(None, Role.ADMINISTRATOR)
    make_member(make_project())
    make_alert(project)
    plan()
    assert list(Message.objects.values_list("user", flat=True)) == [manager.pk]


def test_an_owner_without_the_right_is_not_told(project, manager):
    make_alert(project, owner=make_user())
    plan()
    assert list(Message.objects.values_list("user", flat=True)) == [manager.pk]


def test_rights_are_those_of_the_kind_and_of_now(project):
    blind = make_member(project)
    seeing = make_member(project, cost=True)
    make_alert(project, kind=COST_KIND, evidence="EAC 144,000")
    plan()
    assert list(Message.objects.values_list("user", flat=True)) == [seeing.pk]
    assert blind.name not in parts(Message.objects.get())[0]


def test_nobody_inactive_and_no_archived_project_is_told(project, manager):
    make_alert(project)
    manager.is_active = False
    manager.save()
    plan()
    manager.is_active = True
    manager.save()
    Project.objects.update(archived_at=timezone.now())
    plan()
    assert not Message.objects.exists()


def test_two_projects_are_counted_and_times_are_the_readers(project, manager):
    manager.time_zone = "Asia/Tokyo"
    manager.save()
    other = make_project()
    make_member(other, user=manager)
    moment = timezone.now().replace(year=2027, month=1, day=5, hour=23, minute=12)
    for place in (project, other):
        alert = make_alert(place)
        type(alert).objects.filter(pk=alert.pk).update(raised_at=moment)
    plan()
    message = Message.objects.get()
    assert message.subject == "2 new alerts on 2 projects"
    assert message.project_id is None
    assert "Wed Jan 6, 2027, 08:12" in parts(message)[0]


def test_queries_do_not_grow_with_alerts(project, manager, django_assert_max_num_queries):
    for _ in range(30):
        make_alert(project)
    with django_assert_max_num_queries(16):
        plan()
