"""Raise, refresh, acknowledge and resolve alerts, in the transaction of what caused them."""

from dataclasses import fields
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actors import Actor
from common import audit
from common.errors import DomainError
from notifications.alerts import AlertFact, alert_kind
from notifications.models import Alert, AlertState

FIXED = {"kind", "key", "changed"}


@transaction.atomic
def raise_alert(*, actor: Actor, fact: AlertFact) -> Alert:
    """Note a fact that crossed a rule; the next tick tells its readers.

    The same fact, known by its key, raises no second alert until it was resolved: what stands is
    brought up to date and nobody is told again.
    """
    alert_kind(fact.kind)
    values = _columns(fact)
    alert, created = Alert.objects.standing().get_or_create(key=fact.key, defaults=values)
    if created:
        after = {"kind": fact.kind, "severity": fact.severity, "evidence": alert.evidence}
        audit.record(actor=actor, action="alert.raise", obj=alert, project_id=fact.project_id, after=after)
        return alert
    changed = {n: v for n, v in values.items() if n not in FIXED and getattr(alert, n) != v}
    if changed:
        Alert.objects.filter(pk=alert.pk).update(**changed)
        alert.refresh_from_db()
    return alert


@transaction.atomic
def resolve_alert(*, actor: Actor, key: str, reason: str = "") -> bool:
    """Note that the fact no longer holds; return whether an alert of this key stood."""
    alert = Alert.objects.standing().filter(key=key).first()
    if alert is None:
        return False
    Alert.objects.filter(pk=alert.pk).update(state=AlertState.RESOLVED, resolved_at=timezone.now())
    _record(actor, alert, "alert.resolve", AlertState.RESOLVED, reason)
    return True


@transaction.atomic
def acknowledge_alert(*, actor: Actor, alert: Alert) -> None:
    """Note that a person has taken the alert on.

    Raises
    ------
    DomainError
        ``alert_state`` if somebody was faster or the fact no longer holds.
    """
    taken = Alert.objects.filter(pk=alert.pk, state=AlertState.OPEN).update(
        state=AlertState.ACKNOWLEDGED, acknowledged_by=actor.user, acknowledged_at=timezone.now()
    )
    if not taken:
        raise DomainError("alert_state", _("This alert was acknowledged or resolved before."))
    _record(actor, alert, "alert.acknowledge", AlertState.ACKNOWLEDGED)


def _columns(fact: AlertFact) -> dict[str, Any]:
    """Return the fact's values cut to their columns, so that a long text never loses a write."""
    values = {field.name: getattr(fact, field.name) for field in fields(fact)}
    for name, value in values.items():
        limit = getattr(Alert._meta.get_field(name), "max_length", None)
        if isinstance(value, str) and limit and len(value) > limit:
            values[name] = value[: limit - 1] + "…"
    return values


def _record(actor: Actor, alert: Alert, action: str, state: AlertState, reason: str = "") -> None:
    audit.record(
        actor=actor,
        action=action,
        obj=alert,
        project_id=alert.project_id,
        before={"state": alert.state},
        after={"state": str(state)},
        reason=reason,
    )
