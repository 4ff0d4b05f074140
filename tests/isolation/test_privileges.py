"""What each role may really do with each object, asked from PostgreSQL itself, against the list of grants.py.

`check_isolation` reads the access lists; this asks `has_…_privilege`, which knows inheritance and PUBLIC besides.
"""

import os
from collections.abc import Iterator

import pytest
from django.db import connections

from eclore.database.context import PROGRAMME_ROLE, TERRITORY_GROUP, territory_role
from tenants import grants
from tenants.grants import APPLICATION, BACKUP, WORKER
from tenants.isolation import apply
from tenants.isolation.check import check
from tenants.isolation.privileges import parsed
from tenants.territories import sites
from tests.isolation import figures
from tests.support import databases

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("privileges")]
SEVEN, MANY = 7, 200
OURS = "(n.nspname = 'public' OR n.nspname = ANY (%(schemas)s))"
NAMED = "pg_namespace n ON n.oid ="
RELATIONS = f"pg_class c JOIN {NAMED} c.relnamespace WHERE {OURS} AND c.relkind = ANY"
OWN_FUNCTIONS = (
    f"pg_proc f JOIN {NAMED} f.pronamespace WHERE {OURS}"
    " AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = f.oid AND d.deptype = 'e')"
)
TABLES, SEQUENCES = f"{RELATIONS} ('{{r,p,v,m,f}}')", f"{RELATIONS} ('{{S}}')"
ROLES, TRIED = "unnest(%(roles)s::text[]) AS r (name)", "unnest(%(tried)s::text[]) AS p (name)"
OBJECTS = {
    "table": f"SELECT n.nspname, c.relname FROM {TABLES}",
    "sequence": f"SELECT n.nspname, c.relname FROM {SEQUENCES}",
    "function": f"SELECT n.nspname, f.proname FROM {OWN_FUNCTIONS}",
    "schema": f"SELECT n.nspname, '' FROM pg_namespace n WHERE {OURS}",
    "database": "SELECT '', ''",
}
ASKED = {
    "table": f"SELECT r.name, n.nspname, c.relname, p.name FROM {ROLES}, {TRIED}, {TABLES}"
    " AND has_table_privilege(r.name, c.oid, p.name)",
    "sequence": f"SELECT r.name, n.nspname, c.relname, p.name FROM {ROLES}, {TRIED}, {SEQUENCES}"
    " AND has_sequence_privilege(r.name, c.oid, p.name)",
    "function": f"SELECT r.name, n.nspname, f.proname, p.name FROM {ROLES}, {TRIED}, {OWN_FUNCTIONS}"
    " AND has_function_privilege(r.name, f.oid, p.name)",
    "schema": f"SELECT r.name, n.nspname, '', p.name FROM {ROLES}, {TRIED}, pg_namespace n WHERE {OURS}"
    " AND has_schema_privilege(r.name, n.oid, p.name)",
    "database": f"SELECT r.name, '', '', p.name FROM {ROLES}, {TRIED}"
    " WHERE has_database_privilege(r.name, current_database(), p.name)",
}
TRY = {
    "table": ["SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER"],
    "sequence": ["SELECT", "UPDATE", "USAGE"],
    "function": ["EXECUTE"],
    "schema": ["USAGE", "CREATE"],
    "database": ["CONNECT", "CREATE", "TEMPORARY"],
}
OF_TABLES = (
    "SELECT s.relname, t.relname FROM pg_class s JOIN pg_depend d ON d.objid = s.oid AND d.deptype IN ('a', 'i')"
    " JOIN pg_class t ON t.oid = d.refobjid WHERE s.relkind = 'S' AND s.relnamespace = 'public'::regnamespace"
)
Fact = tuple[str, str, str, str, str]


