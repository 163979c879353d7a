"""Look after mails whose worker died: before the final dot they go again, after it the hop's kind decides."""

import logging
from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _

from common import mailbox
from notifications.models import Message, MessageState
from notifications.services.delivery import back_off

log = logging.getLogger(__name__)

PATIENCE = 10
"""Attempts after which even a mail whose worker died is sent less often: it may be what kills it."""


def recover(*, now: datetime) -> int:
    """Settle every mail whose lease is over; return how many.

    CLAIMED: the final dot was never sent, so it is ready again. SENDING: the hop may have it, and
    ``settings.EMAIL_HOP_KIND`` decides: ``idempotent`` sends again with the same Message-ID,
    ``searchable`` asks the hop for it, ``bare`` sends once more byte-identical and then leaves it
    UNKNOWN, ``never-twice`` leaves it UNKNOWN at once.
    """
    settled = 0
    for message in Message.objects.expired(now):
        if message.state == MessageState.CLAIMED:
            settled += _again(message, now)
        else:
            settled += DOUBTS[settings.EMAIL_HOP_KIND](message, now)
    return settled


def _again(message: Message, now: datetime, unanswered: int = 0) -> int:
    wait = back_off(message.attempts) if message.attempts > PATIENCE else now - now
    return _settle(message, state=MessageState.READY, next_attempt_at=now + wait, unanswered=unanswered)


def _idempotent(message: Message, now: datetime) -> int:
    return _again(message, now, message.unanswered + 1)


def _searchable(message: Message, now: datetime) -> int:
    if mailbox.holds(settings.MAILBOX_DIR, message.message_id):
        return _settle(
            message,
            state=MessageState.SENT,
            sent_at=now,
            last_answer=_("No answer, but the mailbox has it."),
            **message.erasure(),
        )
    return _again(message, now, message.unanswered + 1)


def _bare(message: Message, now: datetime) -> int:
    if message.unanswered == 0:
        return _again(message, now, 1)
    return _park(message, now)


def _park(message: Message, now: datetime) -> int:
    log.warning("mail %s: nobody knows whether it arrived", message.pk)
    return _settle(message, state=MessageState.UNKNOWN, unanswered=message.unanswered + 1)


def _settle(message: Message, **fields: object) -> int:
    return Message.objects.filter(pk=message.pk, state=message.state, lease_token=message.lease_token).update(
        lease_token="", lease_until=None, **fields
    )


DOUBTS: dict[str, Callable[[Message, datetime], int]] = {
    "idempotent": _idempotent,
    "searchable": _searchable,
    "bare": _bare,
    "never-twice": _park,
}
