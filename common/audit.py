"""Append audit events inside the transaction of the write they describe, and verify the chains."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any, Protocol

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.utils import timezone

from common.models import AuditChain, AuditEvent
from common.registry import kind_of

SITE = "site"
HASHED = [
    "chain",
    "position",
    "actor_kind",
    "actor_id",
    "via",
    "action",
    "object_kind",
    "object_id",
    "object_title",
    "before",
    "after",
    "reason",
    "previous",
]


class AuditActor(Protocol):
    """Who an event is written for; ``accounts.actors.Actor`` fits."""

    @property
    def kind(self) -> str: ...
    @property
    def pk(self) -> int | None: ...
    @property
    def via(self) -> str: ...


def chain_name(project_id: int | None) -> str:
    """Return the chain an event of this project belongs to; without a project the site's own."""
    return SITE if project_id is None else f"project:{project_id}"


def record(
    *,
    actor: AuditActor,
    action: str,
    obj: models.Model,
    project_id: int | None = None,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    reason: str = "",
) -> AuditEvent:
    """Append one event; must run in the transaction of the write.

    Parameters
    ----------
    action
        ``"<kind>.<verb>"``, e.g. ``"risk.close"``.
    before, after
        Changed fields only, JSON-serialisable.
    reason
        What the person gave as the reason, if anything.

    Notes
    -----
    The event keeps ``str(obj)``, or ``obj.audit_title`` where the object's name is personal data.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("An audit event belongs into the transaction of its write.")
    name = chain_name(project_id)
    AuditChain.objects.get_or_create(name=name)
    chain = AuditChain.objects.select_for_update().get(name=name)
    event = AuditEvent(
        chain=name,
        position=chain.length + 1,
        at=timezone.now(),
        actor_kind=actor.kind,
        actor_id=actor.pk,
        via=actor.via,
        action=action,
        object_kind=kind_of(obj),
        object_id=obj.pk,
        object_title=str(getattr(obj, "audit_title", obj))[:300],
        before=_plain(before),
        after=_plain(after),
        reason=reason,
        previous=chain.head,
    )
    event.digest = digest_of(event)
    event.save(force_insert=True)
    AuditChain.objects.filter(pk=chain.pk).update(length=event.position, head=event.digest)
    return event


def changes(obj: models.Model, new: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the fields of ``new`` that differ from ``obj``, as (before, after)."""
    changed = [name for name, value in new.items() if getattr(obj, name) != value]
    return {n: _value(getattr(obj, n)) for n in changed}, {n: _value(new[n]) for n in changed}


def digest_of(event: AuditEvent) -> str:
    """Return the SHA-256 of the event's content and its predecessor's digest."""
    content = {name: getattr(event, name) for name in HASHED} | {"at": event.at.isoformat()}
    text = json.dumps(content, sort_keys=True, cls=DjangoJSONEncoder, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def broken_chains() -> Iterator[str]:
    """Yield one sentence for each chain whose events do not fit together any more."""
    heads = {c.name: c for c in AuditChain.objects.all()}
    state: dict[str, tuple[int, str]] = {}
    for event in AuditEvent.objects.order_by("chain", "position").iterator(chunk_size=2000):
        position, previous = state.get(event.chain, (0, ""))
        if position == -1:
            continue
        if event.position != position + 1 or event.previous != previous or event.digest != digest_of(event):
            state[event.chain] = (-1, "")
            yield f"{event.chain}: event {event.position} does not fit its predecessor or was changed."
            continue
        state[event.chain] = (event.position, event.digest)
    for name, chain in heads.items():
        position, previous = state.get(name, (0, ""))
        if position != -1 and (position, previous) != (chain.length, chain.head):
            yield f"{name}: {chain.length - position} events are missing at the end."


def _value(value: Any) -> Any:
    return value.pk if isinstance(value, models.Model) else value


def _plain(values: Mapping[str, Any] | None) -> dict[str, Any]:
    plain: dict[str, Any] = json.loads(json.dumps(dict(values or {}), cls=DjangoJSONEncoder))
    return plain
