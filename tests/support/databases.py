"""One template database with three territories; every worker, and every test that commits, gets a copy."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from django.core.management import call_command
from django.db import connections

from tenants.territories import sites

ROOT = Path(__file__).resolve().parents[2]
TEMPLATE = "eclore_template"
TERRITORIES = [
    {"slug": "somme", "name": "Somme", "kind": "departement", "code": "80", "department": "80"},
    {"slug": "oise", "name": "Oise", "kind": "departement", "code": "60", "department": "60"},
    {"slug": "nord", "name": "Nord", "kind": "departement", "code": "59", "department": "59"},
]


def superuser(database: str = "postgres") -> psycopg.Connection[Any]:
    """A connection that may create databases; the application never has one."""
    url = os.environ["ECLORE_SUPERUSER_URL"]
    return psycopg.connect(url, dbname=database, autocommit=True)


def ensure_template() -> None:
    """Build the template once, whichever worker comes first."""
    with superuser() as server:
        server.execute("SELECT pg_advisory_lock(hashtext(%s))", [TEMPLATE])
        ready = server.execute(
            "SELECT shobj_description(oid, 'pg_database') = 'ready' FROM pg_database WHERE datname = %s", [TEMPLATE]
        ).fetchone()
        if ready and ready[0]:
            return
        server.execute(f"DROP DATABASE IF EXISTS {TEMPLATE}")
        server.execute(f"CREATE DATABASE {TEMPLATE} OWNER eclore_owner")
        secure(TEMPLATE)
        _fill()
        server.execute(f"COMMENT ON DATABASE {TEMPLATE} IS 'ready'")


def secure(database: str) -> None:
    """The superuser's steps; a copy of a database loses the privileges on the database itself."""
    with superuser(database) as connection:
        connection.execute((ROOT / "deploy/postgres/database.sql").read_text())


def clone(name: str, of: str = TEMPLATE) -> None:
    """A copy of the template, or of another database that nobody is connected to."""
    with superuser() as server:
        server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        server.execute("SELECT pg_advisory_lock(hashtext(%s))", [of])
        server.execute(f"CREATE DATABASE {name} TEMPLATE {of} STRATEGY FILE_COPY OWNER eclore_owner")
    secure(name)


def drop(name: str) -> None:
    """Remove a copy, whoever is still connected."""
    with superuser() as server:
        server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@contextmanager
def empty(name: str) -> Iterator[str]:
    """A database where a superuser has passed, and nobody else yet."""
    with superuser() as server:
        server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        server.execute(f"CREATE DATABASE {name} TEMPLATE template0 OWNER eclore_owner")
    secure(name)
    try:
        yield name
    finally:
        drop(name)


def contents(server: psycopg.Connection[Any]) -> dict[str, tuple[Any, ...]]:
    """What the database behind `server` holds, to compare: the rows and privileges of each table, roles, schemas.

    Without the schemas that PostgreSQL gives to each connection for its temporary tables.
    """
    found = {
        "roles": server.execute(
            "SELECT md5(string_agg(concat_ws(' ', r, s.setconfig), ',' ORDER BY r.rolname)) FROM pg_authid r"
            " LEFT JOIN pg_db_role_setting s ON s.setrole = r.oid AND s.setdatabase = 0"
        ).fetchone(),
        "schemas": server.execute(
            "SELECT array_agg((nspname, nspacl)::text ORDER BY nspname) FROM pg_namespace"
            r" WHERE nspname !~ '^pg_(toast_)?temp_\d+$'"
        ).fetchone(),
        "functions": server.execute(
            "SELECT md5(string_agg(concat(oid::regprocedure, proacl), ',' ORDER BY oid)) FROM pg_proc"
        ).fetchone(),
        "database": server.execute(
            "SELECT datacl::text FROM pg_database WHERE datname = current_database()"
        ).fetchone(),
    }
    for table, acl in server.execute(
        "SELECT format('%I.%I', n.nspname, c.relname), c.relacl::text"
        " FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
        " WHERE c.relkind = 'r' AND n.nspname NOT IN ('pg_catalog', 'information_schema')"
    ).fetchall():
        rows = server.execute(f"SELECT count(*), md5(string_agg(t::text, E'\\n' ORDER BY t::text)) FROM {table} t")
        found[table] = (acl, *rows.fetchone())
    return found


@contextmanager
def copied(name: str, of: str = TEMPLATE) -> Iterator[str]:
    """A copy of the template, or of another, for the block; which host is whose is looked up anew in it, then after."""
    sites.forget()
    clone(name, of)
    try:
        yield name
    finally:
        drop(name)
        sites.forget()


@contextmanager
def pointed_at(name: str) -> Iterator[None]:
    """Django's two connections lead to database `name` inside the block."""
    before = connections["default"].settings_dict["NAME"]
    _point(name)
    try:
        yield
    finally:
        _point(before)


def _point(name: str) -> None:
    connections.close_all()
    for alias in ("default", "owner"):
        connections[alias].settings_dict["NAME"] = name
        connections.settings[alias]["NAME"] = name


def _fill() -> None:
    from tenants.territories.provisioning import provision

    with pointed_at(TEMPLATE):
        call_command("upgrade", verbosity=0, stdout=open(os.devnull, "w"))  # noqa: SIM115  closed with the process
        for territory in TERRITORIES:
            provision(**territory)
