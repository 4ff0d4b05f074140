"""Every text of every table, read for a person's strings: what erasure replaces, and what proves it afterwards."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from tenants.privacy import catalogue, matching
from tenants.privacy.catalogue import Column
from tenants.privacy.matching import Needle

APART = "chr(31)"


@dataclass(frozen=True)
class Hit:
    """A row that holds a needle: where it is now, its key, and the values that hold one, by column."""

    schema: str
    table: str
    ctid: str
    key: str
    values: dict[str, Any]


@dataclass(frozen=True)
class Location:
    """Where something remains: what a report says of a hit, without a word of it."""

    schema: str
    table: str
    column: str
    key: str
    kind: str


def hits(
    cursor: Any,
    schema: str,
    table: str,
    columns: Iterable[Column],
    needles: Sequence[Needle],
    *,
    lock: bool = False,
    within: tuple[str, list[Any]] = ("true", []),
) -> Iterator[Hit]:
    """Rows of one table that hold a needle, `values` being those of the columns that do; `within` a condition."""
    texts = [column for column in columns if column.is_text]
    if not texts or not needles:
        return
    named = [f'"{column.name}"' for column in texts]
    glued = matching.fold_sql(f"concat_ws({APART}, {', '.join(f'{name}::text' for name in named)})")
    cursor.execute(
        f"SELECT ctid::text, coalesce(to_jsonb(t) ->> 'id', ''), {', '.join(named)}"
        f" FROM {catalogue.qualified(schema, table)} t WHERE {glued} ~ ANY(%s) AND ({within[0]})"
        f"{' FOR UPDATE' if lock else ''}",
        [sorted({needle.coarse for needle in needles}), *within[1]],
    )
    for ctid, key, *values in cursor.fetchall():
        found = {column.name: _read(column, value) for column, value in zip(texts, values, strict=True)}
        held = {name: value for name, value in found.items() if matching.held(value, needles)}
        if held:
            yield Hit(schema, table, ctid, key, held)


def remaining(cursor: Any, schema: str, needles: Sequence[Needle], *, sessions: Iterable[str] = ()) -> list[Location]:
    """Every text of a schema where a needle is; no table nor text is left out, whatever is declared of it."""
    found = [
        Location(schema, table, column, hit.key, kind)
        for table, columns in catalogue.columns(cursor, schema).items()
        for hit in hits(cursor, schema, table, columns.values(), needles)
        for column, value in hit.values.items()
        for kind in sorted(matching.held(value, needles))
    ]
    return found + [Location(schema, "accounts_session", "session_data", "", matching.NAME) for _key in sessions]


def written(column: Column, value: Any) -> Any:
    """A value as its column takes it, cut to what it holds."""
    if column.is_json:
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, str) and column.length:
        return value[: column.length]
    if isinstance(value, list) and column.length:
        return [text[: column.length] if isinstance(text, str) else text for text in value]
    return value


def _read(column: Column, value: Any) -> Any:
    return json.loads(value) if column.is_json and isinstance(value, str) else value
