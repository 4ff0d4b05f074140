"""System checks: what must never be true of a running installation."""

from typing import Any

from django.conf import settings
from django.core.checks import Error, Tags, register


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
