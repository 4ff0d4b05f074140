"""Absolute addresses for letters: written where no request is at hand, read far from our pages."""

from functools import lru_cache

from django.conf import settings
from django.urls import reverse

from eclore.database.current import current
from tenants import hosts
from tenants.territories.models import Territory


def here(path: str = "/") -> str:
    """On the host of the territory whose door is open; on the national host behind any other door."""
    door = current().door
    if door is None or door.schema is None:
        return hosts.address(settings.BASE_HOST, path)
    return hosts.address(f"{_slug(door.role)}.{settings.BASE_HOST}", path)


def page(name: str, *args: object) -> str:
    """The absolute address of a named page, on the host of the open door; works in jobs and commands too."""
    door = current().door
    kind = hosts.NATIONAL if door is None or door.schema is None else hosts.TERRITORY
    return here(reverse(name, urlconf=settings.URLCONFS[kind], args=args))


@lru_cache(maxsize=4096)
def _slug(role: str) -> str:
    """A territory's slug never changes, nor its role."""
    return Territory.objects.values_list("slug", flat=True).get(role=role)


def territory_here() -> Territory:
    """The territory whose door is open. Raises Territory.DoesNotExist behind any other."""
    door = current().door
    return Territory.objects.get(role=door.role if door else "")
