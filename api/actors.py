"""Who is acting, for the API: set by the host's session or by the token."""

from typing import Any

from eclore.kit.actor import ANONYMOUS, Actor


def actor_of(request: Any) -> Actor:
    """The actor of a DRF request, once it is authenticated; nobody for an entry card, which opens pages alone."""
    request.user  # noqa: B018  authenticates, which may replace the actor by the token's
    actor: Actor = request._request.actor
    return ANONYMOUS if actor.held else actor
