"""The recorded template in fewer statements: what migrations have added to a table is in the one that makes it.

A column or a constraint that comes with its table costs a fraction of what it costs afterwards, and so does a row
beside others. What is not known to be added is left as it was recorded, after the tables; `template` holds the result
to the schema that migrations have made.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

TABLE = re.compile(r'CREATE TABLE "(\w+)" \((.*)\)', re.S)
ADDED = re.compile(r'ALTER TABLE "(\w+)" ADD (?:COLUMN )?((?:CONSTRAINT )?"[^;]*)', re.S)
FOREIGN = re.compile(r' REFERENCES "(\w+)"')
ROW = re.compile(r'(INSERT INTO "django_migrations" \("app", "name", "applied"\) VALUES) (\(.*\)) RETURNING .*', re.S)


@dataclass
class _Table:
    """`parts`: columns and constraints; `foreign`: (table that is referred to, constraint)."""

    parts: list[str]
    foreign: list[tuple[str, str]] = field(default_factory=list)


def condensed(statements: Iterable[str]) -> list[str]:
    """Statements that should make the same schema; whoever asks must look whether they do."""
    tables: dict[str, _Table] = {}
    rows: list[str] = []
    rest: list[str] = []
    head = ""
    for statement in (each.strip().rstrip(";") for each in statements):
        if made := TABLE.fullmatch(statement):
            tables[made[1]] = _Table([made[2]])
        elif (added := ADDED.fullmatch(statement)) and added[1] in tables:
            _add(tables[added[1]], added[2])
        elif row := ROW.fullmatch(statement):
            head = row[1]
            rows.append(row[2])
        else:
            rest.append(statement)
    inserted = [f"{head} {', '.join(rows)}"] if rows else []
    return [*_made(tables), *rest, *inserted]


def _add(table: _Table, part: str) -> None:
    if foreign := FOREIGN.search(part):
        table.foreign.append((foreign[1], part))
    else:
        table.parts.append(part)


def _made(tables: dict[str, _Table]) -> Iterator[str]:
    """Each table after those that it refers to; where they refer to each other, the constraint comes last."""
    left, made, later = dict(tables), set[str](), list[str]()
    while left:
        name = next((each for each in left if _known(left[each], made | {each})), next(iter(left)))
        table = left.pop(name)
        made.add(name)
        now = [part for other, part in table.foreign if other in made]
        later += [f'ALTER TABLE "{name}" ADD {part}' for other, part in table.foreign if other not in made]
        yield f'CREATE TABLE "{name}" ({", ".join([*table.parts, *now])})'
    yield from later


def _known(table: _Table, made: set[str]) -> bool:
    return all(other in made for other, _part in table.foreign)
