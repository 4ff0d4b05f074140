"""What was answered, packed and sealed by the key that was sent: a draft's link or a card is in it, for its owner."""

import json
import zlib
from dataclasses import asdict, dataclass
from typing import Any

from cryptography.fernet import Fernet, InvalidToken
from django.contrib import messages
from django.http import HttpResponse

from tenants.requests import Request

REPLAYED = "Idempotency-Replayed"


@dataclass(frozen=True)
class Told:
    """All of an answer but its body; `said` are the messages that the next page shows, as (level, sentence)."""

    status: int
    headers: list[tuple[str, str]]
    cookies: list[str]
    said: list[tuple[int, str]]


def sealed(request: Request, response: HttpResponse, seal: bytes) -> bytes:
    """The answer, for `opened` with the same seal."""
    told = Told(
        response.status_code,
        list(response.headers.items()),
        [morsel.OutputString() for morsel in response.cookies.values()],
        [(message.level, str(message.message)) for message in said(request)],
    )
    head = json.dumps(asdict(told)).encode()
    packed = zlib.compress(len(head).to_bytes(4) + head + response.content)
    return Fernet(seal).encrypt(packed)


def opened(request: Request, answer: bytes, seal: bytes) -> HttpResponse | None:
    """The same answer again, its messages said again; None when another installation's secret has sealed it."""
    try:
        packed = zlib.decompress(Fernet(seal).decrypt(bytes(answer)))
    except InvalidToken:
        return None
    size = int.from_bytes(packed[:4])
    told = Told(**json.loads(packed[4 : 4 + size]))
    response = HttpResponse(packed[4 + size :], status=told.status)
    for name, value in told.headers:
        response.headers[name] = value
    for cookie in told.cookies:
        response.cookies.load(cookie)
    for level, sentence in told.said:
        messages.add_message(request, level, sentence)
    response.headers[REPLAYED] = "true"
    return response


def said(request: Request) -> list[Any]:
    """What this request has said, for the page that follows."""
    storage: Any = messages.get_messages(request)  # Django's storages have no public way to what was just added
    return list(storage._queued_messages)
