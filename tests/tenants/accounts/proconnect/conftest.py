"""One provider for all tests of ProConnect, forgetful between them, and an installation that is registered with it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as project_settings
from django.core.cache import cache

from tenants import hosts
from tenants.hosts import Site
from tests.support import proconnect as support
from tests.support.browsing import Browser
from tests.support.proconnect import ProConnect, running
from tests.support.proconnect.journey import Arrival


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """They share the provider: the same worker runs them all."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.xdist_group("proconnect"))


@pytest.fixture(scope="session")
def provider(tmp_path_factory: Any) -> Iterator[ProConnect]:
    with running(hosts.address(project_settings.AUTH_HOST, ""), tmp_path_factory.mktemp("proconnect") / "log") as found:
        yield found


@pytest.fixture
def proconnect(provider: ProConnect, settings: Any) -> Iterator[ProConnect]:
    """ProConnect, and settings that name it."""
    settings.PROCONNECT_ISSUER = provider.issuer
    for name, value in support.CLIENT.items():
        setattr(settings, name, value)
    cache.clear()
    provider.be()
    yield provider
    cache.clear()


@pytest.fixture
def mine(somme: Site, oise: Site, national: Site, auth_host: Site) -> Browser:
    return Browser(somme, oise, national, auth_host)


@pytest.fixture
def agent(mine: Browser, auth_host: Site, proconnect: ProConnect) -> Arrival:
    """Somebody with a browser, not identified yet."""
    return Arrival(mine, auth_host, proconnect)
