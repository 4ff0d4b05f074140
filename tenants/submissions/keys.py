"""The key of what is sent: a hidden field of a form (`{% once %}`), or a program's `Idempotency-Key`.

The same key from the same person for the same content is the same act. On a page other content is another act, since
one comes back and changes one's words; for a program it is a mistake, which is told.
"""

import hashlib
import json
import re
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.crypto import salted_hmac

from eclore.kit.once import FIELD
from tenants.accounts.tokens import bearer
from tenants.requests import Request

HEADER = "Idempotency-Key"
WRITES = ("POST", "PUT", "PATCH", "DELETE")
# A string of RFC 8941, or the same without its quotes.
WRITTEN = re.compile(r'"?([\x21\x23-\x5b\x5d-\x7e]{1,255})"?')
NOT_CONTENT = (FIELD, "csrfmiddlewaretoken")


@dataclass(frozen=True)
class Sent:
    """Something sent with a key: what finds it again, what it held, and what opens its answer."""

    digest: str
    fingerprint: str
    seal: bytes
    by_program: bool


class Unreadable(ValueError):
    """An `Idempotency-Key` that is none."""


def of(request: Request) -> Sent | None:
    """None for what bears no key, or comes from no one that a key could be tied to. Raises Unreadable."""
    if not request.path.startswith("/api/"):
        key = request.POST.get(FIELD, "")
        return _sent(request, key, _browser(request), _form(request), by_program=False) if key else None
    header, client = request.headers.get(HEADER), _client(request)
    if header is None or not client or request.method not in WRITES:
        return None
    found = WRITTEN.fullmatch(header.strip())
    if found is None:
        raise Unreadable(header)
    return _sent(request, found[1], client, _body(request), by_program=True)


def _sent(request: Request, key: str, who: str, content: Iterator[bytes], *, by_program: bool) -> Sent:
    read = hashlib.sha256(f"{request.method} {request.get_full_path()}".encode())
    for part in content:
        read.update(len(part).to_bytes(8) + part)
    fingerprint = read.hexdigest()
    named = [request.site.role, request.site.host, who, key, "" if by_program else fingerprint]
    return Sent(
        digest=_hashed("digest", named).hex(),
        fingerprint=fingerprint,
        seal=urlsafe_b64encode(_hashed("seal", named)),
        by_program=by_program,
    )


def _hashed(use: str, named: list[str]) -> bytes:
    return salted_hmac(f"eclore.submissions.{use}", json.dumps(named), algorithm="sha256").digest()


def _browser(request: Request) -> str:
    """Somebody signed in, the holder of a card, or else this browser by the cookie that guards its forms."""
    if request.actor.is_authenticated:
        return f"person {request.actor.user_id}"
    if request.actor.held:
        return f"seat {request.actor.held.seat_id}"
    return f"browser {request.COOKIES.get(settings.CSRF_COOKIE_NAME, '')}"


def _client(request: Request) -> str:
    """A token, or somebody signed in; a key of nobody's is not honoured."""
    if (token := bearer(request)) is not None:
        return f"token {token}"
    return f"person {request.actor.user_id}" if request.actor.is_authenticated else ""


def _form(request: Request) -> Iterator[bytes]:
    """A part of a page asks for another answer than the whole."""
    yield request.headers.get("HX-Request", "").encode()
    for name, values in sorted(request.POST.lists()):
        if name not in NOT_CONTENT:
            yield json.dumps([name, values]).encode(errors="surrogatepass")
    yield from _files(request)


def _body(request: Request) -> Iterator[bytes]:
    """A JSON body by what it says, a form of files by its parts."""
    if request.content_type == "multipart/form-data":
        yield from _form(request)
        return
    try:
        yield json.dumps(json.loads(request.body), sort_keys=True).encode()
    except (ValueError, RecursionError):
        yield request.body


def _files(request: Request) -> Iterator[bytes]:
    for name, files in sorted(request.FILES.lists()):
        for file in files:
            yield json.dumps([name, file.name, file.content_type]).encode()
            yield _content(file)


def _content(file: "UploadedFile[bytes]") -> bytes:
    read = hashlib.sha256()
    for chunk in file.chunks():
        read.update(chunk)
    file.seek(0)
    return read.digest()
