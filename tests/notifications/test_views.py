"""Inbox, outbox and mailbox in the browser's eyes."""

from email.message import EmailMessage

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Role
from common.mailbox import keep_mail, mail_name
from common.models import AuditEvent
from notifications.models import Message, MessageState
from tests.factories.notifications import COST_KIND, make_alert
from tests.factories.projects import make_member, make_project


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def admin(db):
    return signed_in(make_member(None, Role.ADMINISTRATOR))


# The inbox


def test_the_inbox_shows_my_alerts_with_evidence_and_one_way_on(pm_client, project):
    alert = make_alert(project, evidence="Score 16, threshold 15.", next_step="Book it.", object_key="R-7")
    page = pm_client.get(reverse("inbox")).content.decode()
    for words in (alert.title, "Score 16, threshold 15.", "Book it.", "Open R-7", f'href="{alert.path}"'):
        assert words in page


def test_the_inbox_says_so_when_empty(pm_client):
    assert "No alerts" in pm_client.get(reverse("inbox")).content.decode()


def test_the_inbox_leaves_out_what_is_not_mine_or_not_mine_to_see(pm_client, project, manager):
    manager.memberships.update(sees_cost=False)
    foreign = make_alert(make_project())
    cost = make_alert(project, kind=COST_KIND)
    page = pm_client.get(reverse("inbox")).content.decode()
    assert foreign.title not in page
    assert cost.title not in page


def test_the_side_bar_counts_open_alerts(pm_client, project):
    for _ in range(3):
        make_alert(project)
    pm_client.post(reverse("alert_acknowledge", args=[make_alert(project).pk]))
    assert '<span class="count">3</span>' in pm_client.get(reverse("inbox")).content.decode()


def test_acknowledging_is_a_post_and_says_who(pm_client, project, manager):
    alert = make_alert(project)
    url = reverse("alert_acknowledge", args=[alert.pk])
    assert pm_client.get(url).status_code == 405
    assert pm_client.post(url).status_code == 303
    page = pm_client.get(reverse("inbox")).content.decode()
    assert f"acknowledged by {manager.name}" in page
    assert f"Acknowledged: {alert.title}" in page
    pm_client.post(url)
    assert "was acknowledged or resolved before" in pm_client.get(reverse("inbox")).content.decode()
    assert AuditEvent.objects.filter(action="alert.acknowledge").count() == 1


def test_a_foreign_alert_answers_like_one_that_does_not_exist(project, pm_client):
    foreign = make_alert(make_project())
    answers = [pm_client.post(reverse("alert_acknowledge", args=[pk])) for pk in (foreign.pk, 999_999)]
    assert [a.status_code for a in answers] == [404, 404]
    assert answers[0].content == answers[1].content


def test_a_member_who_is_no_reader_cannot_acknowledge(project):
    viewer = signed_in(make_member(project, Role.VIEWER))
    assert viewer.post(reverse("alert_acknowledge", args=[make_alert(project).pk])).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_inbox_has_a_fixed_number_of_queries(pm_client, project, count, django_assert_num_queries):
    for _ in range(count):
        make_alert(project)
    pm_client.get(reverse("inbox"))
    with django_assert_num_queries(6):
        pm_client.get(reverse("inbox"))


# The outbox


def test_only_administrators_see_the_outbox(pm_client, mail):
    message = mail()
    assert pm_client.get(reverse("outbox")).status_code == 403
    for name in ("message_resend", "message_cancel"):
        assert pm_client.post(reverse(name, args=[message.pk])).status_code == 403
    message.refresh_from_db()
    assert message.state == MessageState.READY


def test_the_outbox_lists_states_and_answers(admin, mail):
    mail("a", subject="Waits")
    mail("b", subject="Refused")
    Message.objects.filter(subject="Refused").update(
        state=MessageState.DEAD, last_code=550, last_answer="no such user", attempts=1
    )
    page = admin.get(reverse("outbox")).content.decode()
    for words in (
        "Waits",
        "550 no such user",
        "Send again",
        "Send now",
        "Ready <b>1</b>",
        "Refused <b>1</b>",
    ):
        assert words in page
    dead = admin.get(reverse("outbox"), {"state": "dead"}).content.decode()
    assert "550 no such user" in dead
    assert "Waits" not in dead
    assert "No mail in this state" in admin.get(reverse("outbox"), {"state": "sent"}).content.decode()


