"""Erases a person from one schema, as the owner: rows that go, identities that are emptied, strings in others' texts.

Why as the owner: histories and published juries are closed to every application role (docs/decisions).
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import IntegrityError, connections, transaction

from eclore.kit import clock, personal
from eclore.kit.personal import Table
from tenants.accounts.models import new_stamp
from tenants.privacy import catalogue, matching, searching, sessions
from tenants.privacy.catalogue import Column
from tenants.privacy.matching import Needle
from tenants.privacy.searching import Hit
from tenants.privacy.subject import ERASED_DOMAIN, Subject, direct, theirs

OWNER = "owner"
# Unique columns hold addresses: each row gets one of its own, which no mail can reach (RFC 2606).
NOBODY = f"'efface-' || substr(md5(gen_random_uuid()::text), 1, 16) || '{ERASED_DOMAIN}'"
FROZEN = "frozen"
There = dict[str, dict[str, Column]]
Rewritten = dict[str, set[str]]  # {table: keys}


@contextmanager
def owning(schema: str) -> Iterator[None]:
    """One transaction of the owner, whose models are the tables of this schema."""
    connection: Any = connections[OWNER]
    connection.set_schema(schema)
    try:
        with transaction.atomic(using=OWNER):
            yield
    finally:
        connection.set_schema_to_public()


def erase(schema: str, subject: Subject, rewritten: Rewritten | None = None) -> Counter[str]:
    """One transaction in one schema; how many rows of each table have changed. Doing it again changes nothing.

    `rewritten` is given the keys of the rows in whose texts other words have taken the place of theirs.
    """
    rewritten = {} if rewritten is None else rewritten
    with transaction.atomic(using=OWNER), connections[OWNER].cursor() as cursor:
        there = catalogue.columns(cursor, schema)
        done: Counter[str] = Counter()
        if schema == "public":
            _close_the_account(cursor, subject, done)
        for table in _declared(there, forget=True):
            done[table.name] += _forget(cursor, schema, table, subject)
        if subject.set_aside:
            _replace_in_own_rows(cursor, schema, there, subject, done, rewritten)
        for table in _declared(there, forget=False):
            done[table.name] += _anonymise(cursor, schema, table, subject)
        _replace_strings(cursor, schema, there, subject, done, rewritten)
    return +done


def _declared(there: Iterable[str], *, forget: bool) -> list[Table]:
    """What is declared of these tables; rows that lean on others first."""
    found = [personal.TABLES[name] for name in there if name in personal.TABLES]
    return sorted((t for t in found if t.forget is forget and not t.derived), key=lambda table: not table.through)


def _forget(cursor: Any, schema: str, table: Table, subject: Subject) -> int:
    condition, values = theirs(table, subject)
    if not condition:
        return 0
    where = condition.replace("{schema}", f'"{schema}".')
    cursor.execute(f"DELETE FROM {catalogue.qualified(schema, table.name)} WHERE {where}", values)
    return int(cursor.rowcount)


def _anonymise(cursor: Any, schema: str, table: Table, subject: Subject) -> int:
    """Who the row is about: no name, an address that leads nowhere, nothing of their own; keys stay and name nobody."""
    changes = [f"\"{name}\" = CASE WHEN \"{name}\" = '' THEN '' ELSE %s END" for name in table.names]
    values: list[Any] = [matching.INSTEAD[matching.NAME]] * len(table.names)
    changes += [f"\"{email}\" = CASE WHEN \"{email}\" = '' THEN '' ELSE {NOBODY} END" for email in table.emails]
    changes += [f"\"{column}\" = ''" for column in table.own]
    if table.own and not table.names:
        condition, given = theirs(table, subject)
    else:
        condition, given = direct(table, subject, by_name=bool(table.contacts))
    changed = 0
    if changes and condition:
        where = condition.replace("{schema}", f'"{schema}".')
        untouched = " OR ".join(
            [f"\"{name}\" NOT IN ('', %s)" for name in table.names]
            + [f'("{email}" <> \'\' AND "{email}" NOT LIKE %s)' for email in table.emails]
            + [f"\"{column}\" <> ''" for column in table.own]
        )
        cursor.execute(
            f"UPDATE {catalogue.qualified(schema, table.name)} SET {', '.join(changes)}"
            f" WHERE ({where}) AND ({untouched})",
            [*values, *given, *values, *[f"%{ERASED_DOMAIN}"] * len(table.emails)],
        )
        changed = cursor.rowcount
    return changed + _blank(cursor, schema, table, subject)


def _blank(cursor: Any, schema: str, table: Table, subject: Subject) -> int:
    done = 0
    for column in table.blank if subject.emails else ():
        cursor.execute(
            f'UPDATE {catalogue.qualified(schema, table.name)} SET "{column}" = \'\' WHERE lower("{column}") = ANY(%s)',
            [sorted(subject.emails)],
        )
        done += cursor.rowcount
    return done


def _replace_in_own_rows(
    cursor: Any, schema: str, there: There, subject: Subject, done: Counter[str], rewritten: Rewritten
) -> None:
    """What somebody else bears too is theirs in a row that is about them: an e-mail that they received."""
    needles = subject.set_aside
    for table in _declared(there, forget=False):
        condition, values = direct(table, subject)
        if condition:
            columns = [there[table.name][name] for name in table.searched]
            within = (condition, values)
            for hit in list(searching.hits(cursor, schema, table.name, columns, needles, lock=True, within=within)):
                done[FROZEN] += _rewrite(cursor, hit, there[table.name], needles)
                done[table.name] += 1
                rewritten.setdefault(table.name, set()).add(hit.key)


def _replace_strings(
    cursor: Any, schema: str, there: There, subject: Subject, done: Counter[str], rewritten: Rewritten
) -> None:
    needles = subject.needles
    for table in (*_declared(there, forget=True), *_declared(there, forget=False)):
        columns = [there[table.name][name] for name in table.searched]
        for hit in list(searching.hits(cursor, schema, table.name, columns, needles, lock=True)):
            done[FROZEN] += _rewrite(cursor, hit, there[table.name], needles)
            done[table.name] += 1
            rewritten.setdefault(table.name, set()).add(hit.key)


def _rewrite(cursor: Any, hit: Hit, columns: dict[str, Column], needles: Sequence[Needle]) -> int:
    """The row with other words in place of theirs; 1 when its jury's record was frozen, else 0."""
    changed = {
        name: searching.written(columns[name], matching.replaced(value, needles)) for name, value in hit.values.items()
    }
    sets = ", ".join(f'"{name}" = {columns[name].placeholder}' for name in changed)
    statement = f"UPDATE {catalogue.qualified(hit.schema, hit.table)} SET {sets} WHERE ctid = %s::tid"
    values = [*changed.values(), hit.ctid]
    try:
        with transaction.atomic(using=OWNER):
            cursor.execute(statement, values)
    except IntegrityError:
        with _thawed(cursor, hit.schema, hit.table):
            cursor.execute(statement, values)
        return 1
    return 0


