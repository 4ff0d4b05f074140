"""What only a superuser can do, once: roles, the database, its walls, the passwords of the login roles.

The SQL is `deploy/postgres/`, the same reviewed files that a real installation runs.
"""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

from embedded.connections import Address, connection_string
from embedded.credentials import LOGIN_ROLES, SUPERUSER
from embedded.errors import EmbeddedError
from embedded.places import PROJECT, State

ONE_AT_A_TIME = 0xEC102E


@dataclass(frozen=True)
class InstallationFiles:
    """`roles` is run once in the cluster, `database` in each database."""

    roles: Path = PROJECT / "deploy/postgres/roles.sql"
    database: Path = PROJECT / "deploy/postgres/database.sql"

    def fingerprint(self) -> str:
        return hashlib.sha256(self.roles.read_bytes() + b"\0" + self.database.read_bytes()).hexdigest()


def install(
    address: Address, state: State, database: str, files: InstallationFiles, before: Callable[[], None] | None = None
) -> None:
    """Raises `EmbeddedError` naming the file that PostgreSQL refused, and what `before` raises.

    `before` is called ahead of the first write, when the database exists.
    """
    try:
        fingerprint = files.fingerprint()
    except FileNotFoundError as error:
        raise EmbeddedError(f"{error.filename} is missing: take the whole repository.") from error
    if _fingerprints(state).get(database) == fingerprint:
        return
    with _superuser(address, "postgres") as connection:
        connection.execute("SELECT pg_advisory_lock(%s)", [ONE_AT_A_TIME])
        if _fingerprints(state).get(database) == fingerprint:
            return
        if before is not None and _exists(connection, database):
            before()
        _run(connection, files.roles)
        _set_passwords(connection, address)
        _create_database(connection, database)
        with _superuser(address, database) as inside:
            _run(inside, files.database)
        state.installed.write_text(json.dumps({**_fingerprints(state), database: fingerprint}))


def _superuser(address: Address, database: str) -> psycopg.Connection:
    return psycopg.connect(connection_string(address, SUPERUSER, database), autocommit=True)


def _run(connection: psycopg.Connection, file: Path) -> None:
    """Send the whole file as one message: PostgreSQL applies all of it or nothing."""
    try:
        connection.execute(file.read_bytes())
    except psycopg.Error as error:
        raise EmbeddedError(f"PostgreSQL refused {file}: {str(error).strip()}") from error


def _set_passwords(connection: psycopg.Connection, address: Address) -> None:
    for role in LOGIN_ROLES:
        statement = sql.SQL("ALTER ROLE {} PASSWORD {}")
        connection.execute(statement.format(sql.Identifier(role), sql.Literal(address.password(role))))


def _create_database(connection: psycopg.Connection, database: str) -> None:
    if not _exists(connection, database):
        statement = sql.SQL("CREATE DATABASE {} OWNER eclore_owner TEMPLATE template0")
        connection.execute(statement.format(sql.Identifier(database)))


def _exists(connection: psycopg.Connection, database: str) -> bool:
    return connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database]).fetchone() is not None


def _fingerprints(state: State) -> dict[str, str]:
    try:
        found: dict[str, str] = json.loads(state.installed.read_text())
    except (OSError, ValueError):
        return {}
    return found
