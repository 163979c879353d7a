"""Writes of digest subscriptions."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actors import Actor
from common import audit
from common.editing import save_changes
from common.errors import DomainError
from stakeholders.models import DigestSubscription, Stakeholder
from stakeholders.queries.due import Slot, next_due, slot_of

SLOT = ("weekday", "hour", "minute", "time_zone")


@transaction.atomic
def subscribe(
    *, actor: Actor, stakeholder: Stakeholder, values: Mapping[str, Any], now: datetime
) -> DigestSubscription:
    """Send the stakeholder a digest from now on, first at the next due time after ``now``."""
    if not stakeholder.email:
        message = _("A digest needs an email address. Write it on the stakeholder first.")
        raise DomainError("email_needed", message)
    due = next_due(Slot(*(values[name] for name in SLOT)), now)
    fields = dict(values) | {"next_due_at": due, "active": True, "project": stakeholder.project}
    subscription, created = DigestSubscription.objects.get_or_create(stakeholder=stakeholder, defaults=fields)
    if not created and subscription.active:
        raise DomainError("subscribed", _("This stakeholder has a digest already."))
    if not created:
        save_changes(subscription, fields, version=subscription.version)
    _record(actor, "digest.subscribe", subscription, after=dict(values))
    return subscription


@transaction.atomic
def change_subscription(
    *,
    actor: Actor,
    subscription: DigestSubscription,
    values: Mapping[str, Any],
    version: int,
    now: datetime,
) -> DigestSubscription:
    """Change weekday, time, zone, condition or pause; a new slot counts from ``now``."""
    slot = Slot(*(values.get(name, getattr(subscription, name)) for name in SLOT))
    new = dict(values)
    if slot != slot_of(subscription):
        new["next_due_at"] = next_due(slot, now)
    before, after = save_changes(subscription, new, version=version)
    if after:
        _record(actor, "digest.edit", subscription, before=before, after=after)
    return subscription


@transaction.atomic
def unsubscribe(*, actor: Actor, subscription: DigestSubscription) -> bool:
    """End the digest; return whether it was running. Doing it twice changes nothing."""
    ended = DigestSubscription.objects.filter(pk=subscription.pk, active=True).update(active=False)
    if ended:
        _record(actor, "digest.unsubscribe", subscription, before={"active": True}, after={"active": False})
    return bool(ended)


def _record(
    actor: Actor,
    action: str,
    subscription: DigestSubscription,
    *,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    audit.record(
        actor=actor,
        action=action,
        obj=subscription,
        project_id=subscription.project_id,
        before=before,
        after=after,
    )
