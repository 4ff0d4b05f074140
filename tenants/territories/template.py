"""A territory's schema as recorded SQL: migrations run once, then are replayed for every other territory."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock
from typing import Any

from django.db import DatabaseError, connections, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.operations import RunPython

from tenants.territories import blueprints, condensing, fingerprints

OWNER = "owner"
SCRATCH = "eclore_scratch"
READS = ("SELECT", "SHOW", "SET ", "SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT")


@dataclass(frozen=True)
class Template:
    """`statements` make a schema from nothing when its name leads the search path; `migrations` it then holds."""

    statements: tuple[str, ...]
    migrations: frozenset[tuple[str, str]]


_building = Lock()


def current() -> Template:
    """The template of the migrations on disk; kept for the process, and by the database for the next one."""
    with _building:
        return _built()


@lru_cache(maxsize=1)
def _built() -> Template:
    migrations = frozenset(MigrationExecutor(None).loader.disk_migrations)
    if (statements := blueprints.kept()) is None:
        statements = tuple(_record_from_nothing())
        blueprints.keep(statements)
    return Template(statements, migrations)


def migrate(schema: str) -> list[str]:
    """Run the pending migrations in one schema; returns what was executed, ready to be replayed in another."""
    connection: Any = connections[OWNER]
    connection.set_schema(schema)
    statements: list[str] = []
    try:
        with connection.execute_wrapper(_recorder(connection, statements)):
            executor = MigrationExecutor(connection)
            executor.migrate(executor.loader.graph.leaf_nodes())
    finally:
        connection.set_schema_to_public()
    return statements


def replay(schema: str, statements: list[str] | tuple[str, ...]) -> None:
    """Execute recorded statements in another schema, inside the caller's transaction."""
    led = [f'SET LOCAL search_path TO "{schema}", public', *statements, "SET LOCAL search_path TO public"]
    with connections[OWNER].cursor() as cursor:
        send(cursor, led)


def send(cursor: Any, statements: list[str] | tuple[str, ...]) -> None:
    """Execute statements as one message; `%` in them is itself."""
    with connections[OWNER].wrap_database_errors:
        cursor.cursor.execute(";\n".join(statements))


def pending(schema: str) -> list[Any]:
    """The migrations that a schema has not run."""
    connection: Any = connections[OWNER]
    connection.set_schema(schema)
    try:
        executor = MigrationExecutor(connection)
        return [migration for migration, _ in executor.migration_plan(executor.loader.graph.leaf_nodes())]
    finally:
        connection.set_schema_to_public()


def replayable(migrations: list[Any]) -> bool:
    """Python run by a migration may read rows of one territory: it is not to be replayed in another."""
    return not any(isinstance(operation, RunPython) for m in migrations for operation in m.operations)


def different(schemas: list[str]) -> list[str]:
    """Those that are not made as a new territory would be, in order."""
    blueprint = current()
    with scratch(), connections[OWNER].cursor() as cursor:
        replay(SCRATCH, blueprint.statements)
        found = fingerprints.digests(cursor, [SCRATCH, *schemas])
    return [schema for schema in schemas if found.get(schema) != found[SCRATCH]]


def _record_from_nothing() -> list[str]:
    """What migrations execute, in the fewest statements that are seen to make the same."""
    with scratch():
        recorded = migrate(SCRATCH)
        made = _made()
    fewer = condensing.condensed(recorded)
    try:
        with scratch():
            replay(SCRATCH, fewer)
            return fewer if _made() == made else recorded
    except DatabaseError:
        return recorded


def _made() -> tuple[str | None, Any]:
    """What the catalogue says of the scratch schema, and the migrations that it holds, in order."""
    with connections[OWNER].cursor() as cursor:
        cursor.execute("SELECT array_agg(ARRAY[app, name] ORDER BY id) FROM eclore_scratch.django_migrations")
        (migrations,) = cursor.fetchone()
        return fingerprints.digests(cursor, [SCRATCH]).get(SCRATCH), migrations


@contextmanager
def scratch() -> Iterator[None]:
    """An empty schema that leaves no trace."""
    connection: Any = connections[OWNER]
    with transaction.atomic(using=OWNER):
        connection.set_schema_to_public()
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE SCHEMA {SCRATCH}")
        yield
        transaction.set_rollback(True, using=OWNER)


def _recorder(connection: Any, statements: list[str]) -> Any:
    def record(execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
        text = str(sql)
        if not text.lstrip().upper().startswith(READS):
            statements.append(connection.ops.compose_sql(text, params) if params else text)
        return execute(sql, params, many, context)

    return record
