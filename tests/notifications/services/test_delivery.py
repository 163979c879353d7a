"""Delivery against a hop that misbehaves."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from notifications.models import Message, MessageState
from notifications.services.delivery import claim, deliver, drain
from notifications.services.hop import AfterDot, Hop

NEVER = timedelta(days=1)


def state(message):
    message.refresh_from_db()
    return message.state


def later(**span):
    return timezone.now() + timedelta(**span)


def test_a_mail_is_sent_once_and_byte_for_byte(mail, sink):
    message = mail()
    assert drain() == 1
    assert drain() == 0
    assert sink.taken == [message.mime.encode()]
    assert state(message) == MessageState.SENT
    assert (message.last_code, message.attempts, message.lease_token) == (250, 1, "")
    assert message.sent_at is not None


def test_a_batch_shares_one_connection(mail, sink):
    for n in range(5):
        mail(f"test:{n}")
    assert drain() == 5
    assert sink.connections == 1


def test_sending_is_noted_after_the_body_and_before_the_dot(mail, sink):
    seen = []
    with Hop() as hop:
        hop.send(
            recipient="a@example.org", mime=b"x\r\n", before_dot=lambda: not seen.append(len(sink.taken))
        )
    assert (seen, len(sink.taken)) == ([0], 1)


def test_two_workers_never_hold_the_same_mail(mail):
    mail()
    now = timezone.now()
    first, second = claim(now), claim(now)
    assert first is not None
    assert second is None
    assert (first.state, first.attempts) == (MessageState.CLAIMED, 1)


def test_a_rival_between_reading_and_claiming_wins(mail):
    message = mail()
    rival = []

    def overtake(execute, sql, params, many, context):
        if sql.startswith("UPDATE") and not rival:
            rival.append("claims")
            Message.objects.filter(pk=message.pk).update(state=MessageState.CLAIMED, lease_token="rival")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(overtake):
        assert claim(timezone.now()) is None
    message.refresh_from_db()
    assert message.lease_token == "rival"


@pytest.mark.parametrize("fault", ["rcpt 450", "rcpt 421", "dot 451"])
def test_a_refusal_for_now_backs_off_and_goes_later(mail, sink, fault):
    message = mail()
    sink.faults.append(fault)
    assert drain() == 0
    assert state(message) == MessageState.READY
    assert message.last_code == int(fault[-3:])
    assert later(seconds=50) < message.next_attempt_at < later(seconds=61)
    assert drain() == 0
    Message.objects.update(next_attempt_at=timezone.now())
    assert drain() == 1
    assert len(sink.taken) == 1


@pytest.mark.parametrize("fault", ["rcpt 550", "dot 554"])
def test_a_refusal_for_good_is_dead_and_never_retried(mail, sink, fault):
    message = mail()
    sink.faults.append(fault)
    drain()
    assert state(message) == MessageState.DEAD
    assert message.last_code == int(fault[-3:])
    Message.objects.update(next_attempt_at=timezone.now())
    assert drain() == 0
    assert not sink.taken


@pytest.mark.parametrize(
    "fault", ["rcpt 550", "rcpt 450", "rcpt 421", "cut data", "cut lost", "dot 451", "babble"]
)
def test_one_bad_recipient_never_stops_the_others(mail, sink, fault):
    for n in range(3):
        mail(f"test:{n}")
    sink.faults.append(fault)
    assert drain() == 2


def test_a_connection_cut_before_the_dot_backs_off(mail, sink):
    message = mail()
    sink.faults.append("cut data")
    drain()
    assert state(message) == MessageState.READY
    assert message.next_attempt_at > later(seconds=50)
    assert not sink.taken


@pytest.mark.parametrize("fault", ["cut kept", "cut lost", "babble"])
def test_no_answer_after_the_dot_is_left_in_doubt(mail, sink, fault):
    message = mail()
    sink.faults.append(fault)
    assert drain() == 0
    assert state(message) == MessageState.SENDING
    assert message.last_answer.startswith("No answer after the final dot")
    assert drain() == 0


def test_the_lease_is_checked_before_the_dot(mail, sink):
    message = mail()
    for spoil in ({"lease_token": "rival"}, {"lease_until": later(seconds=-1)}):
        Message.objects.update(state=MessageState.READY, lease_token="")
        held = claim(later(seconds=1))
        Message.objects.update(**spoil)
        with Hop() as hop:
            assert not deliver(held, hop)
        assert state(message) == MessageState.CLAIMED
    assert not sink.taken


def test_a_late_answer_does_not_touch_what_a_rival_holds(mail, sink):
    message = mail()
    held = claim(timezone.now())
    sink.faults.append("rcpt 550")
    Message.objects.update(lease_token="rival")
    with Hop() as hop:
        deliver(held, hop)
    assert state(message) == MessageState.CLAIMED


def test_acceptance_is_a_fact_whoever_holds_the_lease(mail, sink):
    message = mail()
    held = claim(timezone.now())

    def overtaken(execute, sql, params, many, context):
        if sql.startswith("UPDATE") and MessageState.SENT in (params or ()):
            with connection.cursor() as cursor:
                cursor.execute("UPDATE notifications_message SET lease_token = 'rival', state = 'ready'")
        return execute(sql, params, many, context)

    with Hop() as hop, connection.execute_wrapper(overtaken):
        assert deliver(held, hop)
    assert state(message) == MessageState.SENT


def test_a_hop_that_is_down_ends_the_round_and_kills_nothing(mail, sink, settings):
    messages = [mail(f"test:{n}") for n in range(2)]
    sink.server_close()
    Message.objects.update(attempts=500)
    assert drain() == 0
    assert [state(m) for m in messages] == [MessageState.READY, MessageState.READY]
    assert sorted(Message.objects.values_list("attempts", flat=True)) == [500, 501]
    assert Message.objects.get(attempts=501).next_attempt_at < later(seconds=31)


def test_five_days_of_refusals_are_enough(mail, sink):
    message = mail()
    Message.objects.update(created_at=later(days=-5, seconds=-1))
    sink.faults.append("rcpt 450")
    drain()
    assert state(message) == MessageState.DEAD


def test_a_secret_is_erased_once_sent(mail, sink):
    message = mail(sensitive=True)
    drain()
    assert state(message) == MessageState.SENT
    assert message.mime == ""
    assert b"First" in sink.taken[0]


def test_an_answer_is_kept_without_control_characters(mail, sink):
    message = mail()
    sink.faults.append("dot 554 a\x00b\tc")
    drain()
    assert state(message) == MessageState.DEAD
    assert message.last_answer == "a b c no"


def test_a_round_ends_with_its_time(mail, sink):
    mail()
    assert drain(seconds=0) == 0
    assert not sink.taken


def test_a_hop_that_forgot_us_is_called_again(mail, sink):
    with Hop() as hop:
        for n in range(2):
            message = mail(f"test:{n}")
            assert deliver(claim(timezone.now()), hop)
            hop._smtp.sock.close()
            hop._smtp.file = None
    assert sink.connections == 2
    assert state(message) == MessageState.SENT


def test_after_the_dot_is_not_before_it(sink):
    sink.faults.append("cut lost")
    with Hop() as hop, pytest.raises(AfterDot):
        hop.send(recipient="a@example.org", mime=b"x\r\n", before_dot=lambda: True)
