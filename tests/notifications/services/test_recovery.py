"""What becomes of a mail whose worker died, for each kind of hop."""

from datetime import timedelta

import pytest
from django.utils import timezone

from common.mailbox import keep_mail
from notifications.models import Message, MessageState
from notifications.services.delivery import claim, drain
from notifications.services.recovery import recover


@pytest.fixture
def doubtful(mail, sink):
    """Return a mail that the hop took without an answer."""
    message = mail()
    sink.faults.append("cut kept")
    drain()
    message.refresh_from_db()
    return message


def expire(message):
    Message.objects.filter(pk=message.pk).update(lease_until=timezone.now() - timedelta(seconds=1))


def settle(message):
    expire(message)
    recover(now=timezone.now())
    message.refresh_from_db()
    return message.state


def test_nothing_is_touched_before_the_lease_is_over(doubtful, settings):
    settings.EMAIL_HOP_KIND = "never-twice"
    assert recover(now=timezone.now()) == 0
    doubtful.refresh_from_db()
    assert doubtful.state == MessageState.SENDING


@pytest.mark.parametrize("kind", ["idempotent", "searchable", "bare", "never-twice"])
def test_a_claimed_mail_goes_again_whatever_the_hop(mail, settings, kind):
    settings.EMAIL_HOP_KIND = kind
    message = mail()
    claim(timezone.now())
    assert settle(message) == MessageState.READY
    assert (message.lease_token, message.unanswered) == ("", 0)
    assert message.next_attempt_at <= timezone.now()


def test_a_mail_that_kills_its_workers_goes_less_often(mail):
    message = mail()
    claim(timezone.now())
    Message.objects.update(attempts=11)
    assert settle(message) == MessageState.READY
    assert message.next_attempt_at > timezone.now() + timedelta(minutes=50)


def test_idempotent_sends_again_byte_identical(doubtful, sink, settings):
    settings.EMAIL_HOP_KIND = "idempotent"
    assert settle(doubtful) == MessageState.READY
    assert drain() == 1
    assert sink.taken[0] == sink.taken[1]


def test_searchable_asks_and_finds(doubtful, sink, settings, tmp_path):
    settings.EMAIL_HOP_KIND, settings.MAILBOX_DIR = "searchable", tmp_path
    keep_mail(tmp_path, doubtful.message_id, sink.taken[0])
    assert settle(doubtful) == MessageState.SENT
    assert doubtful.sent_at is not None
    assert drain() == 0


def test_searchable_asks_and_finds_nothing(mail, sink, settings, tmp_path):
    settings.EMAIL_HOP_KIND, settings.MAILBOX_DIR = "searchable", tmp_path
    message = mail()
    sink.faults.append("cut lost")
    drain()
    assert settle(message) == MessageState.READY
    assert drain() == 1
    assert len(sink.taken) == 1


def test_bare_sends_once_more_and_then_admits_it_does_not_know(doubtful, sink, settings):
    settings.EMAIL_HOP_KIND = "bare"
    assert settle(doubtful) == MessageState.READY
    sink.faults.append("cut kept")
    drain()
    assert settle(doubtful) == MessageState.UNKNOWN
    assert drain() == 0
    assert sink.taken[0] == sink.taken[1]
    assert len(sink.taken) == 2


def test_never_twice_parks_at_once(doubtful, sink, settings):
    settings.EMAIL_HOP_KIND = "never-twice"
    assert settle(doubtful) == MessageState.UNKNOWN
    assert drain() == 0
    assert len(sink.taken) == 1


def test_a_second_recovery_changes_nothing(doubtful, settings):
    settings.EMAIL_HOP_KIND = "bare"
    expire(doubtful)
    assert (recover(now=timezone.now()), recover(now=timezone.now())) == (1, 0)
