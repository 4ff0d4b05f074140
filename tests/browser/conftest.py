"""One database, one server and one Chromium for all browser tests; skipped with the reason where none is found."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from tenants.territories import sites
from tests.browser import chromium
from tests.browser.screens import COOKIES, Screen, screens, season
from tests.browser.serving import Server, free_port, served
from tests.support import databases, proconnect


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """They share a server: the same worker runs them all."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))


def missing(what: str) -> None:
    """Skip; or fail where a browser is required."""
    if "browser" in os.environ.get("ECLORE_REQUIRE", ""):
        pytest.fail(what)
    pytest.skip(what)


@pytest.fixture(scope="session")
def found_browser() -> None:
    if chromium.find() is None:
        missing("no Chromium was found: install it (on Debian: apt install chromium) or name it with CHROMIUM=")


@dataclass(frozen=True)
class Registered:
    """Where the site will listen, and ProConnect registered for it; None where node is missing."""

    port: int
    provider: proconnect.ProConnect | None

    @property
    def environment(self) -> dict[str, str]:
        if self.provider is None:
            return {}
        return {f"ECLORE_{name}": value for name, value in proconnect.CLIENT.items()} | {
            "ECLORE_PROCONNECT_ISSUER": self.provider.issuer
        }


@pytest.fixture(scope="session")
def registered(found_browser: None, tmp_path_factory: Any) -> Iterator[Registered]:
    port = free_port()
    if proconnect.lacking():
        yield Registered(port, None)
        return
    log = tmp_path_factory.mktemp("proconnect") / "log"
    with proconnect.running(f"http://{settings.AUTH_HOST}:{port}", log) as provider:
        yield Registered(port, provider)


@pytest.fixture(scope="session")
def site(registered: Registered, own_database: str, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[Server]:
    """A season of one territory and of the nation, served; with ProConnect where node is."""
    name = f"{own_database}_browser"
    with django_db_blocker.unblock():
        sites.forget()
        databases.clone(name)
        with databases.pointed_at(name):
            season()
        sites.forget()
        with served(name, tmp_path_factory.mktemp("browser"), port=registered.port, **registered.environment) as server:
            yield server
        databases.drop(name)


@pytest.fixture(scope="session")
def browser(site: Server) -> Iterator[Any]:
    with chromium.opened() as found:
        yield found


@pytest.fixture(scope="session")
def axe(found_browser: None) -> str:
    """The source of axe-core, as npm has put it."""
    source = settings.ROOT / "node_modules" / "axe-core" / "axe.min.js"
    if not source.exists():
        missing("axe-core is not installed: `npm ci` needs npm")
    return source.read_text()


@pytest.fixture
def visitor(browser: Any, site: Server) -> Iterator[Any]:
    """`visitor(who)` opens a context of its own where this persona is signed in; closed after the test."""
    contexts: list[Any] = []

    def enter(who: str = "nobody", **options: Any) -> Any:
        context = browser.new_context(locale="fr-FR", reduced_motion="reduce", **options)
        context.add_cookies([{**cookie, "path": "/"} for cookie in COOKIES[who]])
        contexts.append(context)
        return context

    yield enter
    for context in contexts:
        chromium.close(context)


__all__ = ["Screen", "screens"]
