"""Claim, send, settle: one mail at a time, each step committed before the next touches the network."""

import logging
import secrets
import time
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from notifications.models import Message, MessageState
from notifications.services.hop import AfterDot, Answer, BeforeDot, Hop, HopDown, LeaseLost

log = logging.getLogger(__name__)

BACK_OFF = [60, 300, 900, 1800, 3600]
"""Seconds until the next attempt after a refusal for now; the last one repeats."""
HOP_DOWN_WAIT = timedelta(seconds=30)
GIVE_UP = timedelta(days=5)
ACCEPTED = range(200, 300)


def drain(*, seconds: float = 9.0) -> int:
    """Send what is due, over one connection, for at most ``seconds``; return how many were accepted.

    A bad recipient never stops the others; a hop that is down ends the round. Rounds are short, so
    that a long queue of mails leaves the worker to others in between.
    """
    until = time.monotonic() + seconds
    sent = 0
    with Hop() as hop:
        while time.monotonic() < until:
            message = claim(timezone.now())
            if message is None:
                break
            try:
                sent += deliver(message, hop)
            except HopDown as error:
                log.warning("mail hop is down: %s", error)
                _put_back(message, Answer(None, str(error)), HOP_DOWN_WAIT)
                break
    return sent


def claim(now: datetime) -> Message | None:
    """Take the mail that waits longest, under a lease; None if nothing is due or others took it.

    The claim is committed before it returns. Two workers never hold the same mail: the update is
    conditional, and on PostgreSQL rows that are being claimed are skipped.
    """
    token = secrets.token_hex(16)
    while True:
        with transaction.atomic():
            due = Message.objects.due(now)
            if connection.features.has_select_for_update_skip_locked:
                due = due.select_for_update(skip_locked=True)
            pk = due.values_list("pk", flat=True).first()
            if pk is None:
                return None
            taken = Message.objects.filter(pk=pk, state=MessageState.READY).update(
                state=MessageState.CLAIMED,
                lease_token=token,
                lease_until=now + lease(),
                attempts=F("attempts") + 1,
            )
        if taken:
            return Message.objects.get(pk=pk)


def lease() -> timedelta:
    """Return how long a worker may be silent before its mail is looked after by others."""
    return timedelta(seconds=settings.EMAIL_LEASE)


def deliver(message: Message, hop: Hop) -> bool:
    """Hand a claimed mail over and settle its state; return whether it was accepted.

    Raises
    ------
    HopDown
        There is no hop to talk to; the mail is still claimed.
    """
    try:
        answer = hop.send(
            recipient=message.recipient_email,
            mime=message.mime.encode("ascii"),
            before_dot=lambda: _mark_sending(message),
        )
    except BeforeDot as error:
        _refused(message, error.answer)
        return False
    except AfterDot as error:
        _note(message, str(error))
        return False
    except LeaseLost:
        return False
    if answer.code in ACCEPTED:
        settle_sent(message, answer)
        return True
    _refused(message, answer)
    return False


def settle_sent(message: Message, answer: Answer) -> None:
    """Note that the hop has the mail. That is a fact whoever holds the lease by now."""
    Message.objects.filter(pk=message.pk).exclude(state=MessageState.SENT).update(
        state=MessageState.SENT,
        sent_at=timezone.now(),
        lease_token="",
        lease_until=None,
        last_code=answer.code,
        last_answer=answer.text,
        **message.erasure(),
    )


def settle_dead(message: Message, answer: Answer) -> None:
    """Note that the hop refused for good; it is never retried by itself."""
    _fenced(
        message,
        state=MessageState.DEAD,
        lease_until=None,
        last_code=answer.code,
        last_answer=answer.text,
        **message.erasure(),
    )


def back_off(attempts: int) -> timedelta:
    """Return how long to wait after this many attempts."""
    return timedelta(seconds=BACK_OFF[min(attempts, len(BACK_OFF)) - 1])


def _mark_sending(message: Message) -> bool:
    now = timezone.now()
    held = Message.objects.filter(pk=message.pk, state=MessageState.CLAIMED, lease_token=message.lease_token)
    return bool(
        held.filter(lease_until__gt=now).update(state=MessageState.SENDING, lease_until=now + lease())
    )


def _refused(message: Message, answer: Answer) -> None:
    permanent = answer.code is not None and answer.code >= 500
    if permanent or timezone.now() - message.created_at > GIVE_UP:
        settle_dead(message, answer)
    else:
        _put_back(message, answer, back_off(message.attempts))


def _put_back(message: Message, answer: Answer, wait: timedelta) -> None:
    _fenced(
        message,
        state=MessageState.READY,
        lease_until=None,
        next_attempt_at=timezone.now() + wait,
        last_code=answer.code,
        last_answer=answer.text,
    )


def _note(message: Message, words: str) -> None:
    """Keep why no answer came; recovery decides once the lease is over."""
    _fenced(message, last_code=None, last_answer=f"No answer after the final dot: {words}"[:300])


def _fenced(message: Message, **fields: Any) -> None:
    """Write only while the mail is still ours."""
    if "state" in fields:
        fields["lease_token"] = ""
    Message.objects.filter(pk=message.pk, lease_token=message.lease_token).update(**fields)
