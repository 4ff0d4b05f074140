"""Where ProConnect answers and with which keys it signs: discovery, kept ten minutes."""

from typing import Any

import jwt
import requests
from allauth.socialaccount.adapter import get_adapter
from django.conf import settings
from django.core.cache import cache

from tenants.accounts.proconnect.refusals import NoIdentity

KEPT = 10 * 60
NEEDED = ("authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri", "end_session_endpoint")
KEY_TYPES = {"RS256": "RSA", "ES256": "EC"}


def configured() -> bool:
    """Whether this installation is registered with ProConnect: without it there is no button and no address."""
    return bool(settings.PROCONNECT_ISSUER and settings.PROCONNECT_CLIENT_ID and settings.PROCONNECT_CLIENT_SECRET)


def discovered() -> dict[str, Any]:
    """The provider's own description, which must name the issuer that the environment names. Raises NoIdentity."""
    issuer = settings.PROCONNECT_ISSUER
    found = _kept(f"{issuer}/.well-known/openid-configuration")
    if found.get("issuer") != issuer:
        raise NoIdentity("issuer")
    if not all(isinstance(found.get(name), str) for name in NEEDED):
        raise NoIdentity("unreachable")
    return found


def key(kid: str) -> jwt.PyJWK:
    """The key of this name, fit for the algorithm that was registered; fetched anew once when it is not known."""
    address = discovered()["jwks_uri"]
    found = _chosen(_kept(address), kid) or _chosen(_kept(address, anew=True), kid)
    if found is None:
        raise NoIdentity("signature")
    return jwt.PyJWK(found, algorithm=settings.PROCONNECT_ALGORITHM)


def asked(method: str, address: str, **options: Any) -> requests.Response:
    """One exchange from server to server. Raises NoIdentity when nobody answers, or only to say that it cannot."""
    try:
        with get_adapter().get_requests_session() as session:
            response: requests.Response = session.request(method, address, allow_redirects=False, **options)
    except requests.RequestException:
        raise NoIdentity("unreachable") from None
    if response.status_code >= 500:
        raise NoIdentity("unreachable")
    return response


def _kept(address: str, *, anew: bool = False) -> dict[str, Any]:
    name = f"proconnect:{address}"
    found = None if anew else cache.get(name)
    if found is None:
        response = asked("GET", address)
        try:
            found = response.json() if response.ok else None
        except requests.JSONDecodeError:
            found = None
        if not isinstance(found, dict):
            raise NoIdentity("unreachable")
        cache.set(name, found, KEPT)
    return found


def _chosen(keys: dict[str, Any], kid: str) -> dict[str, Any] | None:
    kind = KEY_TYPES[settings.PROCONNECT_ALGORITHM]
    listed = keys.get("keys")
    told = [each for each in listed if isinstance(each, dict)] if isinstance(listed, list) else []
    fit = (each for each in told if each.get("kid") == kid and each.get("kty") == kind)
    return next((each for each in fit if each.get("use", "sig") == "sig"), None)
