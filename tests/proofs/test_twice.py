"""Proof: everything that writes, sent twice at once with the same key, does what it does once, and never breaks.

Each is sent once in a copy of the season, then twice at once, by two threads, in another: as many rows in every table
(letters are rows of the queue), and the same answer to both. What has moved something is asked again by the same person
from another page: it shows what came of it and moves nothing. ECLORE_ONLY, a pattern, chooses among them.
"""

import os
import re
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from http.cookies import SimpleCookie
from typing import Any

import pytest
from django.conf import settings
from django.contrib import messages
from django.core.cache import cache

from eclore.kit import limits
from tenants.hosts import Site
from tenants.submissions import answers as kept_answers
from tenants.territories import sites
from tests.isolation import cast
from tests.proofs.sendings import HERE, PEOPLE, Plan, Sending, Write, planned, sending
from tests.proofs.shares import share
from tests.support import databases
from tests.support.at_once import at_once
from tests.support.personas import HostClient, browser

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("proofs")]
USUALLY = 8
HOSTS = {"territory": f"{HERE}.{settings.BASE_HOST}", "national": settings.BASE_HOST, "auth": settings.AUTH_HOST}
KEYS = ("once", "Idempotency-Key")
# What says that something was sent, not what came of it.
ASIDE = {"accounts_session", "accounts_tally", "submissions_submission"}
TABLES = """SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind = 'r' AND n.nspname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1, 2"""
HISTORIES = """SELECT table_schema, table_name FROM information_schema.columns
WHERE column_name IN ('subject_id', 'source', 'target') GROUP BY 1, 2 HAVING count(*) = 3"""
Rows = dict[str, int]
Contents = dict[str, tuple[int, str]]


@dataclass(frozen=True)
class Outcome:
    """What was answered, and the rows of every table before and after; `changed`: tables whose content is another.

    `again`: what came of it asked once more, from another page, where it had moved something.
    """

    answers: list[Any]
    gained: Rows
    changed: frozenset[str]
    again: "Outcome | None" = None

    @property
    def statuses(self) -> list[int]:
        return [answer.status_code for answer in self.answers]


class Season:
    """The database that every case begins from, and the API's documents, read once."""

    def __init__(self, database: str) -> None:
        self.database = database

    @cached_property
    def documents(self) -> dict[str, Any]:
        """By kind of host."""
        found = {kind: browser(site_of(kind)) for kind in ("territory", "national")}
        read = {kind: client.get("/api/v1/schema/?format=json").json() for kind, client in found.items()}
        return {**read, "auth": {"paths": {}}}

    def outcome(self, write: Write, plan: Plan, times: int) -> Outcome:
        """In a copy of its own: sent so many times at once, with one key."""
        with databases.copied(f"{self.database}_case", of=self.database) as copy:
            with databases.superuser(copy) as server:
                server.execute("SET session_replication_role = replica")
                server.execute(plan.first or "SELECT 1")
            with databases.pointed_at(copy):
                return self._sent(write, plan, times, copy)

    def _sent(self, write: Write, plan: Plan, times: int, copy: str) -> Outcome:
        limits.forget_here()
        cache.clear()
        client = browser(site_of(write.kind), PEOPLE[write.kind][plan.who])
        if write.kind == "auth" and PEOPLE["auth"][plan.who]:
            client.prove()
        what = sending(write, plan, client, self.documents[write.kind])
        with databases.superuser(copy) as server:
            before, moved = contents(server), moves(server)
            answers = at_once(*[lambda each=each: pressed(what, each) for each in alike(client, times)])
            after = contents(server)
            if times > 1 or write.method != "post" or moves(server) == moved:
                return compared(before, after, answers)
            answer = pressed(what, alike(client, 1)[0], "une-autre-cle")
            return compared(before, after, answers, compared(after, contents(server), [answer]))


def compared(before: Contents, after: Contents, answers: list[Any], again: Outcome | None = None) -> Outcome:
    gained = {table: rows - before[table][0] for table, (rows, _all) in after.items() if rows != before[table][0]}
    return Outcome(answers, gained, frozenset(table for table in after if after[table] != before[table]), again)


def site_of(kind: str) -> Site:
    found = sites.find(HOSTS[kind])
    assert found
    return found


