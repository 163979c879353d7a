"""allauth's rules and mails: sign-up by invitation only, every mail through the outbox in our look."""

import secrets
from typing import Any
from urllib.parse import quote

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.formats import date_format

from accounts.models import User
from notifications.account_mails import MAILS, AccountMail
from notifications.models import MessageKind
from notifications.services.outbox import queue_message
from notifications.services.rendering import absolute, render_mail


class AccountAdapter(DefaultAccountAdapter):
    """Sign-up is by invitation only."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Queue the mail; its text holds links for one person and is erased once sent."""
        values = context | {"email": email}
        mail = MAILS.get(template_prefix) or _as_written(template_prefix, values)
        html, text = render_mail("emails/account", _filled(mail, values))
        user = context.get("user")
        queue_message(
            dedupe_key=f"account:{secrets.token_hex(16)}",
            kind=MessageKind.ACCOUNT,
            recipient_email=email,
            recipient_name=user.name if isinstance(user, User) else "",
            user=user if isinstance(user, User) else None,
            subject=str(mail.title),
            text=text,
            html=html,
            sensitive=True,
        )

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Return the link under our public address, whatever host the request named."""
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
        return absolute(path.replace("UID-KEY", quote(key)))


def _filled(mail: AccountMail, values: dict[str, Any]) -> dict[str, Any]:
    known = {"ip": "", "user_agent": ""} | values
    known["timestamp"] = date_format(values["timestamp"], "Y-m-d H:i e") if "timestamp" in values else ""
    return {
        "title": mail.title,
        "paragraphs": [str(paragraph) % known for paragraph in mail.paragraphs],
        "url": values.get(mail.link, ""),
        "label": mail.label,
        "note": mail.note,
    }


def _as_written(prefix: str, values: dict[str, Any]) -> AccountMail:
    """Return a mail we have no words for, in allauth's."""
    title = " ".join(render_to_string(f"{prefix}_subject.txt", values).split())
    text = render_to_string(f"{prefix}_message.txt", values)
    return AccountMail(title, tuple(p.strip() for p in text.replace("%", "%%").split("\n\n") if p.strip()))
