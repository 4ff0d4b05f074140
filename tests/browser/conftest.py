"""One database, one server and one Chromium for all browser tests; skipped with the reason where none is found."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from tenants import hosts
from tests.browser import chromium
from tests.browser.screens import COOKIES, Screen, screens, season
from tests.browser.serving import Server, served
from tests.support import databases


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


@pytest.fixture(scope="session")
def site(found_browser: None, own_database: str, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[Server]:
    """A season of one territory and of the nation, served."""
    name = f"{own_database}_browser"
    with django_db_blocker.unblock():
        hosts.forget()
        databases.clone(name)
        with databases.pointed_at(name):
            season()
        hosts.forget()
        with served(name, tmp_path_factory.mktemp("browser")) as server:
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
    contexts = []

    def enter(who: str = "nobody", **options: Any) -> Any:
        context = browser.new_context(locale="fr-FR", reduced_motion="reduce", **options)
        context.add_cookies([{**cookie, "path": "/"} for cookie in COOKIES[who]])
        contexts.append(context)
        return context

    yield enter
    for context in contexts:
        context.close()


__all__ = ["Screen", "screens"]
