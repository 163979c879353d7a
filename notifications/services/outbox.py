"""Put a mail into the outbox, in the caller's transaction; send it again or cancel it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actors import Actor
from accounts.models import User
from common import audit
from common.errors import DomainError
from common.jobs import enqueue
from notifications.models import Message, MessageState
from notifications.services.mime import Image, Letter, address_fault, freeze, message_id_for, one_line

RESENDABLE = [MessageState.READY, MessageState.DEAD, MessageState.UNKNOWN, MessageState.CANCELLED]
CANCELLABLE = [MessageState.PLANNED, MessageState.READY, MessageState.UNKNOWN]


@transaction.atomic
def plan_message(
    *,
    dedupe_key: str,
    kind: str,
    recipient_email: str,
    recipient_name: str = "",
    user: User | None = None,
    project_id: int | None = None,
) -> Message | None:
    """Reserve ``dedupe_key`` for a mail that is rendered later by :func:`queue_message`.

    Returns
    -------
    Message | None
        The new row in state PLANNED, or None if the key was taken before.
    """
    message, created = Message.objects.get_or_create(
        dedupe_key=dedupe_key,
        defaults={
            "kind": kind,
            "user": user,
            "recipient_email": recipient_email,
            "recipient_name": one_line(recipient_name, 200),
            "project_id": project_id,
            "message_id": message_id_for(dedupe_key),
            "state": MessageState.PLANNED,
        },
    )
    return message if created else None


@transaction.atomic
def queue_message(
    *,
    dedupe_key: str,
    kind: str,
    recipient_email: str,
    subject: str,
    text: str,
    html: str = "",
    recipient_name: str = "",
    user: User | None = None,
    headers: Mapping[str, str] | None = None,
    images: Sequence[Image] = (),
    project_id: int | None = None,
    sensitive: bool = False,
) -> Message:
    """Freeze a mail and put it into the outbox, in the transaction of the caller.

    Parameters
    ----------
    dedupe_key
        Names the mail; with a key that was queued before, the first mail is returned unchanged.
    headers
        More headers; with ``List-Unsubscribe`` the one-click header is added.
    images
        Images of the HTML part.
    sensitive
        The mail holds a secret (a sign-in link): its text is never shown and is erased once sent.

    Raises
    ------
    DomainError
        ``mail_too_large`` at 100 kB and more.
    """
    known = Message.objects.filter(dedupe_key=dedupe_key).exclude(state=MessageState.PLANNED).first()
    if known is not None:
        return known
    subject = one_line(subject, 300)
    content = {"subject": subject, "text": text, "html": html, "headers": headers or {}, "images": images}
    to = {"recipient_email": recipient_email, "recipient_name": one_line(recipient_name, 200)}
    fields = to | _frozen(dedupe_key, to, content)
    fields |= {"kind": kind, "user": user, "project_id": project_id, "sensitive": sensitive}
    message, created = Message.objects.get_or_create(
        dedupe_key=dedupe_key, defaults=fields | {"message_id": message_id_for(dedupe_key)}
    )
    if not created:
        Message.objects.filter(pk=message.pk, state=MessageState.PLANNED).update(**fields)
        message.refresh_from_db()
    enqueue("notifications.drain")
    return message


def _frozen(dedupe_key: str, to: dict[str, Any], content: dict[str, Any]) -> dict[str, Any]:
    """Return state and frozen text; a bad address is dead at once and stops nobody else."""
    fault = address_fault(to["recipient_email"])
    if fault:
        return {"subject": content["subject"], "state": MessageState.DEAD, "last_answer": fault}
    now = timezone.now()
    letter = Letter(message_id=message_id_for(dedupe_key), date=now, **(to | content))
    return {
        "subject": content["subject"],
        "mime": freeze(letter),
        "state": MessageState.READY,
        "next_attempt_at": now,
    }


@transaction.atomic
def resend_message(*, actor: Actor, message: Message) -> None:
    """Send the frozen mail at the next opportunity, byte-identical, whatever the back-off says.

    Raises
    ------
    DomainError
        ``mail_state`` if it is on its way or was sent; ``mail_erased`` if there is no text to send.
    """
    if message.state in RESENDABLE and not message.mime:
        raise DomainError(
            "mail_erased", _("There is no text to send: the mail held a secret, or its address was wrong.")
        )
    _move(actor, message, "outbox.resend", RESENDABLE, MessageState.READY, next_attempt_at=timezone.now())
    enqueue("notifications.drain")


@transaction.atomic
def cancel_message(*, actor: Actor, message: Message) -> None:
    """Never send the mail.

    Raises
    ------
    DomainError
        ``mail_state`` if it is on its way or was sent.
    """
    _move(actor, message, "outbox.cancel", CANCELLABLE, MessageState.CANCELLED, **message.erasure())


def _move(
    actor: Actor, message: Message, action: str, allowed: Sequence[str], state: MessageState, **fields: Any
) -> None:
    moved = Message.objects.filter(pk=message.pk, state__in=allowed).update(
        state=state, lease_token="", lease_until=None, **fields
    )
    if not moved:
        raise DomainError("mail_state", _("The mail is on its way or was sent; nothing was changed."))
    audit.record(
        actor=actor,
        action=action,
        obj=message,
        project_id=message.project_id,
        before={"state": message.state},
        after={"state": str(state)},
    )
