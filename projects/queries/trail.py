"""The audit trail as people read it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from common.audit import chain_name
from common.models import AuditEvent
from common.registry import guarding_action, openable
from projects.models import Project


@dataclass(frozen=True, slots=True)
class TrailRow:
    """One event with the names that belong to its ids today."""

    at: datetime
    who: str
    via: str
    action: str
    kind: str
    title: str
    changes: tuple[tuple[str, Any, Any], ...]
    reason: str
    digest: str
    withheld: bool = False


def events(project: Project | None, *, kind: str = "", who: int | None = None) -> QuerySet[AuditEvent]:
    """Return the events of a project, or of the whole organisation, newest first."""
    rows = AuditEvent.objects.all()
    if project is not None:
        rows = rows.filter(chain=chain_name(project.pk))
    if kind:
        rows = rows.filter(object_kind=kind)
    if who is not None:
        rows = rows.filter(actor_kind="user", actor_id=who)
    return rows


def rows_of(page: list[AuditEvent], may: Callable[[str], bool]) -> list[TrailRow]:
    """Return ``page`` with people's names; one query.

    ``may`` answers whether the reader has a right; values that need one (amounts) are withheld without.
    """
    ids = {event.actor_id for event in page if event.actor_kind == "user"}
    names = dict(User.objects.filter(pk__in=ids).values_list("pk", "name"))
    return [_row(event, names, may) for event in page]


def kinds() -> list[str]:
    """Return the kinds of object that occur in the trail."""
    return list(AuditEvent.objects.order_by("object_kind").values_list("object_kind", flat=True).distinct())


def _row(event: AuditEvent, names: dict[int, str], may: Callable[[str], bool]) -> TrailRow:
    who = {"system": _("Throughline"), "share": _("a share link")}.get(event.actor_kind)
    fields = sorted({*event.before, *event.after})
    entry = openable(event.object_kind)
    needed = guarding_action(event.object_kind)
    withheld = bool(needed) and not may(needed)
    return TrailRow(
        at=event.at,
        who=who or names.get(event.actor_id or 0, _("an erased person")),
        via=event.via,
        action=event.action,
        kind=str(entry.label) if entry else event.object_kind,
        title=_("Withheld") if withheld else event.object_title,
        changes=() if withheld else tuple((n, event.before.get(n), event.after.get(n)) for n in fields),
        reason="" if withheld else event.reason,
        digest=event.digest[:12],
        withheld=withheld,
    )
