"""The application's connection of this thread, as what it is."""

from typing import TYPE_CHECKING, cast

from django.db import connection

if TYPE_CHECKING:
    from eclore.database.base import DatabaseWrapper


def current() -> "DatabaseWrapper":
    """Django's `default` connection, with its contexts."""
    return cast("DatabaseWrapper", connection)
