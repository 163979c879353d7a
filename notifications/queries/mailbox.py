"""The mails the local mailbox took."""

import base64
import re
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.parser import BytesHeaderParser
from pathlib import Path
from typing import Any, cast

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.utils.timezone import get_current_timezone

from common.mailbox import kept_mails

PAGE_SIZE = 50
NAME = re.compile(r"[0-9a-f]{64}(\.[0-9]{1,9})?\.eml")


@dataclass(frozen=True, slots=True)
class KeptMail:
    """One line of the mailbox."""

    name: str
    subject: str
    recipient: str
    taken_at: datetime


@dataclass(frozen=True, slots=True)
class OpenedMail:
    """One mail, taken apart."""

    name: str
    subject: str
    headers: tuple[tuple[str, str], ...]
    text: str
    html: str


def mailbox_here() -> bool:
    """Return whether mails go to the local mailbox, the only hop that can be searched."""
    return bool(settings.EMAIL_HOP_KIND == "searchable")


def mailbox_page(number: str | None) -> "Page[KeptMail]":
    """Return one page of mails, newest first; only the shown files are opened."""
    page: Page[Any] = Paginator(kept_mails(settings.MAILBOX_DIR), PAGE_SIZE).get_page(number)
    page.object_list = [_line(path) for path in page.object_list]
    return page


def open_mail(name: str) -> OpenedMail | None:
    """Return the mail kept under ``name``, or None."""
    path: Path = settings.MAILBOX_DIR / name
    if not NAME.fullmatch(name) or not path.is_file():
        return None
    mail = cast(EmailMessage, message_from_bytes(path.read_bytes(), policy=policy.default))
    text, html = mail.get_body(("plain",)), mail.get_body(("html",))
    return OpenedMail(
        name=name,
        subject=str(mail["Subject"] or ""),
        headers=tuple((key, str(value)) for key, value in mail.items()),
        text=_content(text),
        html=_with_images(mail, _content(html)),
    )


def _line(path: Path) -> KeptMail:
    with path.open("rb") as file:
        headers = BytesHeaderParser(policy=policy.default).parse(file)
    taken_at = datetime.fromtimestamp(path.stat().st_mtime, tz=get_current_timezone())
    return KeptMail(path.name, str(headers["Subject"] or ""), str(headers["To"] or ""), taken_at)


def _content(part: object) -> str:
    return str(part.get_content()) if isinstance(part, EmailMessage) else ""


def _with_images(mail: EmailMessage, html: str) -> str:
    """Return the HTML with its images in it, so that the page loads nothing."""
    for part in mail.walk():
        cid = str(part.get("Content-ID") or "").strip("<> ")
        if cid and part.get_content_maintype() == "image":
            data = base64.b64encode(cast(bytes, part.get_payload(decode=True))).decode()
            html = html.replace(f"cid:{cid}", f"data:{part.get_content_type()};base64,{data}")
    return html
