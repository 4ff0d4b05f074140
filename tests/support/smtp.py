"""A mail server of the tests' own: takes messages by real SMTP and keeps them."""

import socket
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage

REFUSED = "refuse@"
BUSY = "occupe@"
SLOW = "lent@"


class _Conversation(socketserver.StreamRequestHandler):
    server: "MailServer"

    def handle(self) -> None:
        self._say("220 tests")
        while line := self.rfile.readline().decode(errors="replace").strip():
            verb = line[:4].upper()
            if verb == "QUIT":
                return self._say("221 bye")
            if verb == "DATA":
                self._take()
            elif verb == "RCPT" and REFUSED in line:
                self._say("550 no such mailbox here")
            elif verb == "RCPT" and SLOW in line:
                self.server.asked.set()
                self.server.answers.wait(60)
                self._say("250 ok")
            elif verb == "RCPT" and BUSY in line:
                self._say("451 try again later")
            else:
                self._say("250 ok")
        return None

    def _take(self) -> None:
        self._say("354 go on")
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line.removeprefix(b"."))
        self.server.received.append(message_from_bytes(b"".join(lines), policy=policy.default))  # type: ignore[arg-type]
        self._say("250 taken")

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


class MailServer(socketserver.ThreadingTCPServer):
    """`received` holds what arrived, parsed; addresses with `refuse@` are refused for good, `occupe@` for now.

    For `lent@`, `asked` is set and the answer waits for `answers`.
    """

    allow_reuse_address = True
    daemon_threads = True
    address_family = socket.AF_INET

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.received: list[EmailMessage] = []
        self.asked, self.answers = threading.Event(), threading.Event()

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.server_address[1]}"


@contextmanager
def mail_server() -> Iterator[MailServer]:
    """A server that listens during the block."""
    with MailServer() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield server
        finally:
            server.shutdown()
