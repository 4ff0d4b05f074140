"""Which site a host name leads to. Unknown hosts are nobody's."""

import time
from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import Any

from django.conf import settings
from django.http.request import split_domain_port

from eclore.database.context import TenantContext
from tenants.contexts import PROGRAMME, in_programme, territory_context
from tenants.territories.models import Domain

NATIONAL, AUTH, TERRITORY = "national", "auth", "territory"
REMEMBERED = 4096


@dataclass(frozen=True)
class Site:
    """What a request needs to know of where it is, without a query. `territory_id` is a UUID, None elsewhere."""

    kind: str
    host: str
    name: str
    tenant_context: TenantContext
    slug: str = ""
    territory_id: Any = None
    territory_kind: str = ""
    accent: str = ""
    logo_url: str = ""
    joining: str = ""
    email_domains: tuple[str, ...] = ()
    contact_email: str = ""

    @property
    def schema_name(self) -> str:
        return self.tenant_context.schema or "public"

    @property
    def role(self) -> str:
        return self.tenant_context.role

    @property
    def initial(self) -> str:
        """One letter for the mark in the header."""
        return self.name[:1].upper()

    @property
    def theme_url(self) -> str:
        """The territory's own colours; the national ones are in the static stylesheet."""
        return f"/theme.css?{self.accent.lstrip('#')}" if self.kind == TERRITORY else ""

    def url(self, path: str = "/") -> str:
        """An absolute address on this site."""
        return address(self.host, path)


def address(host: str, path: str = "/") -> str:
    """An absolute address on one of our hosts, with the public scheme and port."""
    port = f":{settings.PUBLIC_PORT}" if settings.PUBLIC_PORT not in (0, 80, 443) else ""
    return f"{settings.PUBLIC_SCHEME}://{host}{port}{path}"


def normalised(raw_host: str) -> str:
    """`Somme.Eclore.Example.:8000` → `somme.eclore.example`; empty when it is no host name."""
    domain, _port = split_domain_port(raw_host)
    return domain.rstrip(".")


def find(host: str) -> Site | None:
    """The place of a normalised host, remembered for settings.HOST_CACHE_SECONDS; None for nobody's."""
    if host == settings.BASE_HOST:
        return Site(NATIONAL, host, "Éclore", PROGRAMME)
    if host == settings.AUTH_HOST:
        return Site(AUTH, host, "Éclore", PROGRAMME)
    return _memory.get(host)


def forget() -> None:
    """Drop what is remembered: a territory was created or changed."""
    _memory.clear()


def territory_site(domain: Domain) -> Site:
    """The place of a domain row whose `tenant` is loaded."""
    territory = domain.tenant
    return Site(
        TERRITORY,
        domain.domain,
        territory.name,
        territory_context(territory.schema_name),
        slug=territory.slug,
        territory_id=territory.pk,
        territory_kind=territory.kind,
        accent=territory.accent,
        logo_url=territory.logo.url if territory.logo else "",
        joining=territory.joining,
        email_domains=tuple(territory.email_domains),
        contact_email=territory.contact_email,
    )


class _Memory:
    """Answers, good and bad, kept a short time and never more than REMEMBERED of them."""

    def __init__(self) -> None:
        self._rows: OrderedDict[str, tuple[float, Site | None]] = OrderedDict()
        self._lock = Lock()

    def get(self, host: str) -> Site | None:
        with self._lock:
            known = self._rows.get(host)
        if known and known[0] > time.monotonic():
            return known[1]
        site = _look_up(host)
        with self._lock:
            self._rows[host] = (time.monotonic() + settings.HOST_CACHE_SECONDS, site)
            self._rows.move_to_end(host)
            while len(self._rows) > REMEMBERED:
                self._rows.popitem(last=False)
        return site

    def clear(self) -> None:
        with self._lock:
            self._rows.clear()


def _look_up(host: str) -> Site | None:
    with in_programme():
        domain = Domain.objects.select_related("tenant").filter(domain=host).first()
    return territory_site(domain) if domain else None


_memory = _Memory()
