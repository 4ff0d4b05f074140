"""Two territories in a database of their own, one of them full of canaries."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tenants.territories import sites
from tests.isolation import cast, figures
from tests.isolation.canaries import Canaries, filled
from tests.support import databases


@dataclass(frozen=True)
class World:
    """The database, and what was put where in the other territory."""

    database: str
    canaries: Canaries


@pytest.fixture(scope="session")
def world(own_database: str, django_db_blocker) -> Iterator[World]:
    with django_db_blocker.unblock(), databases.copied(f"{own_database}_canaries") as name:
        with databases.pointed_at(name):
            cast.play()
        with filled(name, cast.OTHER) as canaries:
            yield World(name, canaries)


@pytest.fixture
def inside(world: World, django_db_blocker) -> Iterator[World]:
    """Django on that database, during the test."""
    with django_db_blocker.unblock(), databases.pointed_at(world.database):
        sites.forget()
        yield world
        sites.forget()


@pytest.fixture(autouse=True)
def figures_told(request: pytest.FixtureRequest) -> Iterator[None]:
    """What this test has measured goes with its report, to be said at the end."""
    figures.told.clear()
    yield
    request.node.user_properties += [("figure", line) for line in figures.told]
