"""The outbox: one row a key, frozen, in the caller's transaction."""

from email import message_from_string, policy

import pytest
from django.db import transaction

from common.errors import DomainError
from common.models import AuditEvent
from notifications.models import Message, MessageKind, MessageState
from notifications.services.mime import Image, message_id_for
from notifications.services.outbox import cancel_message, plan_message, queue_message, resend_message


def parsed(message):
    return message_from_string(message.mime, policy=policy.SMTP)


def test_a_queued_mail_is_ready_and_frozen(mail):
    message = mail(recipient_name="Dana Whitlock", subject="Grüße")
    letter = parsed(message)
    assert message.state == MessageState.READY
    assert letter["Subject"] == "Grüße"
    assert letter["To"] == "Dana Whitlock <dana@example.org>"
    assert letter["Message-ID"] == message.message_id == message_id_for("test:1")
    assert letter.get_content_type() == "multipart/alternative"
    assert letter.get_body(("plain",)).get_content().splitlines() == ["First", ".dot", "last"]
    assert letter.get_body(("html",)).get_content().strip() == "<p>First</p>"
    assert message.mime.isascii()


def test_the_same_key_gives_the_first_mail_unchanged(mail):
    first = mail()
    assert mail(subject="Another", to="other@example.org").pk == first.pk
    assert Message.objects.get().subject == "Subject"


def test_a_rolled_back_caller_leaves_no_mail(mail):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        mail()
        raise ZeroDivisionError
    assert not Message.objects.exists()


def test_unsubscribe_is_one_click(mail):
    letter = parsed(mail(headers={"List-Unsubscribe": "<https://example.org/u/1/>"}))
    assert letter["List-Unsubscribe"] == "<https://example.org/u/1/>"
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "List-Unsubscribe-Post" not in parsed(mail("test:2"))


def test_an_image_travels_inside_the_html_part(mail):
    image = Image(cid="chart", content=b"\x89PNG")
    letter = parsed(mail(html='<img src="cid:chart" alt="3 of 4">', images=[image]))
    part = next(p for p in letter.walk() if p.get_content_type() == "image/png")
    assert (part["Content-ID"], part.get_content()) == ("<chart>", b"\x89PNG")


def test_100_kb_are_refused_before_anything_is_written(mail):
    with pytest.raises(DomainError) as caught:
        mail(text="x" * 100_000)
    assert caught.value.code == "mail_too_large"
    assert not Message.objects.exists()


@pytest.mark.parametrize("address", ["", "nobody", "dän@example.org", "a@b\r\nBcc: c@example.org"])
def test_a_bad_address_is_dead_at_once_and_stops_nobody(mail, address):
    message = mail(to=address)
    assert (message.state, message.mime) == (MessageState.DEAD, "")
    assert message.last_answer == "This is not an address mail can be sent to."


def test_line_breaks_cannot_add_headers(mail):
    letter = parsed(mail(subject="One\r\nBcc: all@example.org", recipient_name="Da\r\nna"))
    assert letter["Bcc"] is None
    assert letter["Subject"] == "One Bcc: all@example.org"
    assert letter["To"] == "Da na <dana@example.org>"


def test_a_planned_key_is_filled_once(mail):
    planned = plan_message(dedupe_key="digest:1", kind=MessageKind.DIGEST, recipient_email="dana@example.org")
    assert planned is not None
    assert planned.state == MessageState.PLANNED
    assert (
        plan_message(dedupe_key="digest:1", kind=MessageKind.DIGEST, recipient_email="x@example.org") is None
    )
    for subject in ("First", "Second"):
        message = queue_message(
            dedupe_key="digest:1",
            kind=MessageKind.DIGEST,
            recipient_email="dana@example.org",
            subject=subject,
            text="t",
        )
    assert (message.pk, message.state, message.subject) == (planned.pk, MessageState.READY, "First")


def test_a_mail_sends_a_hint_only_after_commit(mail, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as hints:
        mail()
    assert len(hints) == 1


@pytest.mark.parametrize("state", [MessageState.DEAD, MessageState.UNKNOWN, MessageState.CANCELLED])
def test_resend_makes_it_ready_with_the_same_bytes(mail, actor, state):
    message = mail()
    frozen = message.mime
    Message.objects.filter(pk=message.pk).update(state=state)
    message.refresh_from_db()
    resend_message(actor=actor, message=message)
    message.refresh_from_db()
    assert (message.state, message.mime) == (MessageState.READY, frozen)
    event = AuditEvent.objects.get()
    assert (event.action, event.before, event.after) == (
        "outbox.resend",
        {"state": state},
        {"state": "ready"},
    )


@pytest.mark.parametrize("state", [MessageState.CLAIMED, MessageState.SENDING, MessageState.SENT])
def test_a_mail_on_its_way_is_neither_resent_nor_cancelled(mail, actor, state):
    message = mail()
    Message.objects.filter(pk=message.pk).update(state=state, sent_at=message.created_at)
    message.refresh_from_db()
    for act in (resend_message, cancel_message):
        with pytest.raises(DomainError) as caught:
            act(actor=actor, message=message)
        assert caught.value.code == "mail_state"
    assert not AuditEvent.objects.exists()


def test_cancel_is_audited_and_erases_a_secret(mail, actor):
    message = mail(sensitive=True)
    cancel_message(actor=actor, message=message)
    message.refresh_from_db()
    assert (message.state, message.mime) == (MessageState.CANCELLED, "")
    assert AuditEvent.objects.get().action == "outbox.cancel"
    with pytest.raises(DomainError) as caught:
        resend_message(actor=actor, message=message)
    assert caught.value.code == "mail_erased"