class _thawed:  # noqa: N801  reads as the verb that it is
    """The trigger that freezes a published record, silent for one statement of the transaction; others stay."""

    def __init__(self, cursor: Any, schema: str, table: str) -> None:
        self._cursor, self._table = cursor, catalogue.qualified(schema, table)
        cursor.execute(
            "SELECT tgname FROM pg_catalog.pg_trigger JOIN pg_catalog.pg_proc p ON p.oid = tgfoid"
            " WHERE tgrelid = %s::regclass AND p.proname = 'audit_freeze'",
            [self._table],
        )
        self._names = [name for (name,) in cursor.fetchall()]

    def __enter__(self) -> None:
        self._cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # ALTER TABLE waits for no check
        self._switch("DISABLE")

    def __exit__(self, *_error: object) -> None:
        self._switch("ENABLE")

    def _switch(self, verb: str) -> None:
        for name in self._names:
            self._cursor.execute(f'ALTER TABLE {self._table} {verb} TRIGGER "{name}"')


def _close_the_account(cursor: Any, subject: Subject, done: Counter[str]) -> None:
    """Nothing opens any more: roles, grants and visits end, sessions and waiting mail go."""
    for key in sessions.theirs(cursor, subject, subject.needles):
        cursor.execute("DELETE FROM public.accounts_session WHERE session_key = %s", [key])
        done["accounts_session"] += 1
    cursor.execute(
        "DELETE FROM public.procrastinate_jobs WHERE lower(args ->> 'to_email') = ANY(%s) AND status <> 'doing'",
        [sorted(subject.emails)],
    )
    done["procrastinate_jobs"] += cursor.rowcount
    cursor.execute(
        "UPDATE public.memberships_invitation SET revoked_at = %s"
        " WHERE lower(email) = ANY(%s) AND revoked_at IS NULL AND accepted_at IS NULL",
        [clock.now(), sorted(subject.emails)],
    )
    if subject.user_id is None:
        return
    for table in ("memberships_membership", "memberships_nationalgrant"):
        cursor.execute(
            f"UPDATE public.{table} SET revoked_at = %s WHERE user_id = %s AND revoked_at IS NULL",
            [clock.now(), subject.user_id],
        )
        done[table] += cursor.rowcount
    cursor.execute(
        "UPDATE public.memberships_visit SET ends_at = least(ends_at, %s) WHERE user_id = %s",
        [clock.now(), subject.user_id],
    )
    cursor.execute(
        "UPDATE public.accounts_user SET is_active = false, stamp = %s WHERE id = %s AND is_active",
        [new_stamp(), subject.user_id],
    )
