"""Asking clamd, by its INSTREAM command: chunks preceded by their length, an empty one at the end, one line back."""

import socket
import struct
from collections.abc import Iterable
from urllib.parse import urlsplit

TIMEOUT = 60
CHUNK = 64 * 1024
CLEAN, FOUND = b"stream: OK", b" FOUND"


class Unreachable(Exception):
    """clamd does not answer, or answers something else: the file stays withheld, and is tried again."""


def threat_in(content: Iterable[bytes], address: str) -> str:
    """The name of what clamd finds, empty when it finds nothing. `address`: unix:/run/clamav/clamd.ctl, tcp://host:3310.

    Raises Unreachable.
    """
    try:
        with _connected(address) as link:
            link.sendall(b"zINSTREAM\0")
            for chunk in content:
                for start in range(0, len(chunk), CHUNK):
                    piece = chunk[start : start + CHUNK]
                    link.sendall(struct.pack("!L", len(piece)) + piece)
            link.sendall(struct.pack("!L", 0))
            said = _line(link)
    except OSError as error:
        raise Unreachable(str(error)) from error
    if said == CLEAN:
        return ""
    if said.startswith(b"stream: ") and said.endswith(FOUND):
        return said.removeprefix(b"stream: ").removesuffix(FOUND).decode("ascii", "replace")
    raise Unreachable(said.decode("ascii", "replace") or "no answer")


def _connected(address: str) -> socket.socket:
    parts = urlsplit(address)
    if parts.scheme == "unix":
        link = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        link.settimeout(TIMEOUT)
        link.connect(parts.path)
        return link
    return socket.create_connection((parts.hostname or "localhost", parts.port or 3310), timeout=TIMEOUT)


def _line(link: socket.socket) -> bytes:
    said = b""
    while not said.endswith(b"\0") and len(said) < 4096 and (more := link.recv(1024)):
        said += more
    return said.rstrip(b"\0\n")
