"""The backend that Django loads for `default`: transactions carry a context, connections carry nothing.

Written on Django's own PostgreSQL backend; why not on django-tenants' is told in docs/decisions.
"""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import DatabaseError, transaction
from django.db.backends.postgresql import base
from psycopg import errors, pq

from eclore.database.context import ContextError, TenantContext
from eclore.database.cursor import ContextCursor
from eclore.database.tally import tally, waiting

logger = logging.getLogger(__name__)


class DatabaseWrapper(base.DatabaseWrapper):
    """One transaction, one role: `with connection.opened(context)` is the only way to read anything."""

    tenant_context: TenantContext | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.undoings: list[tuple[frozenset[Any], Callable[[], None]]] = []
        # A statement that locks again, at once, what must stay locked when a request commits before it ends.
        self.kept_locked = b""
        # Another object whenever locks may have been given back: what `eclore.kit.locks` holds is of one of them.
        self.transaction_key = object()

    def get_connection_params(self) -> dict[str, Any]:
        return {**super().get_connection_params(), "cursor_factory": ContextCursor, "autocommit": True}

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        with waiting():
            return super().get_new_connection(conn_params)

    def create_cursor(self, name: str | None = None) -> Any:
        if name:
            raise ContextError("a named cursor would outlive its context; read the rows in pages")
        return super().create_cursor()

    @property
    def schema_name(self) -> str:
        """Where the open context leads; `public` behind none."""
        return (self.tenant_context and self.tenant_context.schema) or "public"

    @contextmanager
    def opened(self, tenant_context: TenantContext) -> Iterator[None]:
        """Run the block in one transaction under the context's role; commit at its end."""
        if self.tenant_context is not None or self.in_atomic_block:
            raise ContextError("a context is already open on this connection: one transaction, one role")
        self.tenant_context, self.kept_locked = tenant_context, b""
        try:
            with transaction.atomic(using=self.alias):
                yield
        finally:
            self.tenant_context = None

    def rollback_and_continue(self) -> None:
        """Forget what the request has written, and go on in the same context (error pages, sessions)."""
        if self.tenant_context is None or not self.in_atomic_block or self.savepoint_ids:
            return
        self.run_on_commit = []
        self.needs_rollback = False
        self._send(b"ROLLBACK; BEGIN; " + self.tenant_context.opening)
        self.transaction_key = object()
        self._undo()

    def commit_and_continue(self) -> None:
        """Commit what is written so far, and go on in the same context: an error that follows does not undo it."""
        if self.tenant_context is None or not self.in_atomic_block or self.savepoint_ids:
            return
        self._ensure_not_failed()
        lock = b"; " + self.kept_locked if self.kept_locked else b""
        self._send(b"COMMIT; BEGIN; " + self.tenant_context.opening + lock)
        self.transaction_key = object()
        self.undoings = []

    @contextmanager
    def outside(self) -> Iterator[None]:
        """Commit what is written so far, run the block in no transaction, and go on in the same context.

        Nothing can be read in the block: the connection has no role. Within a savepoint, nothing is committed.
        """
        tenant_context = self.tenant_context
        if tenant_context is None or not self.in_atomic_block or self.savepoint_ids:
            yield
            return
        self._ensure_not_failed()
        self._send(b"COMMIT; SET ROLE NONE")
        self.undoings = []
        try:
            yield
        finally:
            self._send(b"BEGIN; " + tenant_context.opening)
            self.transaction_key = object()

    def on_rollback(self, undo: Callable[[], None]) -> None:
        """Call `undo` if what is being written now is forgotten: the transaction, or a savepoint around it.

        When the server cannot be heard nobody knows whether it has committed: nothing is undone, sweeping will tell.
        """
        self.undoings.append((frozenset(self.savepoint_ids), undo))

    # -- what Django calls -------------------------------------------------------------------------

    def _start_transaction_under_autocommit(self) -> None:
        opening = b"BEGIN; " + self.tenant_context.opening if self.tenant_context else b"BEGIN"
        self.transaction_key = object()
        before = tally.seconds
        try:
            self._send(opening)
        except DatabaseError:
            if self.connection is not None and self.connection.pgconn.status == pq.ConnStatus.OK:
                self._send(b"ROLLBACK")
                raise
            # The server had closed an idle connection: nothing was sent in it, so a new one is safe.
            self.close()
            self.connect()
            self._send(opening)
        tally.waited += tally.seconds - before

    def _set_autocommit(self, autocommit: bool) -> None:
        """psycopg stays in autocommit: BEGIN travels in the same message as the context."""

    def _commit(self) -> None:
        if self.connection is None:
            return
        self._ensure_not_failed()
        try:
            self._send(b"COMMIT; SET ROLE NONE")
        finally:
            self.undoings = []
            self.tenant_context = None

    def _rollback(self) -> None:
        try:
            if self.connection is not None:
                self._send(b"ROLLBACK; SET ROLE NONE")
                self._undo()
        finally:
            self.undoings = []
            self.tenant_context = None

    def _savepoint_rollback(self, sid: str) -> None:
        after = b"; " + self.tenant_context.opening if self.tenant_context else b""
        self._send(f"ROLLBACK TO SAVEPOINT {self.ops.quote_name(sid)}".encode() + after)
        self.transaction_key = object()
        self._undo(sid)

    def _undo(self, sid: str | None = None) -> None:
        """The last first; all of it, or what was written since this savepoint."""
        concerned = [undo for sids, undo in self.undoings if sid is None or sid in sids]
        self.undoings = [] if sid is None else [kept for kept in self.undoings if sid not in kept[0]]
        for undo in reversed(concerned):
            try:
                undo()
            except Exception:
                logger.exception("what was rolled back could not be undone outside the database")

    def _ensure_not_failed(self) -> None:
        """PostgreSQL answers COMMIT with a silent ROLLBACK when a statement had failed: say it instead."""
        if self.connection.pgconn.transaction_status == pq.TransactionStatus.INERROR:
            self._rollback()
            raise DatabaseError("a statement of this transaction had failed: nothing was committed")

    def _send(self, message: bytes) -> None:
        """One simple-protocol message of ours; anything a user wrote goes through the cursor instead."""
        with self.wrap_database_errors:
            began = time.perf_counter()
            result = self.connection.pgconn.exec_(message)
            tally.seconds += time.perf_counter() - began
            if result.status not in (pq.ExecStatus.COMMAND_OK, pq.ExecStatus.TUPLES_OK):
                raise errors.error_from_result(result)
