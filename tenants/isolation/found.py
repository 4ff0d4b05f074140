"""What the catalogue says: every privilege of anyone but the owner, from the access lists themselves."""

from typing import Any

from tenants.isolation.privileges import Privilege

EXPLODED = """
SELECT coalesce(r.rolname, 'PUBLIC'), x.kind, x.schema, x.object, a.privilege_type
FROM ({objects}) AS x (kind, schema, object, acl, owner, grantor_default)
CROSS JOIN LATERAL aclexplode(coalesce(x.acl, acldefault(x.grantor_default, x.owner))) AS a
LEFT JOIN pg_roles r ON r.oid = a.grantee
WHERE a.grantee <> x.owner
"""

OBJECTS = """
SELECT 'schema', nspname::text, '', nspacl, nspowner, 'n'::"char"
  FROM pg_namespace WHERE nspname = 'public' OR nspname = ANY (%(schemas)s)
UNION ALL
SELECT CASE c.relkind WHEN 'S' THEN 'sequence' ELSE 'table' END, n.nspname, c.relname, c.relacl, c.relowner,
       CASE c.relkind WHEN 'S' THEN 's'::"char" ELSE 'r'::"char" END
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S') AND (n.nspname = 'public' OR n.nspname = ANY (%(schemas)s))
UNION ALL
SELECT 'column', n.nspname, c.relname || '.' || t.attname, t.attacl, c.relowner, 'c'::"char"
  FROM pg_attribute t JOIN pg_class c ON c.oid = t.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE t.attacl IS NOT NULL AND NOT t.attisdropped AND (n.nspname = 'public' OR n.nspname = ANY (%(schemas)s))
UNION ALL
SELECT 'function', n.nspname, p.proname, p.proacl, p.proowner, 'f'::"char"
  FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
  WHERE (n.nspname = 'public' OR n.nspname = ANY (%(schemas)s))
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
UNION ALL
SELECT 'database', '', '', datacl, datdba, 'd'::"char" FROM pg_database WHERE datname = current_database()
"""


def privileges(cursor: Any, schemas: list[str]) -> set[Privilege]:
    """Every (role, object, privilege) that holds in the shared schema and in `schemas`, owners left out."""
    cursor.execute(EXPLODED.format(objects=OBJECTS), {"schemas": schemas})
    return {Privilege(*row) for row in cursor.fetchall()}


def tables(cursor: Any, schemas: list[str]) -> dict[str, list[str]]:
    """Schema → its tables, the shared schema included."""
    cursor.execute(
        "SELECT schemaname, tablename FROM pg_tables"
        " WHERE schemaname = 'public' OR schemaname = ANY (%s) ORDER BY 1, 2",
        [schemas],
    )
    found: dict[str, list[str]] = {}
    for schema, table in cursor.fetchall():
        found.setdefault(schema, []).append(table)
    return found


def sequences(cursor: Any) -> list[tuple[str, str]]:
    """(sequence, table it belongs to) of the shared schema."""
    cursor.execute(
        "SELECT s.relname, t.relname FROM pg_class s JOIN pg_depend d ON d.objid = s.oid AND d.deptype IN ('a', 'i')"
        " JOIN pg_class t ON t.oid = d.refobjid"
        " WHERE s.relkind = 'S' AND s.relnamespace = 'public'::regnamespace"
    )
    return list(cursor.fetchall())


def memberships(cursor: Any) -> set[tuple[str, str, bool]]:
    """(role, member, inherits) among our roles; the owner's administration of the roles it made is left out."""
    inherits = "m.inherit_option" if cursor.connection.info.server_version >= 160000 else "u.rolinherit"
    cursor.execute(
        f"SELECT DISTINCT r.rolname, u.rolname, {inherits} FROM pg_auth_members m"  # noqa: S608  two constants
        " JOIN pg_roles r ON r.oid = m.roleid JOIN pg_roles u ON u.oid = m.member"
        " WHERE (u.rolname LIKE 'eclore\\_%' OR u.rolname LIKE 'territory\\_%') AND u.rolname <> 'eclore_owner'"
    )
    return set(cursor.fetchall())


