"""A cursor that sends one statement per message, and none that could leave the tenant context.

`SET ROLE` is checked by PostgreSQL against the login role, so whoever could send a statement of their
own choosing could enter another context. The extended protocol refuses stacked statements; the first word of a
statement is looked up in a short list; COPY, DO, CALL, SET and transaction control are not in it.
"""

import re
import time
from typing import Any, NoReturn, Self

from django.db.backends.postgresql import base
from psycopg import errors

from eclore.database.tally import tally

ALLOWED = re.compile(
    rb"[\s(]*(?:SELECT|INSERT|UPDATE|DELETE|WITH|VALUES|EXPLAIN|SAVEPOINT|RELEASE\s+SAVEPOINT|ROLLBACK\s+TO"
    rb"|SET\s+CONSTRAINTS)\b",
    re.IGNORECASE,
)

READS = re.compile(rb"[\s(]*(?:SELECT|EXPLAIN|SAVEPOINT|RELEASE\s+SAVEPOINT|SET\s+CONSTRAINTS)\b", re.IGNORECASE)


class ContextCursor(base.Cursor):
    """Client-side binding like Django's own cursor, over the extended protocol.

    Its connection counts in `written` the statements that may have changed a row.
    """

    def execute(self, query: Any, params: Any = None, **options: Any) -> Self:
        began = time.perf_counter()
        try:
            return super().execute(query, params, **options)  # type: ignore[misc,no-any-return]  # psycopg's own
        finally:
            tally.statements += 1
            tally.seconds += time.perf_counter() - began

    def _execute_send(self, query: Any, *, force_extended: bool = False, binary: bool | None = None) -> None:
        if not ALLOWED.match(query.query):
            first = query.query[:40].decode(errors="replace")
            raise errors.InsufficientPrivilege(f"this statement may not be sent from inside a context: {first!r}")
        if not READS.match(query.query):
            connection: Any = self.connection  # type: ignore[attr-defined]  # psycopg's own
            connection.written = getattr(connection, "written", 0) + 1
        super()._execute_send(query, force_extended=True, binary=binary)  # type: ignore[misc]  # psycopg's own

    def copy(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise errors.InsufficientPrivilege("COPY may not be sent from inside a context")
