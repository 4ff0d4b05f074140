"""API tokens as requests show them: re-read with their person's roles at every request."""

from django.http import HttpRequest

from eclore.kit.actor import ANONYMOUS, Actor
from eclore.kit.keys import digest
from tenants.accounts import authentication
from tenants.accounts.models import ApiToken, User
from tenants.hosts import Site


def bearer(request: HttpRequest) -> str | None:
    """The token that a request shows, None when it shows none: however it is spelt, it is one and the same."""
    scheme, space, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if space and scheme.lower() == "bearer" else None


def person(secret: str, site: Site) -> tuple[User | None, Actor]:
    """Whose token this is and what they may do at `site` now; (None, ANONYMOUS) when it opens nothing."""
    token = ApiToken.objects.filter(digest=digest(secret), territory_role=site.role, revoked_at=None).first()
    if token is None:
        return None, ANONYMOUS
    return authentication.person(token.user_id, site)
