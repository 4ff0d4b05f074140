"""System checks: what must never be true of a running installation."""

from typing import Any

from django.conf import settings
from django.core.checks import Error, Tags, register

from tenants.accounts.proconnect.endpoints import KEY_TYPES

PROCONNECT = ("PROCONNECT_ISSUER", "PROCONNECT_CLIENT_ID", "PROCONNECT_CLIENT_SECRET")


@register(Tags.security)
def demonstration_needs_debug(app_configs: Any, **_: Any) -> list[Error]:
    """One-click sign-in as anybody is for a demonstration only."""
    if settings.DEMONSTRATION and not settings.DEBUG and not getattr(settings, "TESTING", False):
        return [
            Error(
                "The demonstration's one-click sign-in is on while DEBUG is off.",
                id="eclore.E001",
                hint="Unset ECLORE_DEMO.",
            )
        ]
    return []


@register(Tags.security)
def proconnect_is_whole(app_configs: Any, **_: Any) -> list[Error]:
    """Half configured, there would be no button and nobody would know why."""
    given = {name: getattr(settings, name) for name in PROCONNECT}
    if not any(given.values()):
        return []
    missing = [f"ECLORE_{name}" for name, value in given.items() if not value]
    found = (
        [
            Error(
                f"ProConnect is half configured: {', '.join(missing)} is missing.",
                id="eclore.E002",
                hint="Give all of them, or none: deploy/OPERATIONS.md says where they come from.",
            )
        ]
        if missing
        else []
    )
    if settings.PROCONNECT_ALGORITHM not in KEY_TYPES:
        wrong = "ECLORE_PROCONNECT_ALGORITHM must be RS256 or ES256: HS256 is not verified with the provider's keys."
        found.append(Error(wrong, id="eclore.E003"))
    plain = settings.PROCONNECT_ISSUER and not settings.PROCONNECT_ISSUER.startswith("https://")
    if plain and not settings.DEBUG and not getattr(settings, "TESTING", False):
        found.append(Error("ECLORE_PROCONNECT_ISSUER must begin with https://.", id="eclore.E004"))
    return found
