"""What would bring the catalogue to what grants.py declares: statements for what differs, and none where nothing does.

A restored cluster without its roles, a privilege lost, a policy that a new version changes: one computation for all.
"""

from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from tenants import grants
from tenants.isolation import apply, check, found, policies
from tenants.isolation.privileges import Privilege, on_table

# A role's own name, in an access list that many territories share.
SAME = "territory"

# Access lists of territories' tables, a role's name taken out: a few shapes for thousands of tables.
SHAPES = """
SELECT c.relname, replace(coalesce(c.relacl::text, ''), r.name, %(same)s), coalesce(t.acls, ''),
       array_agg(n.nspname::text)
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
CROSS JOIN LATERAL (SELECT 'territory_' || n.nspname AS name) r
LEFT JOIN (SELECT attrelid, string_agg(attname || '=' || replace(attacl::text, 'territory_', ''), ' ') AS acls
           FROM pg_attribute WHERE attacl IS NOT NULL AND NOT attisdropped GROUP BY attrelid) t ON t.attrelid = c.oid
WHERE c.relkind IN ('r', 'p') AND n.nspname = ANY (%(schemas)s)
GROUP BY 1, 2, 3
"""

# Territories whose role is not there, is of no group, or whom the application may not become.
ROLES = """
SELECT s.name FROM unnest(%(schemas)s::text[]) AS s (name)
LEFT JOIN pg_roles r ON r.rolname = 'territory_' || s.name
WHERE r.oid IS NULL
   OR NOT EXISTS (SELECT FROM pg_auth_members m JOIN pg_roles g ON g.oid = m.roleid
                  WHERE m.member = r.oid AND g.rolname = 'eclore_territory')
   OR NOT EXISTS (SELECT FROM pg_auth_members m JOIN pg_roles a ON a.oid = m.member
                  WHERE m.roleid = r.oid AND a.rolname = 'eclore_app')
"""

# Territories whose role may not enter its schema.
CLOSED = """
SELECT n.nspname FROM pg_namespace n
WHERE n.nspname = ANY (%(schemas)s)
  AND NOT EXISTS (SELECT FROM aclexplode(n.nspacl) a JOIN pg_roles r ON r.oid = a.grantee
                  WHERE r.rolname = 'territory_' || n.nspname AND a.privilege_type = 'USAGE')
"""


def shared(cursor: Any) -> dict[str, list[str]]:
    """Object of the shared schema → what to execute, together, to give it its policies and privileges."""
    statements = {}
    astray = _astray(cursor)
    for table in sorted(astray["table"] & grants.SHARED_TABLES.keys()):
        statements[f"public.{table}"] = apply.table_statements(table, grants.SHARED_TABLES[table])
    if astray["function"]:
        for name, signature in apply.functions(cursor):
            if name in astray["function"]:
                statements[signature] = apply.function_statements(name, signature)
    for sequence, table in found.sequences(cursor):
        if sequence in astray["sequence"]:
            statements[f"public.{sequence}"] = apply.sequence_statements(sequence, table)
    return statements


def territories(cursor: Any, schemas: list[str]) -> dict[str, list[str]]:
    """Schema → what to execute, together, to give it its role and its tables their privileges."""
    statements: dict[str, list[str]] = defaultdict(list)
    version = cursor.connection.info.server_version
    for schema in _names(cursor, ROLES, schemas):
        statements[schema] += apply.role_statements(schema, server_version=version)
    tables: dict[str, list[str]] = {schema: [] for schema in _names(cursor, CLOSED, schemas)}
    cursor.execute(SHAPES, {"schemas": schemas, "same": SAME})
    for table, access, columns, concerned in cursor.fetchall():
        if columns or not _is_declared(table, access):
            for schema in concerned:
                tables.setdefault(schema, []).append(table)
    for schema in sorted(tables):
        statements[schema] += apply.territory_statements(schema, sorted(tables[schema]))
    return dict(statements)


def _names(cursor: Any, sql: str, schemas: list[str]) -> list[str]:
    cursor.execute(sql, {"schemas": schemas})
    return sorted(name for (name,) in cursor.fetchall())


def _astray(cursor: Any) -> dict[str, set[str]]:
    """Kind of object → those of the shared schema whose privileges, policies or forced security are not as declared."""
    tables = found.tables(cursor, [])
    actual = found.privileges(cursor, [])
    differing = actual ^ check.declared(tables, found.sequences(cursor), [])
    astray: dict[str, set[str]] = defaultdict(set)
    for privilege in differing:
        kind = "table" if privilege.kind == "column" else privilege.kind
        astray[kind].add(privilege.object.partition(".")[0] if privilege.kind == "column" else privilege.object)
    names = set(tables.get("public", []))
    astray["table"] |= {p.table for p in policies.actual(cursor, []) ^ policies.declared(cursor, names)}
    cursor.execute(
        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')"
        " AND NOT (relrowsecurity AND relforcerowsecurity)"
    )
    astray["table"] |= {name for (name,) in cursor.fetchall()}
    astray["table"] &= names
    return astray


@lru_cache(maxsize=10_000)
def _is_declared(table: str, access: str) -> bool:
    """Whether an access list, as SHAPES gives it, says what grants.py declares for a territory's table."""
    return set(_said(access, table)) == set(on_table(SAME, "", table, grants.territory_privileges(table)))


# Letters of an access list, as PostgreSQL documents them; another one makes a list that is not ours.
LETTERS = {
    "r": "SELECT",
    "a": "INSERT",
    "w": "UPDATE",
    "d": "DELETE",
    "D": "TRUNCATE",
    "x": "REFERENCES",
    "t": "TRIGGER",
    "m": "MAINTAIN",
}


def _said(access: str, table: str) -> Iterator[Privilege]:
    """`{eclore_owner=arwdDxt/eclore_owner,territory=ar/eclore_owner}` → what anyone but the owner may do."""
    for item in access.strip("{}").split(","):
        role, _equals, rest = item.partition("=")
        if role != grants.OWNER and rest:
            for letter in rest.partition("/")[0]:
                yield Privilege(role, "table", "", table, LETTERS.get(letter, letter))
