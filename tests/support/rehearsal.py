"""Tenant contexts inside one transaction that is rolled back: fast tests that still change role at every context.

A rehearsed context is a savepoint, and so is what a request commits on its way. What differs from a real one: nothing
is committed, and two contexts in turn share a transaction. Tests about commits, threads or concurrency use the
`real_db` fixture instead.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction

from eclore.database.context import ContextError, TenantContext


@contextmanager
def rehearsing() -> Iterator[None]:
    """Every context opened in the block is a rehearsed one; all is rolled back at its end."""
    connection.close_if_unusable_or_obsolete()
    with transaction.atomic():
        connection.opened = _opened
        connection.rollback_and_continue, connection.commit_and_continue = _start_again, _keep
        try:
            yield
        finally:
            del connection.opened, connection.rollback_and_continue, connection.commit_and_continue
            connection.tenant_context = None
            connection.run_on_commit = []
            transaction.set_rollback(True)


@contextmanager
def _opened(tenant_context: TenantContext) -> Iterator[None]:
    if connection.tenant_context is not None:
        raise ContextError("a context is already open on this connection: one transaction, one role")
    try:
        with transaction.atomic():
            connection.tenant_context = tenant_context
            connection.transaction_key = object()
            connection._send(tenant_context.opening)
            try:
                yield
                connection._send(b"SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
                connection._ensure_not_failed()
            finally:
                connection.tenant_context = None
    finally:
        connection._send(b"SET LOCAL ROLE NONE; SET LOCAL search_path TO public")
    _run_hooks()


def _run_hooks() -> None:
    hooks, connection.run_on_commit = connection.run_on_commit, []
    for _savepoints, hook, _robust in hooks:
        hook()


def _start_again() -> None:
    if connection.tenant_context is None or len(connection.savepoint_ids) != 1:
        return
    connection.run_on_commit = []
    connection.needs_rollback = False
    connection._savepoint_rollback(connection.savepoint_ids[0])


def _keep() -> None:
    if connection.tenant_context is None or len(connection.savepoint_ids) != 1:
        return
    connection._ensure_not_failed()
    # One more of the same name, which hides the first: rolling back comes here.
    connection._savepoint(connection.savepoint_ids[0])
    connection.transaction_key = object()
    connection.undoings = []


def is_rehearsed(wrapper: Any = connection) -> bool:
    """Whether contexts are rehearsed now."""
    return "opened" in vars(wrapper)
