"""A schema as the catalogue describes it, with its own name taken out."""

from typing import Any

FACTS = {
    "relations": """
        SELECT c.relname, c.relkind, c.relpersistence, c.relrowsecurity, c.relforcerowsecurity, c.relreplident,
               pg_get_userbyid(c.relowner), c.reloptions
        FROM pg_class c
        WHERE c.relnamespace = %(schema)s::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'S', 'i')""",
    "columns": """
        SELECT c.relname, a.attnum, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity,
               a.attgenerated, a.attcollation::regcollation::text, pg_get_expr(d.adbin, d.adrelid)
        FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
        LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
        WHERE c.relnamespace = %(schema)s::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm')
          AND a.attnum > 0 AND NOT a.attisdropped""",
    "constraints": """
        SELECT conrelid::regclass::text, conname, contype, condeferrable, condeferred, convalidated,
               pg_get_constraintdef(oid)
        FROM pg_constraint WHERE connamespace = %(schema)s::regnamespace""",
    "indexes": "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = %(schema)s",
    "triggers": """
        SELECT t.tgrelid::regclass::text, t.tgname, t.tgenabled, pg_get_triggerdef(t.oid)
        FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
        WHERE c.relnamespace = %(schema)s::regnamespace AND NOT t.tgisinternal""",
    "functions": """
        SELECT proname, pg_get_functiondef(oid), proacl::text
        FROM pg_proc WHERE pronamespace = %(schema)s::regnamespace""",
    "policies": """
        SELECT tablename, policyname, roles::text, cmd, qual, with_check
        FROM pg_policies WHERE schemaname = %(schema)s""",
    "sequences": """
        SELECT c.relname, s.seqtypid::regtype::text, s.seqstart, s.seqincrement, s.seqmax, s.seqmin, s.seqcache
        FROM pg_sequence s JOIN pg_class c ON c.oid = s.seqrelid WHERE c.relnamespace = %(schema)s::regnamespace""",
    "privileges": """
        SELECT c.relname, pg_get_userbyid(a.grantee), a.privilege_type, a.is_grantable
        FROM pg_class c CROSS JOIN LATERAL aclexplode(c.relacl) a WHERE c.relnamespace = %(schema)s::regnamespace""",
    "schema": """
        SELECT pg_get_userbyid(nspowner), pg_get_userbyid(a.grantee), a.privilege_type
        FROM pg_namespace CROSS JOIN LATERAL aclexplode(nspacl) a WHERE nspname = %(schema)s""",
}


def described(cursor: Any, schema: str) -> dict[str, list[tuple[str, ...]]]:
    """Kind of fact → the facts, sorted, `schema` replaced by "@"."""
    cursor.execute("SET LOCAL search_path TO pg_catalog")
    description = {}
    for kind, sql in FACTS.items():
        cursor.execute(sql, {"schema": schema})
        rows = [tuple(str(value).replace(schema, "@") for value in row) for row in cursor.fetchall()]
        description[kind] = sorted(rows)
    return description
