"""What every template knows: the place, the actor, the way around."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.module_loading import import_string

from eclore.kit.actor import ANONYMOUS


def surroundings(request: HttpRequest) -> dict[str, Any]:
    """`place`, `actor`, `navigation`, `theme_url`, `demonstration`; safe on a request that has met no middleware."""
    place = getattr(request, "place", None)
    actor = getattr(request, "actor", ANONYMOUS)
    if place is None:
        return {"actor": actor, "navigation": [], "demonstration": settings.DEMONSTRATION}
    items = import_string(f"{settings.URLCONFS[place.kind]}.navigation")
    return {
        "place": place,
        "actor": actor,
        "navigation": [
            {"url": url, "label": label, "current": request.path == url or (url != "/" and request.path.startswith(url))}
            for url, label in items(actor)
        ],
        "theme_url": place.theme_url,
        "demonstration": settings.DEMONSTRATION,
    }
