"""The local mailbox takes every mail by SMTP and keeps it: ``python -m pmo.embedded.mailbox FD FOLDER``."""

import asyncio
import contextlib
import hashlib
import signal
import socket
import sys
from email.parser import BytesHeaderParser
from pathlib import Path

from aiosmtpd.smtp import SMTP, Envelope, Session

from common.mailbox import keep_mail

LONGEST_MAIL = 32 * 1024 * 1024


class Keeper:
    """Answer 250 only when the mail is on disk."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        content = envelope.original_content or b""
        try:
            await asyncio.to_thread(keep_mail, self.folder, message_id(content), delivered(envelope, content))
        except OSError as error:
            return f"451 The mail could not be written: {error.strerror}"
        return "250 Kept"


def message_id(content: bytes) -> str:
    """Return the mail's Message-ID; a mail without one is named by its content."""
    given = BytesHeaderParser().parsebytes(content).get("Message-ID")
    return str(given) if given else hashlib.sha256(content).hexdigest()


def delivered(envelope: Envelope, content: bytes) -> bytes:
    """Return the mail with its envelope on top, as a mail server's last hop writes it."""
    lines = [f"Return-Path: <{envelope.mail_from or ''}>"]
    lines += [f"Delivered-To: {address}" for address in envelope.rcpt_tos]
    return "".join(f"{line}\r\n" for line in lines).encode() + content


async def serve(listener: socket.socket, folder: Path) -> None:
    """Take mails until SIGTERM."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for part in folder.glob(".*.part"):
        part.unlink()
    loop = asyncio.get_running_loop()
    ended = asyncio.Event()
    loop.add_signal_handler(signal.SIGTERM, ended.set)
    keeper = Keeper(folder)
    server = await loop.create_server(
        lambda: SMTP(keeper, hostname="localhost", data_size_limit=LONGEST_MAIL, enable_SMTPUTF8=True),
        sock=listener,
    )
    await ended.wait()
    server.close()
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(server.wait_closed(), 2)


if __name__ == "__main__":
    asyncio.run(serve(socket.socket(fileno=int(sys.argv[1])), Path(sys.argv[2])))
