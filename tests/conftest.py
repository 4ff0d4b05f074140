"""Fixtures of the project. A test that touches the database asks for `project`, or for one that does:

- `project`: contexts are rehearsed in one transaction, rolled back at the end (fast; most tests);
- `real_db`: a database of the test's own, real commits (concurrency, threads, servers, provisioning);
- `somme`, `oise`, `nord`: sites (tenants.hosts.Site) of three provisioned territories; `national`, `auth_host`;
- `tests.support.personas`: `person("manager", at=somme)`, `persona.at(somme)` → Actor, `browser(somme, persona)`,
  `script(somme, persona)` (API token); open contexts with `in_territory(somme.schema_name)` / `in_programme()`;
- `tests.support.statements.Statements`: counts SQL.
"""

import gc
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connections
from django.template import engines

from tenants.hosts import Site
from tenants.territories import sites
from tests.support import databases
from tests.support.groups import name_groups
from tests.support.queue import Queue, watched
from tests.support.rehearsal import rehearsing
from tests.support.sides import Reader
from tests.support.walking import Recorder, Walk


def pytest_configure(config: pytest.Config) -> None:
    if "ECLORE_SUPERUSER_URL" not in os.environ and not config.option.collectonly:
        config.issue_config_time_warning(pytest.PytestWarning("no database: run the tests with `make test`"), 2)
    _listen(config, "walk of transitions", recorder := Recorder(), Walk(recorder))
    _listen(config, "sides of statements", reader := Reader(), reader)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Once every mark is there; by workers alone, which tell the scheduler what they have collected."""
    if getattr(config.option, "loadgroup", False):
        name_groups(items)


def pytest_collection_finish() -> None:
    """What is imported by now stays until the end: looking for garbage in it took a sixth of the time of tests."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


def _listen(config: pytest.Config, name: str, listener: Recorder | Reader, plugin: Walk | Reader) -> None:
    """From here to the end of the session (tests.support.walking, tests.support.sides)."""
    listening = listener.listening()
    listening.__enter__()
    config.add_cleanup(lambda: listening.__exit__(None, None, None))
    config.pluginmanager.register(plugin, name)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What the proofs have counted."""
    reports = [each for found in terminalreporter.stats.values() for each in found if hasattr(each, "user_properties")]
    for line in sorted({str(line) for each in reports for kind, line in each.user_properties if kind == "figure"}):
        terminalreporter.write_line(line)


@pytest.fixture(scope="session")
def worker_id_or_main(request: pytest.FixtureRequest) -> str:
    return getattr(request.config, "workerinput", {}).get("workerid", "main")


@pytest.fixture(scope="session")
def own_database(django_db_blocker, worker_id_or_main: str) -> Iterator[str]:
    """This worker's copy of the template."""
    if "ECLORE_SUPERUSER_URL" not in os.environ:
        pytest.fail("these tests need a PostgreSQL server: run them with `make test`")
    name = f"eclore_test_{worker_id_or_main}_{os.getpid()}"
    with django_db_blocker.unblock():
        databases.ensure_template()
        databases.clone(name)
        with databases.pointed_at(name):
            yield name
        databases.drop(name)


@pytest.fixture(scope="session")
def django_db_setup(own_database: str) -> None:
    """pytest-django's own set-up is replaced by ours."""


@pytest.fixture
def db(own_database: str, django_db_blocker) -> Iterator[None]:
    with django_db_blocker.unblock():
        sites.forget()
        with rehearsing():
            yield
        sites.forget()


@pytest.fixture
def real_db(own_database: str, django_db_blocker) -> Iterator[str]:
    name = f"{own_database}_real"
    with django_db_blocker.unblock():
        sites.forget()
        databases.clone(name)
        try:
            with databases.pointed_at(name):
                yield name
        finally:
            connections.close_all()
            databases.drop(name)
            sites.forget()


@pytest.fixture
def any_db(request: pytest.FixtureRequest) -> None:
    """The system the test has asked for; rehearsed when it has asked for none."""
    request.getfixturevalue("real_db" if "real_db" in request.fixturenames else "db")


def _place(host: str) -> Site:
    site = sites.find(host)
    assert site is not None
    return site


@pytest.fixture
def somme(any_db: None) -> Site:
    return _place(f"somme.{settings.BASE_HOST}")


@pytest.fixture
def oise(any_db: None) -> Site:
    return _place(f"oise.{settings.BASE_HOST}")


@pytest.fixture
def nord(any_db: None) -> Site:
    return _place(f"nord.{settings.BASE_HOST}")


@pytest.fixture
def national(any_db: None) -> Site:
    return _place(settings.BASE_HOST)


@pytest.fixture
def auth_host(any_db: None) -> Site:
    return _place(settings.AUTH_HOST)


@pytest.fixture
def queue(monkeypatch: pytest.MonkeyPatch) -> Iterator[Queue]:
    """What was deferred; `queue.run()` does it as the worker would."""
    with watched(monkeypatch) as queue:
        yield queue


@pytest.fixture
def own_templates(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    """The templates of tests/templates, beside the project's; and how often the letter among them may leave."""
    settings.LIMITS = {**settings.LIMITS, "letter:example": settings.LIMITS["letters"]}
    engine = engines["django"].engine
    monkeypatch.setattr(engine, "dirs", [*engine.dirs, Path(__file__).parent / "templates"])
