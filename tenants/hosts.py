"""What a host name stands for: one of our sites, and addresses on it. tenants.territories.sites looks them up."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http.request import split_domain_port
from django.urls import reverse

from eclore.database.context import TenantContext

NATIONAL, AUTH, TERRITORY = "national", "auth", "territory"
Query = Mapping[str, str]


@dataclass(frozen=True)
class Closed:
    """A territory that has left: where its programme goes on, maybe empty, and the address that answers for it."""

    moved_to: str
    contact: str


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
    closed: "Closed | None" = None
    time_zone: str = settings.TIME_ZONE

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
        return f"{path_of(self.kind, 'theme')}?{self.accent.lstrip('#')}" if self.kind == TERRITORY else ""

    def url(self, path: str = "/") -> str:
        """An absolute address on this site."""
        return address(self.host, path)

    def page(self, name: str, *args: object, query: Query | None = None) -> str:
        """The absolute address of a named page of this site."""
        return self.url(path_of(self.kind, name, *args, query=query))


def address(host: str, path: str = "/") -> str:
    """An absolute address on one of our hosts, with the public scheme and port."""
    port = f":{settings.PUBLIC_PORT}" if settings.PUBLIC_PORT not in (0, 80, 443) else ""
    return f"{settings.PUBLIC_SCHEME}://{host}{port}{path}"


def path_of(kind: str, name: str, *args: object, query: Query | None = None) -> str:
    """The path of a named page of hosts of this kind, whatever host or job asks for it."""
    return reverse(name, urlconf=settings.URLCONFS[kind], args=args, query=query)


def auth_page(name: str, *args: object, query: Query | None = None) -> str:
    """The absolute address of a named page of the auth host."""
    return address(settings.AUTH_HOST, path_of(AUTH, name, *args, query=query))


def national_page(name: str, *args: object, query: Query | None = None) -> str:
    """The absolute address of a named page of the national host."""
    return address(settings.BASE_HOST, path_of(NATIONAL, name, *args, query=query))


def normalised(raw_host: str) -> str:
    """`Somme.Eclore.Example.:8000` → `somme.eclore.example`; empty when it is no host name."""
    domain, _port = split_domain_port(raw_host)
    return domain.rstrip(".")
