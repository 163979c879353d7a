"""What notifications fill into the lists declared lower, and their own planner."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.utils.translation import gettext_lazy as _

from common.navigation import Place, register_place
from notifications.planning import planners
from notifications.queries.inbox import open_count
from notifications.queries.mailbox import mailbox_here
from notifications.services.alert_mail import plan_alert_mails
from notifications.services.recovery import DOUBTS

planners.register(plan_alert_mails)
register_place(Place("inbox", _("Inbox"), "inbox", "tray", 20, count=open_count))
register_place(Place("outbox", _("Outbox"), "outbox", "envelope", 92, "outbox.manage"))
if mailbox_here():
    register_place(Place("mailbox", _("Mailbox"), "mailbox", "download", 94, "mailbox.view"))


@register
def check_hop_kind(**kwargs: Any) -> list[CheckMessage]:
    """Refuse a hop kind that recovery has no answer for."""
    if settings.EMAIL_HOP_KIND in DOUBTS:
        return []
    words = ", ".join(DOUBTS)
    return [
        Error(f"SMTP_HOP is {settings.EMAIL_HOP_KIND!r}; it must be one of {words}.", id="notifications.E001")
    ]
