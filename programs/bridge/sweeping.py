"""What is left anywhere, one territory after the other; one that fails does not stop the others."""

import logging
from collections.abc import Callable, Iterable

logger = logging.getLogger(__name__)


def each(schemas: Iterable[str], brings: Callable[[str], int], what: str) -> int:
    """The sum of what `brings` returns of each; `what`, in the log, could not be brought, and is tried again."""
    brought = 0
    for schema in schemas:
        try:
            brought += brings(schema)
        except Exception:
            logger.exception("the %s of %s could not be brought; the next sweep tries again", what, schema)
    return brought
