"""The two doors. Nothing can be read outside them; one is open at a time."""

from contextlib import AbstractContextManager
from functools import lru_cache
from typing import Protocol

from eclore.database.current import current
from eclore.database.door import PROGRAMME_ROLE, Door, territory_role


class HasSchema(Protocol):
    """A territory, or the card of one."""

    @property
    def schema_name(self) -> str: ...


PROGRAMME = Door(role=PROGRAMME_ROLE)


def in_territory(territory: HasSchema | str) -> AbstractContextManager[None]:
    """One transaction in a territory's schema, as its role. `territory` is a Territory, its card or its schema name.

    Return lists or frozen dataclasses from inside, never a lazy queryset: it would evaluate elsewhere.
    """
    schema = territory if isinstance(territory, str) else territory.schema_name
    return current().opened(territory_door(schema))


def in_programme() -> AbstractContextManager[None]:
    """One transaction on the shared tables, as the national programme; no territory can be read from it."""
    return current().opened(PROGRAMME)


@lru_cache(maxsize=4096)
def territory_door(schema: str) -> Door:
    """The door of one schema."""
    return Door(role=territory_role(schema), schema=schema)