def weaknesses(cursor: Any, schemas: list[str]) -> list[str]:
    """What no access list shows: row-level security not forced, revocations lost, settings and owners astray."""
    return [sentence for sql in WEAKNESSES for (sentence,) in _run(cursor, sql, schemas)]


def _run(cursor: Any, sql: str, schemas: list[str]) -> list[tuple[str]]:
    cursor.execute(sql, {"schemas": schemas})
    return list(cursor.fetchall())


WEAKNESSES = [
    """SELECT 'row-level security is not forced on public.' || relname FROM pg_class
       WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
         AND NOT (relrowsecurity AND relforcerowsecurity)""",
    """SELECT n.nspname || '.' || c.relname || ' is not owned by eclore_owner' FROM pg_class c
       JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE (n.nspname = 'public' OR n.nspname = ANY (%(schemas)s)) AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
         AND c.relowner <> 'eclore_owner'::regrole""",
    """SELECT format('%%s may execute %%s', coalesce(r.rolname, 'PUBLIC'), f.oid::regprocedure) FROM pg_proc f
       CROSS JOIN LATERAL aclexplode(coalesce(f.proacl, acldefault('f', f.proowner))) a
       LEFT JOIN pg_roles r ON r.oid = a.grantee
       WHERE pronamespace = 'pg_catalog'::regnamespace AND (proname = 'set_config' OR proname LIKE 'lo\\_%%'
         OR proname IN ('loread', 'lowrite', 'pg_notify', 'pg_logical_emit_message', 'pg_export_snapshot')
         OR proname ~ '^pg_(try_)?advisory_(lock|unlock)' OR proname = 'pg_stat_get_live_tuples')
         AND (a.grantee = 0 OR r.rolname IN ('eclore_app', 'eclore_programme')
              OR r.rolname ~ '^(eclore_)?territory')""",
    """SELECT format('%%s keeps the setting %%s', coalesce(r.rolname, 'every role'), c) FROM pg_db_role_setting s
       LEFT JOIN pg_roles r ON r.oid = s.setrole CROSS JOIN unnest(s.setconfig) c
       WHERE s.setdatabase IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))
         AND (c ILIKE 'role=%%' OR c ILIKE 'search_path=%%' OR c ILIKE 'row_security=%%')""",
    """SELECT rolname || ' has an attribute that opens every wall' FROM pg_roles
       WHERE (rolname LIKE 'eclore\\_%%' OR rolname LIKE 'territory\\_%%')
         AND (rolsuper OR rolreplication OR rolcreatedb OR (rolbypassrls AND rolname <> 'eclore_backup')
              OR (rolcreaterole AND rolname <> 'eclore_owner')
              OR (rolcanlogin AND rolname LIKE 'territory\\_%%'))""",
    """SELECT 'the schema ' || nspname || ' is no territory''s' FROM pg_namespace
       WHERE nspname <> 'public' AND nspname <> ALL (%(schemas)s)
         AND nspname !~ '^(pg_|information_schema$)'""",
    """SELECT coalesce(r.rolname, 'PUBLIC') || ' may update pg_settings' FROM pg_class c
       CROSS JOIN LATERAL aclexplode(c.relacl) a LEFT JOIN pg_roles r ON r.oid = a.grantee
       WHERE c.oid = 'pg_catalog.pg_settings'::regclass AND a.privilege_type = 'UPDATE' AND a.grantee <> c.relowner""",
    """SELECT format('default privileges in %%s give %%s %%s', coalesce(n.nspname, 'every schema'),
                     coalesce(r.rolname, 'PUBLIC'), a.privilege_type)
       FROM pg_default_acl d LEFT JOIN pg_namespace n ON n.oid = d.defaclnamespace
       CROSS JOIN LATERAL aclexplode(d.defaclacl) a LEFT JOIN pg_roles r ON r.oid = a.grantee
       WHERE a.grantee <> d.defaclrole""",
    # PostgreSQL's own default, unless a row says otherwise
    """SELECT 'default privileges give PUBLIC EXECUTE on the functions that eclore_owner will make'
       WHERE NOT EXISTS (SELECT FROM pg_default_acl WHERE defaclrole = 'eclore_owner'::regrole
                         AND defaclnamespace = 0 AND defaclobjtype = 'f')""",
]
