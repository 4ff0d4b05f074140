"""The port people will open in their browser: whether it can be had, and when somebody answers behind it."""

import errno
import http.client
import socket
import time
from collections.abc import Callable

from embedded import EmbeddedError

ADDRESSES = {"127.0.0.1": socket.AF_INET, "::1": socket.AF_INET6}


def read_port(text: str) -> int:
    """A port number from what somebody typed. Raises `EmbeddedError`."""
    if text.isdecimal() and 0 < int(text) < 65536:
        return int(text)
    raise EmbeddedError(f"PORT={text} is not a port: choose a number between 1024 and 65535.")


def bindings(port: int) -> list[str]:
    """The local addresses to serve on, as gunicorn writes them. Raises `EmbeddedError` when the port is taken."""
    found = []
    for address, family in ADDRESSES.items():
        try:
            _try_to_bind(address, family, port)
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise EmbeddedError(
                    f"Port {port} is already in use: stop the program that uses it, or choose another port, "
                    f"for instance PORT={_neighbour(port)}."
                ) from error
            if error.errno in {errno.EACCES, errno.EPERM}:
                raise EmbeddedError(f"You may not use port {port}: choose one above 1023, as PORT=8000.") from error
            continue  # this machine has no such address
        found.append(f"[{address}]:{port}" if family == socket.AF_INET6 else f"{address}:{port}")
    return found


def await_answer(port: int, host: str, patience: float, still_hoping: Callable[[], bool]) -> int | None:
    """The status of the first answer to `GET /`; None when none came or `still_hoping` turned false."""
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline and still_hoping():
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=patience)
        try:
            connection.request("GET", "/", headers={"Host": f"{host}:{port}"})
            return connection.getresponse().status
        except (OSError, http.client.HTTPException):
            time.sleep(0.05)
        finally:
            connection.close()
    return None


def _try_to_bind(address: str, family: socket.AddressFamily, port: int) -> None:
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            probe.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        probe.bind((address, port))


def _neighbour(port: int) -> int:
    return port + 1 if port < 65535 else 8000
