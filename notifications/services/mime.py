"""Freeze a mail: from subject, text and HTML to the bytes that every attempt sends."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from common.errors import DomainError

LIMIT = 100_000
"""Bytes a mail may have: larger ones are clipped by mail programs."""
POLICY = SMTP.clone(cte_type="7bit")


@dataclass(frozen=True, slots=True)
class Image:
    """An image inside the HTML part, shown by ``<img src="cid:NAME">``."""

    cid: str
    content: bytes
    subtype: str = "png"


@dataclass(frozen=True, slots=True)
class Letter:
    """What is to be frozen."""

    message_id: str
    recipient_email: str
    recipient_name: str
    subject: str
    text: str
    html: str
    headers: Mapping[str, str]
    images: Sequence[Image]
    date: datetime


def sender() -> str:
    """Return the bare address mails come from."""
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1]


def message_id_for(key: str) -> str:
    """Return the Message-ID of a key: the same key always gives the same one."""
    domain = sender().rpartition("@")[2] or "localhost"
    return f"<{hashlib.sha256(key.encode()).hexdigest()[:40]}@{domain}>"


def address_fault(address: str) -> str:
    """Return why no mail can go to ``address``, or an empty string."""
    try:
        validate_email(address)
        address.encode("ascii")
    except (ValidationError, UnicodeEncodeError):
        return _("This is not an address mail can be sent to.")
    return ""


def one_line(value: str, limit: int) -> str:
    """Return ``value`` without line breaks or control characters, cut to ``limit``."""
    return " ".join(re.sub(r"[\x00-\x1f\x7f]", " ", value).split())[:limit]


def freeze(letter: Letter) -> str:
    """Return the complete mail as ASCII text with CRLF line ends.

    Raises
    ------
    DomainError
        ``mail_too_large`` at 100 kB and more.
    """
    mail = EmailMessage(policy=POLICY)
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    mail["Subject"] = letter.subject
    mail["From"] = Address(one_line(name, 100), addr_spec=address)
    mail["To"] = Address(one_line(letter.recipient_name, 100), addr_spec=letter.recipient_email)
    mail["Date"] = format_datetime(letter.date)
    mail["Message-ID"] = letter.message_id
    mail["Auto-Submitted"] = "auto-generated"
    for header, value in _with_one_click(letter.headers).items():
        mail[header] = one_line(value, 900)
    mail.set_content(letter.text, cte="quoted-printable")
    if letter.html:
        mail.add_alternative(letter.html, subtype="html", cte="quoted-printable")
        _attach(mail, letter.images)
    frozen = mail.as_bytes().decode("ascii")
    if len(frozen) >= LIMIT:
        raise DomainError("mail_too_large", _("The mail is larger than 100 kB and was not queued."))
    return frozen


def _attach(mail: EmailMessage, images: Sequence[Image]) -> None:
    html = mail.get_body(("html",))
    for image in images:
        if isinstance(html, EmailMessage):
            html.add_related(
                image.content, "image", image.subtype, cid=f"<{image.cid}>", disposition="inline"
            )


def _with_one_click(headers: Mapping[str, str]) -> dict[str, str]:
    if "List-Unsubscribe" in headers:
        return dict(headers) | {"List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    return dict(headers)
