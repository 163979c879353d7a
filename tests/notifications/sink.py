"""An SMTP server that does what a test asks of it, and counts what it took."""

import socketserver
import threading
from collections import deque
from typing import ClassVar

REPLIES = {"MAIL": b"250 ok", "RCPT": b"250 ok", "RSET": b"250 ok", "EHLO": b"250 sink", "QUIT": b"221 bye"}


class Sink(socketserver.ThreadingTCPServer):
    """Listens on a free port of this machine.

    ``faults`` holds one word for each coming mail, in order; afterwards everything is taken:
    ``rcpt NNN`` refuses the recipient, ``dot NNN`` answers the final dot with NNN, ``cut data``
    closes instead of answering DATA, ``cut kept`` takes the mail and closes without an answer,
    ``cut lost`` closes without taking it, ``babble`` takes it and answers something that is no answer.
    """

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Talk)
        self.faults: deque[str] = deque()
        self.taken: list[bytes] = []
        self.bodies = 0
        self.connections = 0
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()

    @property
    def port(self) -> int:
        return self.server_address[1]


class Talk(socketserver.StreamRequestHandler):
    server: Sink
    timeout: ClassVar[float] = 5

    def handle(self) -> None:
        self.server.connections += 1
        self.say(b"220 sink")
        fault = ""
        while line := self.rfile.readline():
            verb = line[:4].strip().upper().decode()
            if verb == "MAIL":
                fault = self.server.faults.popleft() if self.server.faults else ""
            if verb == "DATA":
                if not self.data(fault):
                    return
            elif verb == "RCPT" and fault.startswith("rcpt"):
                self.say(f"{fault[5:]} not now".encode())
                if fault[5:] == "421":
                    return
            else:
                self.say(REPLIES.get(verb, b"500 what"))
            if verb == "QUIT":
                return

    def data(self, fault: str) -> bool:
        """Take a body; return whether the connection goes on."""
        if fault == "cut data":
            return False
        self.say(b"354 go on")
        lines = []
        while (line := self.rfile.readline()) not in {b".\r\n", b""}:
            self.server.bodies += not lines
            lines.append(line.removeprefix(b"."))
        if not line:
            return False
        if fault in {"", "cut kept", "babble"}:
            self.server.taken.append(b"".join(lines))
        if fault.startswith("cut"):
            return False
        self.say(f"{fault[4:]} no".encode() if fault.startswith("dot") else fault.encode() or b"250 taken")
        return True

    def say(self, line: bytes) -> None:
        self.wfile.write(line + b"\r\n")
