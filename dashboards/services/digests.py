"""Plan digests: one mail a reader a period, however often, late or doubled the tick comes."""

import hashlib
import json
import logging
import secrets
from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.actors import SYSTEM, Actor
from accounts.models import hash_secret, new_secret
from common import audit
from common.errors import DomainError
from dashboards.models import DigestIssue, Outcome
from dashboards.queries.digests import Part, in_order, last_mailed, mail_title, part_for
from dashboards.queries.picture import Picture
from dashboards.queries.status import current_pictures
from notifications.models import Message, MessageKind
from notifications.services.outbox import queue_message
from notifications.services.rendering import absolute, render_mail
from stakeholders.models import DigestSubscription, Stakeholder, Weekday
from stakeholders.queries.due import latest_due, missed_periods, next_due, period_of, slot_of
from stakeholders.services.subscriptions import unsubscribe

log = logging.getLogger(__name__)

MAILS_A_TICK = 200


def plan_digests(*, now: datetime) -> int:
    """Put every digest that is due into the outbox; return how many mails that were.

    Each address is planned in a savepoint of its own, so one that fails stops nobody else.
    """
    due = DigestSubscription.objects.due(now).select_related("stakeholder__user", "project")
    subscriptions = list(due.order_by("stakeholder__email", "pk")[:MAILS_A_TICK])
    projects = {s.project_id: s.project for s in subscriptions}
    pictures = current_pictures(list(projects.values()), now.date())
    mails = 0
    for _email, group in groupby(subscriptions, key=lambda s: s.stakeholder.email.lower()):
        due_together = list(group)
        try:
            with transaction.atomic():
                mails += _plan_reader(due_together, pictures, now)
        except (DomainError, KeyError, TypeError, ValueError):
            log.exception("the digest of %s subscriptions could not be planned", len(due_together))
    return mails


@transaction.atomic
def send_test(*, actor: Actor, subscription: DigestSubscription, now: datetime) -> Message:
    """Mail the digest as it would go out now to the person who asks, marked as a test.

    It holds only what both that person and the reader may see; nothing is counted as told.
    """
    if actor.user is None:
        raise DomainError("digest_test_person", _("A test mail goes to the person who asks for it."))
    part = preview_part(subscription, actor, now)
    if part is None:
        raise DomainError("digest_no_access", _("This reader has no access to the project any more."))
    with translation.override(subscription.stakeholder.language):
        context = _context([part.content], subscription.stakeholder, subscription, now) | {"test": True}
        html, text = render_mail("emails/digest", context)
        title = _("Test: %(title)s") % {"title": context["title"]}
    audit.record(actor=actor, action="digest.send_test", obj=subscription, project_id=subscription.project_id)
    return queue_message(
        dedupe_key=f"digest-test:{subscription.pk}:{secrets.token_hex(8)}",
        kind=MessageKind.DIGEST,
        recipient_email=actor.user.email,
        recipient_name=actor.user.name,
        user=actor.user,
        subject=title,
        text=text,
        html=html,
        project_id=subscription.project_id,
    )


@transaction.atomic
def end_digests(*, issues: Sequence[DigestIssue]) -> int:
    """End every digest that came in one mail, as its reader asks; return how many were running."""
    reader = Actor(kind="reader", via="mail")
    return sum(unsubscribe(actor=reader, subscription=issue.subscription) for issue in issues)


def preview_part(subscription: DigestSubscription, actor: Actor, now: datetime) -> Part | None:
    """Return the digest as it would go out now, as far as ``actor`` may see it too."""
    picture = current_pictures([subscription.project], now.date())[subscription.project_id]
    last = last_mailed([subscription]).get(subscription.pk)
    return part_for(subscription, picture, now.date(), last=last, also_for=actor)


