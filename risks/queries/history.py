"""What happened to a risk, from the audit trail."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from accounts.models import User
from common.models import AuditEvent
from common.registry import kind_of
from risks.models import Risk


@dataclass(frozen=True, slots=True)
class Change:
    """One field's change, as the trail keeps it."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Entry:
    """One act on a risk: who, when, what changed and why."""

    at: datetime
    actor: str
    action: str
    version: int | None
    changes: tuple[Change, ...]
    reason: str


BOOKKEEPING = {"version", "closed_at", "number"}


def risk_history(risk: Risk, limit: int | None = None) -> list[Entry]:
    """Return what was done to the risk, newest first; two queries."""
    events = list(AuditEvent.objects.filter(object_kind=kind_of(Risk), object_id=risk.pk)[:limit])
    people = {e.actor_id for e in events if e.actor_kind == "user"}
    people |= {owner for e in events for owner in (e.before.get("owner"), e.after.get("owner")) if owner}
    names = dict(User.objects.filter(pk__in=people).values_list("pk", "name"))
    return [_entry(event, names) for event in events]


def fields_at(risk: Risk, version: int) -> dict[str, Any]:
    """Return the values, as the trail kept them, of the fields that were changed after ``version``."""
    events = AuditEvent.objects.filter(object_kind=kind_of(Risk), object_id=risk.pk)
    values: dict[str, Any] = {}
    for event in events:
        if event.after.get("version", 0) <= version:
            break
        values |= event.before
    return {name: value for name, value in values.items() if name not in BOOKKEEPING}


def _entry(event: AuditEvent, names: dict[int, str]) -> Entry:
    fields = [name for name in event.after if name not in BOOKKEEPING]
    changes = tuple(
        Change(name, _named(name, event.before.get(name), names), _named(name, event.after[name], names))
        for name in fields
    )
    actor = names.get(event.actor_id or 0, "") if event.actor_kind == "user" else ""
    return Entry(event.at, actor, event.action, event.after.get("version"), changes, event.reason)


def _named(field: str, value: Any, names: dict[int, str]) -> Any:
    return names.get(value, "") if field == "owner" and value else value
