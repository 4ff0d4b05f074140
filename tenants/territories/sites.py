"""Which site a host name leads to. Unknown hosts are nobody's."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from threading import Lock

from cachetools import TLRUCache
from django.conf import settings
from django.utils import timezone

from tenants.contexts import PROGRAMME, in_programme, territory_context
from tenants.hosts import AUTH, NATIONAL, TERRITORY, Closed, Site
from tenants.territories.models import Domain, Territory

REMEMBERED = 4096


def remembering(hosts: int) -> "TLRUCache[str, Site | None]":
    """Answers about so many hosts, good and bad, each kept for as long as settings say.

    Nobody's for a moment only: a territory is being made there maybe, by another process.
    """
    return TLRUCache(hosts, ttu=lambda _host, site, now: now + _seconds(site), timer=time.monotonic)


def _seconds(site: Site | None) -> float:
    seconds: float = settings.HOST_CACHE_SECONDS if site else settings.UNKNOWN_HOST_SECONDS
    return seconds


_remembered = remembering(REMEMBERED)
_zones: TLRUCache[str, str] = TLRUCache(
    REMEMBERED, ttu=lambda _role, _zone, now: now + settings.HOST_CACHE_SECONDS, timer=time.monotonic
)
_lock = Lock()
_forgotten = 0  # how many times: what was read before the last is not kept


def find(host: str) -> Site | None:
    """The site of a normalised host, remembered for a while (`remembering`); None for nobody's."""
    if host == settings.BASE_HOST:
        return Site(NATIONAL, host, "Éclore", PROGRAMME)
    if host == settings.AUTH_HOST:
        return Site(AUTH, host, "Éclore", PROGRAMME)
    with _lock:
        if host in _remembered:
            return _remembered[host]
        asked = _forgotten
    site = _look_up(host)
    with _lock:
        if asked == _forgotten:
            _remembered[host] = site
    return site


def renew(site: Site, territory: Territory) -> Site:
    """The same site with what its territory's row says now: another process may have changed it a moment ago."""
    renewed = _with_looks(site, territory)
    with _lock:
        if renewed != site and site.host in _remembered:
            _remembered[site.host] = renewed
    return renewed


def forget() -> None:
    """Drop what is remembered: a territory was created or changed."""
    global _forgotten  # noqa: PLW0603  one memory for the process, under its lock
    with _lock:
        _forgotten += 1
        _remembered.clear()
        _zones.clear()


@contextmanager
def in_its_zone(schema: str) -> Iterator[None]:
    """The time zone of the territory whose context is open: jobs and what they send tell its own hours."""
    role = territory_context(schema).role
    with _lock:
        zone = _zones.get(role)
    if zone is None:
        found = Territory.objects.filter(role=role).values_list("time_zone", flat=True)
        zone = found.first() or settings.TIME_ZONE
        with _lock:
            _zones[role] = zone
    with timezone.override(zone):
        yield


def territory_site(domain: Domain) -> Site:
    """The site of a domain row whose `tenant` is loaded."""
    territory = domain.tenant
    bare = Site(
        TERRITORY,
        domain.domain,
        territory.name,
        territory_context(territory.schema_name),
        slug=territory.slug,
        territory_id=territory.pk,
        territory_kind=territory.kind,
    )
    return _with_looks(bare, territory)


def _with_looks(site: Site, territory: Territory) -> Site:
    """What a territory's own people may change."""
    return replace(
        site,
        name=territory.name,
        accent=territory.accent,
        logo_url=territory.logo.url if territory.logo else "",
        joining=territory.joining,
        email_domains=tuple(territory.email_domains),
        contact_email=territory.contact_email,
        time_zone=territory.time_zone,
        closed=Closed(territory.moved_to, territory.closed_contact) if territory.closed_at else None,
    )


def _look_up(host: str) -> Site | None:
    with in_programme():
        domain = Domain.objects.select_related("tenant").filter(domain=host).first()
    return territory_site(domain) if domain else None
