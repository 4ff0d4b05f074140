"""The season is looked at three times, as it grows, in a database of its own; tests read what was seen."""

from dataclasses import dataclass
from unittest.mock import patch

import pytest
from django.conf import settings
from django.core.paginator import Paginator
from django.test import override_settings

from programs.juries import standings
from programs.local.messages import views as messages
from tenants.territories import sites
from tests.budgets import season
from tests.budgets.addresses import Address, all_addresses
from tests.budgets.visits import Look, look_everywhere
from tests.support import databases

Looks = dict[str, Look]


@dataclass(frozen=True)
class Seen:
    """`small` holds every look, at one row of everything; the others those that were pages, when there are more.

    `whole_reading`: six hundred again, where the list of messages is read whole to show a page of it; `without_pages`,
    where it shows all that it reads.
    """

    addresses: list[Address]
    small: Looks
    sixty: Looks
    six_hundred: Looks
    whole_reading: Looks
    without_pages: Looks

    @property
    def every(self) -> list[Looks]:
        return [self.small, self.sixty, self.six_hundred]


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
                return _look_thrice()
        finally:
            databases.drop(name)
            sites.forget()


def _look_thrice() -> Seen:
    addresses = [address for address in all_addresses() if address.route not in season.NOT_ROWS]
    season.grow(season.ONE, season.ONE_TOGETHER, neighbours=1)
    small = _look(addresses)
    pages = {name for name, look in small.items() if look.is_page}
    season.grow(season.SIXTY, season.SIXTY_TOGETHER, neighbours=60)
    sixty = _look(addresses, pages)
    season.grow(season.SIX_HUNDRED, season.SIX_HUNDRED_TOGETHER, neighbours=600)
    six_hundred = _look(addresses, pages)
    of_messages = [address for address in addresses if str(address) == "territory /messages/"]
    with patch.object(messages, "CountedPaginator", lambda rows, size, count: Paginator(list(rows), size)):
        whole_reading = _look(of_messages, pages)
    with patch.object(messages, "PER_PAGE", 10_000):
        without_pages = _look(of_messages, pages)
    return Seen(addresses, small, sixty, six_hundred, whole_reading, without_pages)


def _look(addresses: list[Address], only: set[str] | None = None) -> Looks:
    names = {
        "territory": f"{season.SLUG}.{settings.BASE_HOST}",
        "national": settings.BASE_HOST,
        "auth": settings.AUTH_HOST,
    }
    standings.forget()  # a ranking is added up by whoever looks first, each time
    places = {kind: sites.find(host) for kind, host in names.items()}
    return {str(look): look for look in look_everywhere(addresses, places, only)}