def test_a_mail_without_text_cannot_be_sent_again(admin, mail):
    message = mail(to="no address")
    page = admin.get(reverse("outbox")).content.decode()
    assert reverse("message_resend", args=[message.pk]) not in page
    admin.post(reverse("message_resend", args=[message.pk]))
    assert "There is no text to send" in admin.get(reverse("outbox")).content.decode()


def test_no_text_of_a_mail_is_on_the_outbox_page(admin, mail):
    mail(text="the secret link", sensitive=True)
    assert "the secret link" not in admin.get(reverse("outbox")).content.decode()


def test_send_again_and_cancel_from_the_page(admin, mail):
    message = mail()
    assert admin.get(reverse("message_cancel", args=[message.pk])).status_code == 405
    admin.post(reverse("message_cancel", args=[message.pk]))
    message.refresh_from_db()
    assert message.state == MessageState.CANCELLED
    admin.post(reverse("message_resend", args=[message.pk]))
    message.refresh_from_db()
    assert message.state == MessageState.READY
    assert list(AuditEvent.objects.order_by("pk").values_list("action", flat=True)) == [
        "outbox.cancel",
        "outbox.resend",
    ]


def test_a_refused_act_says_why(admin, mail):
    message = mail()
    Message.objects.update(state=MessageState.SENT, sent_at=message.created_at)
    admin.post(reverse("message_cancel", args=[message.pk]))
    assert "on its way or was sent" in admin.get(reverse("outbox")).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_outbox_has_a_fixed_number_of_queries(admin, mail, count, django_assert_num_queries):
    for n in range(count):
        mail(f"test:{n}")
    with django_assert_num_queries(7):
        admin.get(reverse("outbox"))


# The mailbox


@pytest.fixture
def box(settings, tmp_path):
    settings.EMAIL_HOP_KIND, settings.MAILBOX_DIR = "searchable", tmp_path
    return tmp_path


def kept(box, message_id="<1@x>", subject="Grüße"):
    mail = EmailMessage()
    mail["Subject"], mail["To"], mail["Message-ID"] = subject, "dana@example.org", message_id
    mail.set_content("The text part")
    mail.add_alternative(
        '<html><head></head><body><script>x()</script><img src="cid:c"></body></html>', subtype="html"
    )
    mail.get_body(("html",)).add_related(b"\x89PNG", "image", "png", cid="<c>")
    keep_mail(box, message_id, mail.as_bytes())
    return mail_name(message_id)


def test_the_mailbox_lists_what_arrived(admin, box):
    name = kept(box)
    page = admin.get(reverse("mailbox")).content.decode()
    assert "Grüße" in page
    assert reverse("mailbox_mail", args=[name]) in page


def test_the_mailbox_is_empty_and_says_so(admin, box):
    assert "No mail arrived yet" in admin.get(reverse("mailbox")).content.decode()


def test_a_mail_opens_with_text_headers_and_a_frame(admin, box):
    name = kept(box)
    response = admin.get(reverse("mailbox_mail", args=[name]))
    page = response.content.decode()
    assert "The text part" in page
    assert "dana@example.org" in page
    assert f'src="{reverse("mailbox_html", args=[name])}"' in page
    assert "x()" not in page
    assert "unsafe-inline" not in response.headers["Content-Security-Policy"]


def test_the_html_part_runs_nothing_and_loads_nothing(admin, box):
    response = admin.get(reverse("mailbox_html", args=[kept(box)]))
    rules = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in rules
    assert "sandbox allow-popups" in rules
    assert "allow-scripts" not in rules
    assert "script-src" not in rules
    assert response.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert 'src="data:image/png;base64,iVBORw=="' in response.content.decode()


@pytest.mark.parametrize("name", ["x.eml", "..%2Fsecret-key", "0" * 64 + ".eml", mail_name("<none>")])
def test_an_unknown_name_is_absent(admin, box, name):
    (box.parent / "secret-key").write_text("s")
    (box / "x.eml").write_text("Subject: x\n\n")
    for view in ("mailbox_mail", "mailbox_html"):
        assert admin.get(f"/mailbox/{name}/{'html/' if view == 'mailbox_html' else ''}").status_code == 404


def test_only_administrators_see_the_mailbox(pm_client, box):
    name = kept(box)
    for route, arguments in (("mailbox", []), ("mailbox_mail", [name]), ("mailbox_html", [name])):
        assert pm_client.get(reverse(route, args=arguments)).status_code == 403


def test_there_is_no_mailbox_with_a_mail_server(admin, box, settings):
    settings.EMAIL_HOP_KIND = "bare"
    assert admin.get(reverse("mailbox")).status_code == 404
    assert admin.get(reverse("mailbox_html", args=[kept(box)])).status_code == 404
