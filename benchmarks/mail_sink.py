"""An SMTP server that counts: every mail it takes is one line of its log.

``python -m benchmarks.mail_sink LOG MILLISECONDS [FOLDER]``: answers the final dot after that time, takes
the mail somewhere in it unless the client has gone by then, and with FOLDER keeps it as the local
mailbox does, so that it can be asked for a Message-ID. Prints its port.
"""

import asyncio
import hashlib
import json
import random
import sys
from email.parser import BytesHeaderParser
from pathlib import Path

from aiosmtpd.smtp import SMTP, Envelope, Session

from common.mailbox import keep_mail


class Counter:
    def __init__(self, log: Path, seconds: float, folder: Path | None) -> None:
        self.log = log.open("a")
        self.seconds = seconds
        self.folder = folder
        self.random = random.Random(1)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        content = envelope.original_content or b""
        before = self.random.random() * self.seconds
        await asyncio.sleep(before)
        if server._reader.at_eof():  # the client is gone: this server drops the mail, as some do
            return "421 Gone"
        self.take(content)
        await asyncio.sleep(self.seconds - before)
        return "250 Taken"

    def take(self, content: bytes) -> None:
        """Count and keep the mail, without a break in which a dead client could stop it halfway."""
        message_id = str(BytesHeaderParser().parsebytes(content)["Message-ID"])
        if self.folder is not None:
            keep_mail(self.folder, message_id, content)
        line = {"message_id": message_id, "sha256": hashlib.sha256(content).hexdigest()}
        self.log.write(json.dumps(line) + "\n")
        self.log.flush()


async def serve(counter: Counter) -> None:
    server = await asyncio.get_running_loop().create_server(
        lambda: SMTP(counter, hostname="localhost"), "127.0.0.1", 0
    )
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    kept = Path(sys.argv[3]) if len(sys.argv) > 3 else None
    asyncio.run(serve(Counter(Path(sys.argv[1]), int(sys.argv[2]) / 1000, kept)))
