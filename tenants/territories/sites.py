"""Which site a host name leads to. Unknown hosts are nobody's."""

import time
from threading import Lock

from cachetools import TLRUCache
from django.conf import settings

from tenants.contexts import PROGRAMME, in_programme, territory_context
from tenants.hosts import AUTH, NATIONAL, TERRITORY, Site
from tenants.territories.models import Domain

REMEMBERED = 4096


def remembering(hosts: int) -> "TLRUCache[str, Site | None]":
    """Answers about so many hosts, good and bad, each kept for settings.HOST_CACHE_SECONDS."""
    return TLRUCache(hosts, ttu=lambda _host, _site, now: now + settings.HOST_CACHE_SECONDS, timer=time.monotonic)


_remembered = remembering(REMEMBERED)
_lock = Lock()


def find(host: str) -> Site | None:
    """The site of a normalised host, remembered for settings.HOST_CACHE_SECONDS; None for nobody's."""
    if host == settings.BASE_HOST:
        return Site(NATIONAL, host, "Éclore", PROGRAMME)
    if host == settings.AUTH_HOST:
        return Site(AUTH, host, "Éclore", PROGRAMME)
    with _lock:
        if host in _remembered:
            return _remembered[host]
    site = _look_up(host)
    with _lock:
        _remembered[host] = site
    return site


def forget() -> None:
    """Drop what is remembered: a territory was created or changed."""
    with _lock:
        _remembered.clear()


def territory_site(domain: Domain) -> Site:
    """The site of a domain row whose `tenant` is loaded."""
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


def _look_up(host: str) -> Site | None:
    with in_programme():
        domain = Domain.objects.select_related("tenant").filter(domain=host).first()
    return territory_site(domain) if domain else None
