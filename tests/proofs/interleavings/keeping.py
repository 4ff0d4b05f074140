"""The tables of a territory and of the programme: kept once, compared and put back as often as needed.

A row that was written since bears a newer `xmin`: only those are read and put back, in one statement each way.
"""

import json
import re
from collections import Counter
from typing import Any

from tests.support import databases

# What differs between two runs that do the same: keys, moments, secrets, numbers of a chain or of a queue.
TOKEN = re.compile(
    r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
    r"|\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?(?:[+-]\d\d(?::?\d\d)?)?"
    r"|DTSTAMP:\d{8}T\d{6}Z"
    r"|\b[0-9a-f]{16,128}(?:_\w{7})?\b|[A-Za-z0-9_-]{43}|![A-Za-z0-9]{40}|\b\d{4}-\d{4}\b"
)
APART = {"number", "previous", "digest"}
SHORT_SECRETS = {"last_four"}
MEASURED = {"clock_seconds"}  # what was left of a clock at a moment: the machine's own haste
DRAWN = {"full_pdf", "redacted_pdf"}  # a document bears its moment; what it was drawn from is compared
NOT_COMPARED = {"procrastinate_events", "django_migrations", "procrastinate_workers"}
FUNCTIONS = """
CREATE SCHEMA kept;
CREATE TABLE kept.tables (name text, copy text, key text[], columns text);
CREATE FUNCTION kept.written(since bigint) RETURNS TABLE (name text, rows text[]) LANGUAGE plpgsql AS $$
DECLARE one record; changed boolean;
BEGIN
    FOR one IN SELECT t.name, t.copy FROM kept.tables t LOOP
        EXECUTE format('SELECT count(*) <> (SELECT count(*) FROM %s) OR coalesce(bool_or(xmin::text::bigint >= $1),'
            ' false) FROM %s', one.copy, one.name) INTO changed USING since;
        IF changed THEN
            name := one.name;
            EXECUTE format('SELECT coalesce(array_agg(row_to_json(t)::text), ''{}'') FROM %s t', one.name) INTO rows;
            RETURN NEXT;
        END IF;
    END LOOP;
END $$;
CREATE FUNCTION kept.restore(since bigint, names text[]) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE one record; same text;
BEGIN
    SET LOCAL session_replication_role = replica;
    FOR one IN SELECT * FROM kept.tables t WHERE t.name = ANY(names) LOOP
        EXECUTE format('DELETE FROM %s WHERE xmin::text::bigint >= $1', one.name) USING since;
        SELECT string_agg(format('t.%1$I = k.%1$I', each), ' AND ') INTO same FROM unnest(one.key) each;
        EXECUTE format('INSERT INTO %1$s (%2$s) OVERRIDING SYSTEM VALUE SELECT %2$s FROM %3$s k'
            ' WHERE NOT EXISTS (SELECT FROM %1$s t WHERE %4$s)', one.name, one.columns, one.copy, same);
    END LOOP;
    RETURN txid_current() + 1;
END $$;
"""
TABLES = """
SELECT format('%%I.%%I', n.nspname, c.relname), c.relname::text,
    (SELECT array_agg(a.attname::text) FROM pg_index i JOIN pg_attribute a
        ON a.attrelid = c.oid AND a.attnum = ANY(i.indkey) WHERE i.indrelid = c.oid AND i.indisprimary),
    (SELECT string_agg(format('%%I', a.attname), ', ') FROM pg_attribute a
        WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '')
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind = 'r' AND n.nspname = ANY(%s)
"""

State = dict[str, Any]


class Kept:
    """What the schemas held when this was made; a superuser's connection of its own."""

    def __init__(self, database: str, schemas: list[str]) -> None:
        self.server = databases.superuser(database)
        self.server.execute(FUNCTIONS)
        for number, (name, bare, key, columns) in enumerate(self.server.execute(TABLES, [schemas]).fetchall()):
            if bare in NOT_COMPARED or not key:
                continue
            copy = f"kept.t{number}"
            self.server.execute(f"CREATE TABLE {copy} AS TABLE {name}")
            self.server.execute("INSERT INTO kept.tables VALUES (%s, %s, %s, %s)", [name, copy, key, columns])
        self.since = self.server.execute("SELECT txid_current() + 1").fetchone()[0]
        self.known = self._tokens()
        self.names: list[str] = []
        self.restored, self.is_known = 0, True

    def written(self) -> State:
        """The tables that differ from what was kept, each with its rows; keys and moments that are new, masked."""
        rows = dict(self.server.execute("SELECT * FROM kept.written(%s)", [self.since]).fetchall())
        self.names, self.is_known = list(rows), True
        masked = {name: Counter(self._masked(name, row) for row in found) for name, found in rows.items()}
        return {name: found for name, found in masked.items() if found != self.before[name]}

    def restore(self) -> None:
        """Everything as it was kept; `written` has been asked just before."""
        if not self.names:
            return
        self.since = self.server.execute("SELECT kept.restore(%s, %s)", [self.since, self.names]).fetchone()[0]
        self.restored += 1
        if self.restored % 150 == 0:
            self.server.execute("VACUUM")

    def waits(self, waiting: int, *, on: int) -> bool:
        """Whether a backend waits for a lock that the other holds."""
        found = self.server.execute("SELECT pg_blocking_pids(%s)", [waiting]).fetchone()
        return on in found[0]

    def close(self) -> None:
        self.server.close()

    def _tokens(self) -> set[str]:
        self.before: dict[str, Counter[str]] = {}
        kept, known = {}, set()
        for name, copy in self.server.execute("SELECT name, copy FROM kept.tables").fetchall():
            kept[name] = [row for (row,) in self.server.execute(f"SELECT row_to_json(t)::text FROM {copy} t")]
            known |= {token for row in kept[name] for token in TOKEN.findall(row)}
        self.known = known
        self.before = {name: Counter(self._masked(name, row) for row in rows) for name, rows in kept.items()}
        return known

    def _masked(self, name: str, row: str) -> str:
        told = {key: value for key, value in json.loads(row).items() if key not in SHORT_SECRETS | MEASURED | DRAWN}
        if "audit" in name:
            told = {key: value for key, value in told.items() if key not in APART}
        if "procrastinate" in name:
            del told["id"]
        text = json.dumps(told, sort_keys=True, ensure_ascii=False)
        text = TOKEN.sub(lambda found: found[0] if found[0] in self.known else "…", text)
        return _in_no_order(text) if "audit" in name else text


def _in_no_order(row: str) -> str:
    """The keys that a line of the log lists are sorted, and a new one comes anywhere."""
    told = json.loads(row)
    facts = json.loads(told["facts"])
    told["facts"] = {key: sorted(map(str, value)) if isinstance(value, list) else value for key, value in facts.items()}
    return json.dumps(told, sort_keys=True, ensure_ascii=False)
