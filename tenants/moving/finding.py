"""A territory by its slug, for commands."""

from django.core.management.base import CommandError

from tenants.territories.models import Territory
from tenants.territories.template import OWNER


def territory_of(slug: str) -> Territory:
    """Raises CommandError with what to type."""
    found = Territory.objects.using(OWNER).filter(slug=slug).first()
    if found is None:
        raise CommandError(f"No territory answers to « {slug} »: give the first part of its address.")
    return found