def _plan_reader(group: Sequence[DigestSubscription], pictures: dict[int, Picture], now: datetime) -> int:
    """Plan what is due for one address; return the number of mails, 0 or 1."""
    claimed = [(s, issue) for s in group if (issue := _claim(s, now)) is not None]
    last = last_mailed([s for s, _issue in claimed])
    parts: list[tuple[DigestIssue, Part]] = []
    quiet = True
    for subscription, issue in claimed:
        if issue.outcome == Outcome.PAUSED:
            continue
        before = last.get(subscription.pk)
        part = part_for(subscription, pictures[subscription.project_id], now.date(), last=before)
        if part is None:
            issue.outcome = Outcome.NO_ACCESS
            continue
        parts.append((issue, part))
        quiet = quiet and subscription.only_if_changed and not part.is_news
    if parts and not quiet:
        _mail(group[0].stakeholder, parts, now)
    for subscription, issue in claimed:
        issue.save(force_insert=True)
        audit.record(
            actor=SYSTEM,
            action=f"digest.{issue.outcome}",
            obj=issue,
            project_id=subscription.project_id,
            after={"week": issue.window_start, "missed": issue.missed},
        )
    return int(bool(parts) and not quiet)


def _claim(subscription: DigestSubscription, now: datetime) -> DigestIssue | None:
    """Advance the due time and return this period's issue, not saved yet; None if it is told already.

    The update is conditional, so of two ticks only one goes on. Periods that passed unserved collapse
    into the newest and are counted.
    """
    slot, due = slot_of(subscription), subscription.next_due_at
    rows = DigestSubscription.objects.filter(pk=subscription.pk, next_due_at=due, active=True)
    if not rows.update(next_due_at=next_due(slot, now)):
        return None
    newest = max(latest_due(slot, now), due)
    period = period_of(slot, newest)
    if DigestIssue.objects.filter(subscription=subscription, window_start=period).exists():
        return None
    paused = subscription.muted_until is not None and newest.date() <= subscription.muted_until
    return DigestIssue(
        subscription=subscription,
        window_start=period,
        window_end=newest,
        missed=missed_periods(slot, due, now),
        outcome=Outcome.PAUSED if paused else Outcome.UNCHANGED,
    )


def _context(
    contents: Sequence[dict[str, Any]],
    stakeholder: Stakeholder,
    subscription: DigestSubscription,
    now: datetime,
) -> dict[str, Any]:
    """Return what the mail's templates show, with absolute addresses."""
    local = now.astimezone(ZoneInfo(subscription.time_zone))
    return {
        "title": mail_title(contents),
        "reader": stakeholder.name,
        "day": local.date(),
        "subscription": subscription,
        "weekday": Weekday(subscription.weekday).label,
        **in_order(contents),
        "data_dates": sorted({c["data_date"] for c in contents if c["data_date"]}),
    }


def _mail(stakeholder: Stakeholder, parts: Sequence[tuple[DigestIssue, Part]], now: datetime) -> None:
    """Freeze one mail for all parts and note on each issue what was told."""
    secret = new_secret()
    first = parts[0][0]
    with translation.override(stakeholder.language):
        context = _context([part.content for _issue, part in parts], stakeholder, first.subscription, now) | {
            "page_url": absolute(reverse("digest_issue", args=[secret])),
            "end_url": absolute(reverse("digest_unsubscribe", args=[secret])),
        }
        html, text = render_mail("emails/digest", context)
    message = queue_message(
        dedupe_key=f"digest:{first.subscription_id}:{first.window_start.isoformat()}",
        kind=MessageKind.DIGEST,
        recipient_email=stakeholder.email,
        recipient_name=stakeholder.name,
        user=stakeholder.user,
        subject=context["title"],
        text=text,
        html=html,
        headers={"List-Unsubscribe": f"<{context['end_url']}>"},
        project_id=parts[0][1].project.pk,
    )
    for issue, part in parts:
        issue.outcome = Outcome.MAILED
        issue.picture, issue.content = part.picture.as_json(), part.content
        issue.content_hash = hashlib.sha256(json.dumps(part.content, sort_keys=True).encode()).hexdigest()
        issue.token_hash, issue.message_id = hash_secret(secret), message.message_id
