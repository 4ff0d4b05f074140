"""API tokens as requests show them; tenants.accounts.authentication tells whose they are."""

from django.http import HttpRequest


def bearer(request: HttpRequest) -> str | None:
    """The token that a request shows, None when it shows none: however it is spelt, it is one and the same."""
    scheme, space, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if space and scheme.lower() == "bearer" else None
