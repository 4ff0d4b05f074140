"""Goes from context to context for one person: gathers who they are, copies what is about them, erases it, proves it.

For tasks and commands: no request opens a territory's context from elsewhere.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field, replace
from typing import Any
from uuid import UUID, uuid4

from django.db import connection, connections

from eclore.kit import audit, clock, personal
from eclore.kit.actor import Actor, system
from eclore.kit.audit import Act
from eclore.kit.hooks import Hook
from tenants.accounts.models import User
from tenants.contexts import in_programme, in_territory
from tenants.privacy import ambiguous_names, catalogue, erasing, exporting, journal, matching, searching, sessions
from tenants.privacy.erasing import FROZEN, OWNER, Rewritten
from tenants.privacy.exporting import Dossier, Section
from tenants.privacy.searching import Location
from tenants.privacy.subject import Subject, grow

SHARED = "public"
MOST_LISTED = 200
ROUNDS = 3
# A territory that is being made has no schema yet.
MADE = """SELECT schema_name, name FROM territories_territory
WHERE to_regnamespace(quote_ident(schema_name)) IS NOT NULL ORDER BY schema_name"""
# Somebody, by key, is about to be erased from a territory, in its context: what goes before their strings do, such as
# files; answers how many.
erasing_person: Hook[[UUID], int] = Hook("privacy.erasing_person")
# Somebody was erased from a territory, in its context: by key when they have an account, and whether rows of it named
# them; what holds a copy of everything goes, answers how many.
erased_in_territory: Hook[[UUID | None, bool], int] = Hook("privacy.erased_in_territory")
# Words were replaced in rows of a schema, {table: keys}: tell its log; in the same transaction, as the owner.
texts_rewritten: Hook[[str, Rewritten, Actor], None] = Hook("privacy.texts_rewritten")
Progress = Callable[[], None]


@dataclass
class Report:
    """What an erasure has done, without a word of the person.

    `rows`: {table: how many}; `frozen`: rows of published juries; `remaining`: where their whole strings still are,
    which must be nowhere; `to_read`: where a part of their name is, or what others bear too, for somebody to read.
    `places`: in how many territories; `common`, `shared`: how many names are others' words, how many contacts are
    others' too.
    """

    rows: Counter[str] = field(default_factory=Counter)
    places: int = 0
    frozen: int = 0
    files: int = 0
    searched: dict[str, int] = field(default_factory=dict)
    remaining: list[Location] = field(default_factory=list)
    to_read: list[Location] = field(default_factory=list)
    is_alone: bool = True
    common: int = 0
    shared: int = 0

    @property
    def as_json(self) -> dict[str, Any]:
        told = asdict(replace(self, rows=Counter())) | {"rows": dict(self.rows)}
        told["lines"], told["to_read_total"] = sum(self.rows.values()), len(self.to_read)
        told["to_read"] = told["to_read"][:MOST_LISTED]
        return told


def schemas() -> list[tuple[str, str]]:
    """Every territory, by schema and name; the shared one last."""
    with in_programme(), connection.cursor() as cursor:
        cursor.execute(MADE)
        return [*cursor.fetchall(), (SHARED, "Éclore")]


def somebody(email: str = "", user_id: UUID | None = None, *, by_name: bool = True) -> Subject:
    """Whom an address, or a key, is about; with an account or without. `by_name`: False for a copy (Subject)."""
    with in_programme():
        people = User.objects.filter(pk=user_id) if user_id else User.objects.filter(email=email.lower())
        user = people.first()
        subject = Subject(user.pk if user else None, by_name=by_name)
        subject.emails.update(filter(None, [email.strip().lower(), user.email if user else ""]))
        if user is not None:
            subject.names.add(user.name)
    return subject


def recognise(subject: Subject, *, progress: Progress = lambda: None) -> Subject:
    """Gather their names, addresses and contacts everywhere, until nothing new is learnt."""
    for number in range(ROUNDS):
        subject.is_alone = subject.is_alone and not _has_a_namesake(subject)  # before a name leads anywhere
        learnt = False
        for schema, _name in schemas():
            with _context(schema), connection.cursor() as cursor:
                learnt |= grow(cursor, schema, subject)
                if subject.by_name:
                    ambiguous_names.learn(cursor, schema, subject)
            if number == 0:
                progress()
        if not learnt:
            break
    subject.is_alone = subject.is_alone and not _has_a_namesake(subject)
    if subject.by_name and subject.contacts:
        for schema, _name in schemas():
            with _context(schema), connection.cursor() as cursor:
                ambiguous_names.learn_contacts(cursor, schema, subject)
    return subject


def copy(subject: Subject, *, progress: Progress = lambda: None) -> Iterator[Dossier]:
    """What each schema holds about them; those that hold nothing are left out."""
    for schema, name in schemas():
        with _context(schema), connection.cursor() as cursor:
            dossier = exporting.gather(cursor, schema, name, subject)
        if schema == SHARED:
            dossier.sections.extend(_queued_emails(subject))
        progress()
        if dossier.sections:
            yield dossier


def _queued_emails(subject: Subject) -> Iterator[Section]:
    """What is about to be sent to them, or could not be: the queue is closed to every application role."""
    with connections[OWNER].cursor() as cursor:
        if rows := exporting.queued_emails(cursor, subject):
            yield Section(exporting.QUEUE, str(personal.TABLES[exporting.QUEUE].label), rows)


def erase(
    subject: Subject, *, by: Actor | None = None, request: UUID | None = None, progress: Progress = lambda: None
) -> Report:
    """Erase them in every schema, the account last, then look for their strings in the whole database.

    First of all it is written down outside the database, by the key of what has asked for it: a restored one would
    know nothing of it. Raises OSError when it cannot be, and erases nothing.
    """
    journal.note(request or uuid4(), subject)
    report = Report(is_alone=subject.is_alone)
    by = by or system()
    for schema, _name in schemas():
        if schema != SHARED and subject.user_id:
            with _context(schema):
                report.files += sum(erasing_person.ask(subject.user_id))
        changed = _erase_there(schema, subject, by)
        if schema != SHARED:
            with _context(schema):
                report.files += sum(erased_in_territory.ask(subject.user_id, bool(changed)))
        report.frozen += changed.pop(FROZEN, 0)
        report.rows.update(changed)
        report.places += schema != SHARED and bool(changed)
        progress()
    prove(subject, report, progress=progress)
    return report


def prove(subject: Subject, report: Report, *, progress: Progress = lambda: None) -> None:
    """Look into every text of every table of every schema, those that nobody has declared too."""
    connections[OWNER].ensure_connection()
    with connections[OWNER].cursor() as cursor:
        whole, partly = subject.needles, [*subject.set_aside, *matching.parts(subject.names)]
        report.common, report.shared = len(subject.common), len(subject.shared - subject.given)
        counted: Counter[str] = Counter()
        for schema in catalogue.schemas(cursor):
            there = catalogue.columns(cursor, schema)
            counted.update(schemas=1, tables=len(there))
            counted.update(columns=sum(column.is_text for columns in there.values() for column in columns.values()))
            opened = sessions.theirs(cursor, subject, whole) if schema == SHARED else []
            report.remaining += _but_the_request(searching.remaining(cursor, schema, whole, sessions=opened))
            report.to_read += _but_the_request(searching.remaining(cursor, schema, partly))
            progress()
    report.searched = dict(counted)


def steps() -> int:
    """How many times `progress` is called by a whole erasure: each schema is recognised, erased, searched."""
    return 3 * len(schemas())


def _but_the_request(locations: list[Location]) -> list[Location]:
    """The request that is being answered holds their strings until its end."""
    return [location for location in locations if location.table != "privacy_request"]


def _has_a_namesake(subject: Subject) -> bool:
    """Another account, not erased, whose name is made of the same words."""
    mine = {frozenset(matching.tokens(name)) for name in subject.names if matching.is_distinctive(name)}
    if not mine:
        return False
    with in_programme():
        others = User.objects.filter(is_active=True).exclude(email__in=subject.emails)
        others = others.exclude(pk=subject.user_id) if subject.user_id else others
        return any(
            frozenset(matching.tokens(name)) in mine for name in others.values_list("name", flat=True).iterator()
        )


def _erase_there(schema: str, subject: Subject, by: Actor) -> Counter[str]:
    """Erase them from one schema and tell its log, or neither: what a log has sealed is sealed again with it."""
    rewritten: Rewritten = {}
    with erasing.owning(schema):
        changed = erasing.erase(schema, subject, rewritten)
        rows = sum(count for table, count in changed.items() if table != FROZEN)
        if rows:
            audit.record_in(
                schema,
                OWNER,
                Act.PERSONAL_DATA,
                by=by,
                verb="erase",
                person=subject.user_id,
                rows=rows,
                frozen=changed[FROZEN],
                on=clock.today(),
            )
        texts_rewritten.ask(schema, rewritten, by)
    return changed


def _context(schema: str) -> Any:
    return in_programme() if schema == SHARED else in_territory(schema)
