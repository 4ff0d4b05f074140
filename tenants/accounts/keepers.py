"""Whose are the words that a device keeps until they are saved, and the key that only their session gives.

What is typed waits in the browser, encrypted (static/eclore/keeping.js). The key is never kept there: a page gives it
to the person it is drawn for, so that whoever uses the device next can read nothing, and the same person, once signed
in again, finds everything. With a card it comes from the session itself, and is worth nothing after it.
"""

import base64
from dataclasses import dataclass

from django.utils.crypto import salted_hmac

from tenants.accounts.authentication import GUEST
from tenants.requests import Request

TAG, KEY = "eclore.keepers.tag", "eclore.keepers.key"
# What begins the tag of whoever came in with a card: nothing of theirs outlives the session.
CARD = "card-"


@dataclass(frozen=True)
class Keeper:
    """`tag` tells people of one device apart and says nothing of them; `key`: 32 bytes in base64. Empty for nobody."""

    tag: str = ""
    key: str = ""


def keeper_of(request: Request) -> Keeper:
    """Whom this page is drawn for, on this host."""
    actor = request.actor
    if actor.is_authenticated:
        return _keeper("", f"{request.site.host} {actor.user_id}")
    if actor.held:
        return _keeper(CARD, f"{request.site.host} {actor.held.seat_id} {request.session.session_key}")
    return Keeper()


def card_is_over(request: Request) -> bool:
    """Whether this session was a card's, which opens nothing any more: signing in would not help."""
    return not request.actor.is_somebody and GUEST in request.session


def _keeper(kind: str, who: str) -> Keeper:
    tag = salted_hmac(TAG, who, algorithm="sha256").hexdigest()[:24]
    key = salted_hmac(KEY, who, algorithm="sha256").digest()
    return Keeper(kind + tag, base64.b64encode(key).decode())
