"""Who is acting, for the API: set by the host's session or by the token."""

from typing import cast

from rest_framework.request import Request

from eclore.kit.actor import ANONYMOUS, Actor
from tenants.requests import Request as SiteRequest


def site_request(request: Request) -> SiteRequest:
    """The request that DRF has wrapped, with its site and its actor."""
    return cast("SiteRequest", request._request)  # the middlewares of tenants have made it one, whatever its class


def actor_of(request: Request) -> Actor:
    """The actor of a DRF request, once it is authenticated; nobody for an entry card, which opens pages alone."""
    request.user  # noqa: B018  authenticates, which may replace the actor by the token's
    actor = site_request(request).actor
    return ANONYMOUS if actor.held else actor
