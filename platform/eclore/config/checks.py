"""System checks: what must never be true of a running installation."""

from typing import Any

from django.conf import settings
from django.core.checks import Error, Tags, register

from eclore.kit import clock
from tenants.accounts.proconnect.endpoints import KEY_TYPES

PROCONNECT = ("PROCONNECT_ISSUER", "PROCONNECT_CLIENT_ID", "PROCONNECT_CLIENT_SECRET")

LEGAL = ("PUBLISHER", "PUBLICATION_DIRECTOR", "HOSTING_PROVIDER", "SOURCE_URL")
AUDIT = ("ACCESSIBILITY_AUDIT_DATE", "ACCESSIBILITY_AUDITOR", "ACCESSIBILITY_RATE")


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


@register(Tags.security, deploy=True)
def legal_facts_are_said(app_configs: Any, **_: Any) -> list[Error]:
    """The legal notice names its publisher, its director and its host; the licence wants the address of the source."""
    missing = [f"ECLORE_{name}" for name in LEGAL if not getattr(settings, name)]
    if not missing:
        return []
    wrong = f"The legal notice and the footer lack: {', '.join(missing)}."
    hint = (
        "The law (LCEN, article 1-1) and the AGPL (article 13) want them: deploy/OPERATIONS.md, « The legal notice »."
    )
    return [Error(wrong, id="eclore.E005", hint=hint)]


@register(Tags.security)
def an_audit_is_whole(app_configs: Any, **_: Any) -> list[Error]:
    """A level of accessibility is only said with the day, the author and the rate of an audit that has been made."""
    given = {name: getattr(settings, name) for name in AUDIT}
    found = []
    if any(value not in (None, "") for value in given.values()):
        missing = [f"ECLORE_{name}" for name, value in given.items() if value in (None, "")]
        if missing:
            wrong = f"The audit of accessibility is half told: {', '.join(missing)} is missing."
            found.append(Error(wrong, id="eclore.E006", hint="Give all of them, or none."))
    day, rate = settings.ACCESSIBILITY_AUDIT_DATE, settings.ACCESSIBILITY_RATE
    if day is not None and day > clock.today():
        found.append(Error("ECLORE_ACCESSIBILITY_AUDIT_DATE is a day to come.", id="eclore.E007"))
    if rate is not None and not 0 <= rate <= 100:
        found.append(Error("ECLORE_ACCESSIBILITY_RATE is a number from 0 to 100.", id="eclore.E008"))
    return found
