"""Addresses written where no request is at hand, or read far from our pages: in models, jobs and emails."""

from functools import lru_cache

from django.conf import settings

from eclore.database.current import current
from tenants import hosts
from tenants.territories.models import Territory


def here(path: str = "/") -> str:
    """On the host of the territory whose context is open; on the national host behind any other context."""
    tenant_context = current().tenant_context
    if tenant_context is None or tenant_context.schema is None:
        return hosts.address(settings.BASE_HOST, path)
    return hosts.address(f"{_slug(tenant_context.role)}.{settings.BASE_HOST}", path)


def page(name: str, *args: object) -> str:
    """The absolute address of a named page, on the host of the open context; works in jobs and commands too."""
    tenant_context = current().tenant_context
    kind = hosts.NATIONAL if tenant_context is None or tenant_context.schema is None else hosts.TERRITORY
    return here(hosts.path_of(kind, name, *args))


def territory_path(name: str, *args: object) -> str:
    """The path of a named page of every territory's host, whatever host or job asks for it."""
    return hosts.path_of(hosts.TERRITORY, name, *args)


def national_path(name: str, *args: object) -> str:
    """The path of a named page of the national host, whatever host or job asks for it."""
    return hosts.path_of(hosts.NATIONAL, name, *args)


@lru_cache(maxsize=4096)
def _slug(role: str) -> str:
    """A territory's slug never changes, nor its role."""
    return Territory.objects.values_list("slug", flat=True).get(role=role)


def territory_here() -> Territory:
    """The territory whose context is open. Raises Territory.DoesNotExist behind any other."""
    tenant_context = current().tenant_context
    return Territory.objects.get(role=tenant_context.role if tenant_context else "")
