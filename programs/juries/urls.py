"""Addresses of the cards of one kind of jury."""

from typing import Any

from django.urls import URLPattern, path

from programs.juries.desks import Desk
from programs.juries.views import desk as desks
from programs.juries.views import entering

CARDS = "jurys/<uuid:pk>/cartes/"
CARD = "carte/<str:secret>/"


def addresses(desk: Desk) -> list[URLPattern]:
    """Named after the app: `juries-entry-cards`, `juries-enter`…"""

    def at(route: str, view: Any, name: str) -> URLPattern:
        return path(route, view, {"desk": desk}, name=f"juries-{name}")

    return [
        at(CARDS, desks.index, "entry-cards"),
        at(f"{CARDS}preparer/", desks.prepare, "entry-cards-prepare"),
        at(f"{CARDS}pin/", desks.renew_pin, "entry-cards-pin"),
        at(f"{CARDS}<uuid:seat>/liberer/", desks.free, "entry-card-free"),
        at(f"{CARDS}<uuid:seat>/retirer/", desks.take_back, "entry-card-take-back"),
        at(CARD, entering.enter, "enter"),
        at(f"{CARD}message/", entering.send, "enter-send"),
        at(f"{CARD}code/", entering.by_code, "enter-code"),
    ]
