"""Erases again whom a restoration has brought back, by the record that is kept outside the database (journal)."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connections

from eclore.kit import audit
from eclore.kit.actor import system
from eclore.kit.audit import Act
from tenants.accounts.domain import sessions
from tenants.accounts.models import User
from tenants.contexts import in_programme
from tenants.privacy import catalogue, journal, orchestration, queries
from tenants.privacy.domain import requests
from tenants.privacy.erasing import OWNER
from tenants.privacy.journal import Line
from tenants.privacy.models import Request
from tenants.privacy.orchestration import Report
from tenants.privacy.states import UNDER_WAY, RequestKind, RequestState
from tenants.privacy.subject import ERASED_DOMAIN, Subject, declared


@dataclass
class Replayed:
    """`standing`: erasures that this database knows; `absent`: of people who are not in it; `again`: what was done.

    `unreadable`: lines of another secret; `broken`: lines that were cut off. `unmanned`: sites that nobody holds now.
    """

    standing: int = 0
    absent: int = 0
    again: list[tuple[Line, Report]] = field(default_factory=list)
    unreadable: int = 0
    broken: int = 0
    unmanned: list[str] = field(default_factory=list)

    @property
    def remaining(self) -> int:
        return sum(len(report.remaining) for _line, report in self.again)

    @property
    def is_whole(self) -> bool:
        """Whether nobody who was erased is left, as far as the record tells."""
        return not (self.remaining or self.unreadable or self.broken)


def replay(since: datetime | None = None) -> Replayed:
    """Everybody whose erasure this database does not know; or, for rows older than the rest, all erased `since`."""
    lines, broken = journal.read()
    done = Replayed(broken=broken)
    known = journal.secrets()
    wanted = []
    for line in lines:
        if (since is None and _stands(line)) or (since is not None and line.at < since):
            done.standing += 1
        elif line.key not in known:
            done.unreadable += 1
        else:
            wanted.append(line)
    there = _Present(known, {line.key for line in wanted}, with_erased=since is not None)
    for line in wanted:
        subject = there.subject(line)
        if subject is None:
            done.absent += 1
        else:
            done.again.append((line, _erase(line, subject, done)))
    return done


def _stands(line: Line) -> bool:
    with in_programme():
        return Request.objects.filter(pk=line.request, state=RequestState.DONE).exists()


class _Present:
    """Everybody who is in the database, by digest: read once, whatever the number of lines.

    `with_erased`: accounts that stand erased too, whose key is in rows that are older than the rest.
    """

    def __init__(self, secrets: dict[str, str], keys: set[str], *, with_erased: bool) -> None:
        self._erased: set[UUID] = set()
        self._people: dict[tuple[str, str], UUID] = {}
        self._addresses: dict[tuple[str, str], set[str]] = defaultdict(set)
        if not keys:
            return
        with in_programme():
            everybody = list(User.objects.values_list("pk", "email"))
        self._erased = {key for key, email in everybody if email.endswith(ERASED_DOMAIN)}
        people = [key for key, _email in everybody if with_erased or key not in self._erased]
        addresses = set(_addresses())
        for key in keys:
            for person in people:
                self._people[key, journal.digest(str(person), secrets[key])] = person
            for address in addresses:
                self._addresses[key, journal.digest(address, secrets[key])].add(address)

    def subject(self, line: Line) -> Subject | None:
        """Who it is about; None when nothing here is theirs."""
        person = self._people.get((line.key, line.person))
        addresses = {each for told in line.addresses for each in self._addresses.get((line.key, told), ())}
        if person is None:
            addresses -= self._of_newer_accounts(addresses, line.at)
        if person is None and not addresses:
            return None
        if person in self._erased:
            subject = Subject(person)  # what its account says by now is nobody's
        else:
            subject = orchestration.somebody(min(addresses, default=""), person)
        subject.emails |= addresses
        return orchestration.recognise(subject)

    def _of_newer_accounts(self, addresses: set[str], at: datetime) -> set[str]:
        """Whoever has come back since, of their own will, is nobody who was erased."""
        with in_programme():
            newer = User.objects.filter(email__in=addresses, created_at__gt=at)
            return set(newer.values_list("email", flat=True))


def _addresses() -> Iterator[str]:
    """Every address that a column which is declared to hold some holds, in every schema."""
    connections[OWNER].ensure_connection()
    with connections[OWNER].cursor() as cursor:
        for schema in catalogue.schemas(cursor):
            for table in declared(catalogue.columns(cursor, schema)):
                for column in table.emails:
                    yield from _told(cursor, catalogue.qualified(schema, table.name), column)


def _told(cursor: Any, table: str, column: str) -> list[str]:
    cursor.execute(
        f'SELECT DISTINCT lower("{column}") FROM {table} WHERE "{column}" LIKE %s AND "{column}" NOT LIKE %s',  # noqa: S608  names of the catalogue
        ["%@%", f"%{ERASED_DOMAIN}"],
    )
    return [address for (address,) in cursor.fetchall()]


def _erase(line: Line, subject: Subject, done: Replayed) -> Report:
    with in_programme():
        request = _request(line, subject, done)
    report = orchestration.erase(subject, request=line.request)
    with in_programme():
        requests.erased(request, report.as_json)
    return report


def _request(line: Line, subject: Subject, done: Replayed) -> UUID:
    """The same request as then, the account closed: who has been erased is held back by no role any more."""
    user = User.objects.select_for_update().filter(pk=subject.user_id).first() if subject.user_id else None
    if user is not None and user.is_active:
        done.unmanned += queries.only_held_by(user)
        sessions.end_all(user)
        user.is_active = False
        user.save(update_fields=["is_active"])
    under_way = Request.objects.filter(kind=RequestKind.ERASURE, state__in=UNDER_WAY, user=user).first()
    if user is not None and under_way is not None:
        return under_way.pk
    email = "" if user else min(subject.emails)
    facts = {"kind": RequestKind.ERASURE, "state": RequestState.RUNNING, "user": user, "email": email, "ended_at": None}
    request, _is_new = Request.objects.update_or_create(pk=line.request, defaults=facts)
    audit.record(Act.PERSONAL_DATA, subject=request, by=system(), verb="replay_erasure", person=user)
    return request.pk
