"""Reads every statement that tests make the program send: none names a shared table and a territory's own.

Schemas of territories could then live on other machines than the shared one. Each text is read once, by PostgreSQL's
own grammar (pglast), when the test that sent it first ends; values play no part.
"""

import re
from collections.abc import Iterator, Mapping, Set
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any
from unittest.mock import patch

import pytest
from django.db.backends.utils import CursorWrapper
from pglast.parser import ParseError, parse_sql_json
from psycopg.sql import Composable

from tests.support import databases
from tests.support.walking import is_whole

# Pairs that a statement may name, a shared table and a territory's, and why.
TOGETHER: Mapping[tuple[str, str], str] = {
    ("accounts_user", "local_juries_amendment"): "who has corrected the minutes is named with the correction"
}
OUTPUT = "tables together"  # what a worker calls them when it reports
PLACE = re.compile(r"%%|%(?:\(\w+\))?s|%b|%t")
NAMED = re.compile(r'(?:"schemaname":"(\w+)",)?"relname":"(\w+)"')
RELATIONS = """SELECT n.nspname = 'public', c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'v', 'm') AND n.nspname IN ('public', 'somme')"""


@dataclass(frozen=True)
class Sides:
    """Names of tables; one that exists on both sides (`django_migrations`) is on neither."""

    shared: frozenset[str]
    local: frozenset[str]

    def of(self, statement: str) -> tuple[frozenset[str], frozenset[str]]:
        """The shared tables and the territory's that it names. Raises pglast's ParseError."""
        shared, local = set(), set()
        for schema, table in NAMED.findall(parse_sql_json(statement)):
            if table in self.shared and schema in ("", "public"):
                shared.add(table)
            elif table in self.local and schema != "public":
                local.add(table)
        return frozenset(shared), frozenset(local)


@cache
def sides() -> Sides:
    """From the catalogue of the tests' template."""
    with databases.superuser(databases.TEMPLATE) as server:
        found = server.execute(RELATIONS).fetchall()
    shared, local = ({table for is_shared, table in found if is_shared is side} for side in (True, False))
    return Sides(frozenset(shared - local), frozenset(local - shared))


def text_of(sql: Any) -> str:
    """What Django hands to psycopg: a text, or psycopg's own composition."""
    return sql.as_string(None) if isinstance(sql, Composable) else str(sql)


def readable(text: str, has_values: bool) -> str:
    """With a constant in the place of each value; what is written `%%` is one sign."""
    return PLACE.sub(lambda found: "%" if found[0] == "%%" else "'1'", text) if has_values else text


def excused(shared: Set[str], local: Set[str]) -> tuple[str, str] | None:
    """The exception that lets these tables be named together, if there is one."""
    return next((pair for pair in TOGETHER if shared == {pair[0]} and pair[1] in local), None)


class Reader:
    """A plugin of pytest: the test that first sends a statement of both sides ends with an error.

    A whole session fails, too, when an exception is written for nothing.
    """

    def __init__(self) -> None:
        self.waiting: set[tuple[str, bool]] = set()
        self.read: set[tuple[str, bool]] = set()
        self.needed: set[tuple[str, str]] = set()
        self.needless: list[tuple[str, str]] = []

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Hear every statement that PostgreSQL takes in the block, on every connection and thread of this process."""
        execute, execute_many = CursorWrapper._execute, CursorWrapper._executemany

        def heard(cursor: Any, sql: Any, params: Any, *ignored: Any) -> Any:
            answer = execute(cursor, sql, params, *ignored)
            self.waiting.add((text_of(sql), params is not None))
            return answer

        def heard_many(cursor: Any, sql: Any, params: Any, *ignored: Any) -> Any:
            answer = execute_many(cursor, sql, params, *ignored)
            self.waiting.add((text_of(sql), True))
            return answer

        with patch.object(CursorWrapper, "_execute", heard), patch.object(CursorWrapper, "_executemany", heard_many):
            yield

    def judge(self) -> None:
        """Raise AssertionError on what was heard since the last time, unless it is an exception."""
        new, self.waiting = self.waiting - self.read, set()
        self.read |= new
        beyond = [fault for statement in (readable(*each) for each in new) if (fault := self._fault(statement))]
        assert not beyond, "\n".join(beyond)

    def _fault(self, statement: str) -> str:
        try:
            shared, local = sides().of(statement)
        except ParseError as error:
            return f"pglast cannot read ({error}): {statement}"
        if not (shared and local):
            return ""
        if pair := excused(shared, local):
            self.needed.add(pair)
            return ""
        return f"{', '.join(sorted(shared))} and {', '.join(sorted(local))}, in one statement: {statement}"

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_teardown(self) -> Iterator[None]:
        yield
        self.judge()

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any, error: object) -> None:
        """A worker of pytest-xdist has ended: take what it reports."""
        self.needed |= {tuple(pair) for pair in getattr(node, "workeroutput", {}).get(OUTPUT, [])}

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        output = getattr(session.config, "workeroutput", None)
        if output is not None:
            output[OUTPUT] = sorted(self.needed)
        elif session.exitstatus == pytest.ExitCode.OK and is_whole(session.config):
            self.needless = sorted(TOGETHER.keys() - self.needed)
            if self.needless:
                session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        for pair in self.needless:
            terminalreporter.write_line(f"no statement needs this exception any more: {pair} (tests/support/sides.py)")
