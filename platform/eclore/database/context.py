"""A context: one search path and one role, for the length of one transaction."""

import re
from dataclasses import dataclass
from functools import cached_property

IDENTIFIER = re.compile(r"[a-z][a-z0-9_]{0,50}")

PROGRAMME_ROLE = "eclore_programme"
TERRITORY_GROUP = "eclore_territory"


class ContextError(RuntimeError):
    """A context was opened inside another one, or used after it was closed."""


def territory_role(schema: str) -> str:
    """The database role that owns the requests of the territory stored in `schema`."""
    return f"territory_{_checked(schema)}"


@dataclass(frozen=True)
class TenantContext:
    """`schema` is the territory's own schema, or None for the shared one alone."""

    role: str
    schema: str | None = None

    def __post_init__(self) -> None:
        _checked(self.role)
        if self.schema is not None:
            _checked(self.schema)

    @cached_property
    def opening(self) -> bytes:
        """The two settings that hold until COMMIT or ROLLBACK, as one simple-protocol text."""
        path = f'"{self.schema}", public' if self.schema else "public"
        return f'SET LOCAL search_path TO {path}; SET LOCAL ROLE "{self.role}"'.encode()


def _checked(name: str) -> str:
    if not IDENTIFIER.fullmatch(name):
        raise ContextError(f"{name!r} is no schema or role of ours")
    return name
