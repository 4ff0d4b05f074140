"""Whether a request came as far as its view: what a gate has answered proves nothing about the check behind it.

Everybody has just proved who they are (`HostClient.prove`), nobody has asked before; the last gate tells who passed.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.test import override_settings

from eclore.kit import limits

TOO_MANY = 429
# Where somebody is asked who they are again, by a gate of ours or of allauth's.
ASKING_AGAIN = (
    "/compte/reauthenticate/",
    "/compte/confirmer/",
    "/compte/2fa/reauthenticate/",
    "/compte/2fa/webauthn/reauthenticate/",
)


class LastGate:
    """Asked after every other middleware: the view comes next."""

    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> Any:
        return self.get_response(request)

    def process_view(self, request: Any, *_: Any) -> None:
        request.came_in = True


@contextmanager
def let_through() -> Iterator[None]:
    """Clients made meanwhile know who came in."""
    with override_settings(MIDDLEWARE=[*settings.MIDDLEWARE, f"{__name__}.{LastGate.__name__}"]):
        yield


def forget() -> None:
    """What was counted in this process and in the cache; what was in the database is undone with the request."""
    limits.forget_here()
    cache.clear()


def stopped(answer: Any) -> bool:
    """Whether a gate answered for the view; the pages of those gates may send to one another."""
    request = answer.wsgi_request
    asks_again = answer.headers.get("Location", "").startswith(ASKING_AGAIN) and request.path not in ASKING_AGAIN
    return answer.status_code == TOO_MANY or asks_again or not getattr(request, "came_in", False)
