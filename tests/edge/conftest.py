"""A season of one territory and of the nation, in a database of its own, for what attacks the edge."""

from collections.abc import Iterator

import pytest

from tenants.territories import sites
from tests.budgets import season
from tests.support import databases


@pytest.fixture(scope="session")
def played(own_database: str, django_db_blocker) -> Iterator[str]:
    with django_db_blocker.unblock(), databases.copied(f"{own_database}_edge") as name:
        with databases.pointed_at(name):
            season.grow(season.ONE, season.ONE_TOGETHER, neighbours=1)
        yield name


@pytest.fixture
def a_season(played: str, django_db_blocker) -> Iterator[None]:
    """Django on that database, during the test."""
    with django_db_blocker.unblock(), databases.pointed_at(played):
        sites.forget()
        yield
        sites.forget()
