"""The season is looked at twice, small then grown, in a database of its own; tests read what was seen."""

from dataclasses import dataclass

import pytest
from django.conf import settings
from django.test import override_settings

from tenants.territories import sites
from tests.budgets import season
from tests.budgets.addresses import Address, all_addresses
from tests.budgets.visits import Look, look_everywhere
from tests.support import databases


@dataclass(frozen=True)
class Seen:
    """`small` holds every look; `grown` those that were pages, looked at again with thirty rows of everything."""

    addresses: list[Address]
    small: dict[str, Look]
    grown: dict[str, Look]


@pytest.fixture(scope="session")
def seen(own_database: str, django_db_blocker) -> Seen:
    """Looked at once; Django is back on the worker's own database before any test goes on."""
    name = f"{own_database}_budgets"
    with django_db_blocker.unblock():
        sites.forget()
        databases.clone(name)
        try:
            # A host's card is looked up once a process, or nearly: no page's own cost.
            with databases.pointed_at(name), override_settings(HOST_CACHE_SECONDS=3600):
                return _look_twice()
        finally:
            databases.drop(name)
            sites.forget()


def _look_twice() -> Seen:
    addresses = [address for address in all_addresses() if address.route not in season.NOT_ROWS]
    names = {
        "territory": f"{season.SLUG}.{settings.BASE_HOST}",
        "national": settings.BASE_HOST,
        "auth": settings.AUTH_HOST,
    }
    places = {kind: sites.find(host) for kind, host in names.items()}
    season.grow(season.ONE, season.ONE_TOGETHER, neighbours=1)
    small = {str(look): look for look in look_everywhere(addresses, places)}
    season.grow(season.MANY, season.MANY_TOGETHER, neighbours=30)
    places = {kind: sites.find(host) for kind, host in names.items()}
    pages = {name for name, look in small.items() if look.is_page}
    return Seen(addresses, small, {str(look): look for look in look_everywhere(addresses, places, only=pages)})
