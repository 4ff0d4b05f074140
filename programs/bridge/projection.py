"""The national portfolio against the territories it tells about: compared every night, rebuilt when asked.

The statements are the ones that triggers use (portfolio 0002); each territory is looked at in its own context.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from tenants.contexts import in_programme, in_territory
from tenants.territories.models import Territory

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Difference:
    """`kind` is project, idea or edition; `missing` from the portfolio as it should be, or `astray` in it."""

    schema: str
    kind: str
    difference: str
    key: UUID

    def __str__(self) -> str:
        return f"{self.schema} : {self.kind} {self.key} {self.difference}"


def differences(schema: str) -> list[Difference]:
    """What a rebuild of this territory's rows would change; opens its context."""
    with in_territory(schema), connection.cursor() as cursor:
        cursor.execute("SELECT kind, difference, key FROM public.portfolio_differences() ORDER BY 1, 2, 3")
        return [Difference(schema, *row) for row in cursor.fetchall()]


def rebuild(schema: str) -> None:
    """Write this territory's rows again from its own tables; opens its context."""
    with in_territory(schema), connection.cursor() as cursor:
        cursor.execute("SELECT public.portfolio_rebuild()")


def compare_all() -> list[Difference]:
    """Every difference of every territory, each of them logged."""
    found = [one for schema in schemas() for one in differences(schema)]
    for one in found:
        logger.error("portfolio: %s", one)
    return found


def rebuild_all() -> int:
    """Rebuild every territory's rows; returns how many territories."""
    done = 0
    for schema in schemas():
        rebuild(schema)
        done += 1
    return done


def schemas() -> Iterator[str]:
    """The schema of each territory."""
    with in_programme():
        known = list(Territory.objects.order_by("schema_name").values_list("schema_name", flat=True))
    yield from known
