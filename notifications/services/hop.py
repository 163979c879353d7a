"""The SMTP conversation with the next hop, cut open where the outbox has to know: before the final dot."""

import re
import smtplib
import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from django.conf import settings

from notifications.services.mime import one_line, sender

DOT = b".\r\n"
CODES = range(200, 600)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the hop said last; ``code`` None: nothing."""

    code: int | None
    text: str


class HopDown(Exception):
    """No connection, no greeting or no sign-in: no mail can be sent now."""


class BeforeDot(Exception):
    """The mail was not handed over: refused, or the connection broke before the final dot."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.text)
        self.answer = answer


class AfterDot(Exception):
    """The final dot was sent and no answer came: the hop may have the mail."""


class LeaseLost(Exception):
    """Somebody else took the mail over; the final dot was not sent."""


class Hop:
    """One connection to the next hop, opened when needed and used for a whole batch."""

    def __init__(self) -> None:
        self._smtp: smtplib.SMTP | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def send(self, *, recipient: str, mime: bytes, before_dot: Callable[[], bool]) -> Answer:
        """Hand one mail over.

        Parameters
        ----------
        before_dot
            Called after the body and before the final dot; False: the dot is not sent.

        Returns
        -------
        Answer
            The hop's answer to the final dot: accepted (2xx) or refused (4xx, 5xx).

        Raises
        ------
        HopDown, BeforeDot, LeaseLost, AfterDot
        """
        smtp = self._ready()
        try:
            self._envelope(smtp, recipient)
            smtp.send(_stuffed(mime))
        except (smtplib.SMTPException, OSError) as error:
            self.drop()
            raise BeforeDot(Answer(None, _words(error))) from error
        if not before_dot():
            self.drop()
            raise LeaseLost
        try:
            smtp.send(DOT)
            answer = _answer(smtp.getreply())
        except (smtplib.SMTPException, OSError) as error:
            self.drop()
            raise AfterDot(_words(error)) from error
        if answer.code is None or 300 <= answer.code < 400:
            self.drop()
            raise AfterDot(answer.text)
        return answer

    def drop(self) -> None:
        """Cut the connection without a word, so that an unfinished mail is not taken."""
        if self._smtp is not None:
            self._smtp.close()
            self._smtp = None

    def close(self) -> None:
        """Say goodbye, if anybody is there."""
        if self._smtp is not None:
            try:
                self._smtp.quit()
            except (smtplib.SMTPException, OSError):
                self._smtp.close()
            self._smtp = None

    def _ready(self) -> smtplib.SMTP:
        if self._smtp is not None:
            try:
                if self._smtp.rset()[0] == 250:
                    return self._smtp
            except (smtplib.SMTPException, OSError):
                pass
            self.drop()
        try:
            self._smtp = _connect()
        except (smtplib.SMTPException, OSError) as error:
            raise HopDown(_words(error)) from error
        return self._smtp

    def _envelope(self, smtp: smtplib.SMTP, recipient: str) -> None:
        steps: list[tuple[Callable[[], tuple[int, bytes]], set[int]]] = [
            (lambda: smtp.mail(sender()), {250}),
            (lambda: smtp.rcpt(recipient), {250, 251}),
            (lambda: smtp.docmd("DATA"), {354}),
        ]
        for step, expected in steps:
            code, text = step()
            if code not in expected:
                if code in {421, -1}:
                    self.drop()
                raise BeforeDot(_answer((code, text)))


def _connect() -> smtplib.SMTP:
    host, port, timeout = settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT
    own_name = sender().rpartition("@")[2] or "localhost"
    context = ssl.create_default_context()
    smtp: smtplib.SMTP
    if settings.EMAIL_USE_SSL:
        smtp = smtplib.SMTP_SSL(host, port, own_name, timeout=timeout, context=context)
    else:
        smtp = smtplib.SMTP(host, port, own_name, timeout=timeout)
    try:
        if smtp.sock is not None:
            smtp.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # the dot follows on its own
        smtp.ehlo_or_helo_if_needed()
        if not settings.EMAIL_USE_SSL and smtp.has_extn("starttls"):
            smtp.starttls(context=context)
            smtp.ehlo_or_helo_if_needed()
        if settings.EMAIL_HOST_USER:
            smtp.login(settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD)
    except (smtplib.SMTPException, OSError):
        smtp.close()
        raise
    return smtp


def _stuffed(mime: bytes) -> bytes:
    """Return the body with CRLF line ends and leading dots doubled, without the final dot."""
    lines = re.sub(rb"(?:\r\n|\n|\r(?!\n))", b"\r\n", mime)
    body = re.sub(rb"(?m)^\.", b"..", lines)
    return body if body.endswith(b"\r\n") else body + b"\r\n"


def _answer(reply: tuple[int, bytes]) -> Answer:
    code, text = reply
    return Answer(code if code in CODES else None, one_line(text.decode("utf-8", "replace"), 300))


def _words(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        detail = error.smtp_error
        text = detail.decode("utf-8", "replace") if isinstance(detail, bytes) else str(detail)
        return one_line(f"{error.smtp_code} {text}", 300)
    return one_line(str(error) or type(error).__name__, 300)
