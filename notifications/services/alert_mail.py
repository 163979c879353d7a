"""Tell each reader, in one mail, about all alerts that were not told yet."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from common.errors import DomainError
from notifications.alerts import alert_kind
from notifications.models import AlertDelivery, Message, MessageKind
from notifications.queries.readers import Told, untold_alerts
from notifications.services.outbox import queue_message
from notifications.services.rendering import absolute, render_mail

SHOWN = (20, 8, 3, 1)
"""How many alerts a mail spells out: the first number that stays under the size limit."""


def plan_alert_mails(*, now: datetime) -> None:
    """Queue one mail for each reader with untold alerts; a second run finds none untold."""
    for reader, told in untold_alerts().items():
        message = _queue(reader, told, now)
        AlertDelivery.objects.bulk_create(
            [AlertDelivery(alert=entry.alert, user=reader, message=message) for entry in told]
        )


def _queue(reader: User, told: Sequence[Told], now: datetime) -> Message:
    ids = ",".join(str(pk) for pk in sorted(entry.alert.pk for entry in told))
    key = f"alerts:{reader.pk}:{hashlib.sha256(ids.encode()).hexdigest()[:32]}"
    projects = {entry.alert.project_id for entry in told}
    for shown in SHOWN:
        context = alert_context(reader, told, now, shown=shown)
        html, text = render_mail("emails/alert", context)
        try:
            return queue_message(
                dedupe_key=key,
                kind=MessageKind.ALERT,
                recipient_email=reader.email,
                recipient_name=reader.name,
                user=reader,
                subject=context["title"],
                text=text,
                html=html,
                project_id=projects.pop() if len(projects) == 1 else None,
            )
        except DomainError:
            if shown == SHOWN[-1]:
                raise
    raise AssertionError("unreachable: the last size raises or returns")


def alert_context(reader: User, told: Sequence[Told], now: datetime, *, shown: int) -> dict[str, Any]:
    """Return what the mail's templates need: the first ``shown`` alerts in words, the rest as a number."""
    zone = ZoneInfo(reader.time_zone)
    entries = [_entry(entry, zone) for entry in told[:shown]]
    kinds = dict.fromkeys(entry.alert.kind for entry in told[:shown])
    return {
        "title": told[0].alert.title if len(told) == 1 else _title(told),
        "reader": reader,
        "when": _moment(now, zone),
        "entries": entries,
        "single": len(told) == 1,
        "more": len(told) - len(entries),
        "again": [alert_kind(kind).hears_again for kind in kinds],
        "inbox": absolute(reverse("inbox")),
    }


def _title(told: Sequence[Told]) -> str:
    projects = len({entry.alert.project_id for entry in told})
    alerts = ngettext("%(n)d new alert", "%(n)d new alerts", len(told)) % {"n": len(told)}
    places = ngettext("%(n)d project", "%(n)d projects", projects) % {"n": projects}
    return _("%(alerts)s on %(places)s") % {"alerts": alerts, "places": places}


def _entry(entry: Told, zone: ZoneInfo) -> dict[str, Any]:
    alert = entry.alert
    return {
        "alert": alert,
        "when": _moment(alert.raised_at, zone),
        "url": absolute(alert.path),
        "owner": alert.owner.name if alert.owner else "",
        "others": ", ".join(entry.others),
    }


def _moment(value: datetime, zone: ZoneInfo) -> str:
    return date_format(timezone.localtime(value, zone), "D M j, Y, H:i")
