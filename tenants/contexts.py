"""The two contexts. Nothing can be read outside them; one is open at a time."""

from contextlib import AbstractContextManager
from functools import lru_cache
from typing import Protocol

from eclore.database.context import PROGRAMME_ROLE, TenantContext, territory_role
from eclore.database.current import current


class HasSchema(Protocol):
    """A territory, or the card of one."""

    @property
    def schema_name(self) -> str: ...


PROGRAMME = TenantContext(role=PROGRAMME_ROLE)


def in_territory(territory: HasSchema | str) -> AbstractContextManager[None]:
    """One transaction in a territory's schema, as its role. `territory` is a Territory, its card or its schema name.

    Return lists or frozen dataclasses from inside, never a lazy queryset: it would evaluate elsewhere.
    """
    schema = territory if isinstance(territory, str) else territory.schema_name
    return current().opened(territory_context(schema))


def in_programme() -> AbstractContextManager[None]:
    """One transaction on the shared tables, as the national programme; no territory can be read from it."""
    return current().opened(PROGRAMME)


@lru_cache(maxsize=4096)
def territory_context(schema: str) -> TenantContext:
    """The context of one schema."""
    return TenantContext(role=territory_role(schema), schema=schema)