def alike(client: HostClient, times: int) -> list[HostClient]:
    """So many windows of one browser."""
    windows = [HostClient(client.site) for _window in range(times)]
    for window in windows:
        window.cookies, window.raise_request_exception = SimpleCookie(client.cookies.output(header="")), False
        for name, morsel in client.cookies.items():
            window.cookies[name] = morsel.value
    return windows


def pressed(what: Sending, client: HostClient, key: str = "une-cle") -> Any:
    """One press; a program that is told to wait asks again, as it must."""
    header, form = ({KEYS[1]: key}, {}) if what.write.is_api else ({}, {KEYS[0]: key})
    keyed = Sending(what.write, what.plan, what.path, {**what.fields, **form}, what.body)
    for _again in range(60):
        answer = keyed.by(client, **header)
        if answer.status_code != 409 or "json" not in answer["Content-Type"] or answer.json()["code"] != "running":
            break
        time.sleep(0.1)
    return answer


def moves(server: Any) -> int:
    """How many lines of all histories tell of a change of state."""
    each = [
        f"SELECT count(*) FROM \"{schema}\".\"{table}\" WHERE source <> '' AND target <> ''"
        for schema, table in server.execute(HISTORIES).fetchall()
    ]
    return sum(rows for (rows,) in server.execute(" UNION ALL ".join(each)))


def contents(server: Any) -> Contents:
    """(rows, digest of them all) of every table, in one question."""
    names = [(schema, table) for schema, table in server.execute(TABLES).fetchall() if table not in ASIDE]
    each = [
        f"SELECT '{schema}.{table}', count(*), coalesce(md5(string_agg(t::text, ',' ORDER BY t::text)), '')"
        f' FROM "{schema}"."{table}" t'
        for schema, table in names
    ]
    return {name: (rows, all_of_them) for name, rows, all_of_them in server.execute(" UNION ALL ".join(each))}


@pytest.fixture(scope="module")
def played(own_database: str, django_db_blocker: Any) -> Iterator[Season]:
    with django_db_blocker.unblock(), databases.copied(f"{own_database}_twice") as name:
        with databases.pointed_at(name):
            cast.play()
        yield Season(name)


def test_everything_that_writes_does_once_what_is_sent_twice_at_once(played, django_db_blocker, record_property):
    wanted = [case for case in planned() if re.search(os.environ.get("ECLORE_ONLY", ""), str(case[0]))]
    cases, broken, silent = share("twice", wanted, USUALLY), {}, []
    with django_db_blocker.unblock():
        for write, plan in cases:
            once, twice = played.outcome(write, plan, 1), played.outcome(write, plan, 2)
            if found := faults(write, plan, once, twice):
                broken[str(write)] = found
            if not once.changed:
                silent.append(str(write))
    figure = f"Sent twice at once: {len(cases)} of {len(planned())}, {len(silent)} of which come to nothing"
    record_property("figure", figure)
    assert not broken, "\n" + "\n".join(f"{name}: {found}" for name, found in broken.items())


def faults(write: Write, plan: Plan, once: Outcome, twice: Outcome) -> Mapping[str, Any]:
    """What is wrong with two presses, by name; nothing when all is well."""
    found: dict[str, Any] = {}
    if max(once.statuses + twice.statuses) >= 500:
        found["an incident"] = (once.statuses, twice.statuses)
    if once.gained != twice.gained:
        found["rows"] = (once.gained, twice.gained)
    if bool(once.changed) == bool(plan.refused):
        found["told otherwise"] = (once.statuses, sorted(once.changed), said(once.answers[0]))
    one, two = twice.answers
    if (
        write.method == "post"
        and once.changed
        and (one.status_code, one.get("Location")) != (two.status_code, two.get("Location"))
    ):
        found["answers"] = (twice.statuses, said(one), said(two))
    if once.again and (once.again.changed or refuses(once.again.answers[0]) != bool(plan.anew)):
        found["asked again"] = (once.again.statuses, sorted(once.again.changed), said(once.again.answers[0]))
    return found


def refuses(answer: Any) -> bool:
    """By its status, or by a message for the page that it leads to."""
    told = kept_answers.said(answer.wsgi_request)
    return answer.status_code >= 400 or any(message.level >= messages.WARNING for message in told)


def said(answer: Any) -> str:
    return (answer.get("Location") or "") + ("" if answer.streaming else answer.content.decode()[:300])


def test_everything_that_writes_has_a_plan():
    assert len(planned()) > 200
