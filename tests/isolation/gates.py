"""Whether a request came as far as its view: what a gate has answered proves nothing about the check behind it.

Everybody has just proved who they are (`HostClient.prove`), allauth counts nobody, and the last gate tells who passed.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.test import override_settings

TOO_MANY = 429
# Where somebody is asked who they are again, by a gate of ours or of allauth's.
ASKING_AGAIN = ("/compte/reauthenticate/", "/compte/confirmer/", "/compte/2fa/reauthenticate/")


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
    """Clients made meanwhile know who came in; allauth counts nobody (ours are forgotten with each request)."""
    with override_settings(
        MIDDLEWARE=[*settings.MIDDLEWARE, f"{__name__}.{LastGate.__name__}"], ACCOUNT_RATE_LIMITS=False
    ):
        yield


def stopped(answer: Any) -> bool:
    """Whether a gate answered for the view."""
    asks_again = answer.headers.get("Location", "").startswith(ASKING_AGAIN)
    return answer.status_code == TOO_MANY or asks_again or not getattr(answer.wsgi_request, "came_in", False)