@pytest.fixture
def provisioned(own_database, django_db_blocker) -> Iterator[object]:
    """A function that brings a database of its own to that many territories."""
    name = f"{own_database}_privileges"

    def bring_to(count: int) -> list[str]:
        from tenants.territories.provisioning import provision

        schemas = [each["slug"] for each in databases.TERRITORIES]
        for number in range(count - len(schemas)):
            schemas.append(provision(slug=f"place{number}", name=f"Place {number}", kind="ville").schema_name)
        return schemas

    with django_db_blocker.unblock():
        databases.clone(name)
        with databases.pointed_at(name):
            yield bring_to
        databases.drop(name)
        sites.forget()


@pytest.mark.parametrize(
    "count",
    [SEVEN, pytest.param(MANY, marks=pytest.mark.skipif(not os.environ.get("ECLORE_SLOW"), reason="make test SLOW=1"))],
)
def test_every_role_may_what_is_declared_and_nothing_else(provisioned, count):
    schemas = provisioned(count)
    roles = [APPLICATION, WORKER, BACKUP, PROGRAMME_ROLE, TERRITORY_GROUP, *map(territory_role, schemas)]
    given = {"roles": roles, "schemas": schemas}
    with connections["owner"].cursor() as cursor:
        objects = {kind: _all(cursor, sql, given) for kind, sql in OBJECTS.items()}
        held = {(kind, *row) for kind, sql in ASKED.items() for row in _all(cursor, sql, {**given, "tried": TRY[kind]})}
        sequences = dict(_all(cursor, OF_TABLES, given))
        report = check(cursor, schemas)

    wanted = set(_wanted(schemas, objects, sequences))
    assert (sorted(held - wanted), sorted(wanted - held)) == ([], [])
    assert report.violations == []
    compared = len(roles) * sum(len(TRY[kind]) * len(rows) for kind, rows in objects.items())
    figures.hold(f"Privileges compared at {count} territories", compared, "0 differences from `grants.py`")


def _all(cursor, sql, given) -> list[tuple]:
    cursor.execute(sql, given)
    return cursor.fetchall()


def _wanted(schemas: list[str], objects: dict[str, list[tuple]], sequences: dict[str, str]) -> Iterator[Fact]:
    """What should hold, inheritance included: a territory's role has what its group has."""
    roles_of = {TERRITORY_GROUP: [TERRITORY_GROUP, *map(territory_role, schemas)]}

    def each(role: str) -> list[str]:
        return roles_of.get(role, [role])

    for role in (APPLICATION, WORKER, BACKUP):
        yield "database", role, "", "", "CONNECT"
    for role in (PROGRAMME_ROLE, WORKER, *each(TERRITORY_GROUP)):
        yield "schema", role, "public", "", "USAGE"
    for table, shared in grants.SHARED_TABLES.items():
        texts = {PROGRAMME_ROLE: shared.programme, TERRITORY_GROUP: shared.territory, WORKER: shared.worker}
        for role, text in texts.items():
            for one in each(role):
                yield from _facts(one, "public", table, text)
    for name, roles in grants.FUNCTIONS.items():
        for role in roles:
            for one in each(role):
                yield "function", one, "public", name, "EXECUTE"
    for sequence, table in sequences.items():
        for role in apply.sequence_roles(table):
            for one in each(role):
                yield "sequence", one, "public", sequence, "USAGE"
    for schema, table in objects["table"]:
        yield "table", BACKUP, schema, table, "SELECT"
        if schema != "public":
            yield from _facts(territory_role(schema), schema, table, grants.territory_privileges(table))
    for schema, sequence in objects["sequence"]:
        yield "sequence", BACKUP, schema, sequence, "SELECT"
    for schema, _nothing in objects["schema"]:
        yield "schema", BACKUP, schema, "", "USAGE"
        if schema != "public":
            yield "schema", territory_role(schema), schema, "", "USAGE"


def _facts(role: str, schema: str, table: str, text: str) -> Iterator[Fact]:
    for privilege, columns in parsed(text):
        if not columns:
            yield "table", role, schema, table, privilege
