"""Whether territories' schemas are made alike: a digest of what the catalogue says of each, their names taken out."""

from typing import Any

# One digest a schema, of columns (not their order), constraints, indexes and triggers.
DIGESTS = """
WITH relations AS (
    SELECT c.oid, n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p') AND n.nspname = ANY (%(schemas)s)
), facts AS (
    SELECT r.nspname, concat_ws(' ', r.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
           a.attidentity, a.attgenerated,
           replace(pg_get_expr(d.adbin, d.adrelid), quote_ident(r.nspname) || '.', '')) AS fact
      FROM relations r JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped
      LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
    UNION ALL
    SELECT r.nspname, concat_ws(' ', r.relname, k.conname, k.convalidated,
           replace(pg_get_constraintdef(k.oid), quote_ident(r.nspname) || '.', ''))
      FROM relations r JOIN pg_constraint k ON k.conrelid = r.oid WHERE k.contype <> 'n'
    UNION ALL
    SELECT r.nspname, replace(pg_get_indexdef(i.indexrelid), quote_ident(r.nspname) || '.', '')
      FROM relations r JOIN pg_index i ON i.indrelid = r.oid
    UNION ALL
    SELECT r.nspname, concat_ws(' ', t.tgenabled, replace(pg_get_triggerdef(t.oid), quote_ident(r.nspname) || '.', ''))
      FROM relations r JOIN pg_trigger t ON t.tgrelid = r.oid AND NOT t.tgisinternal
)
SELECT nspname, md5(string_agg(fact, E'\\n' ORDER BY fact)) FROM facts GROUP BY nspname
"""


def digests(cursor: Any, schemas: list[str]) -> dict[str, str]:
    """Schema → 32 hexadecimal digits, the same for two schemas that are made alike; none for one without a table."""
    cursor.execute(DIGESTS, {"schemas": schemas})
    return dict(cursor.fetchall())
