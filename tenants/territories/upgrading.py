"""The shared schema and every territory, brought to the code while they serve: what differs alone is written.

Each migration of the shared schema, each object of it and each territory is one transaction: cut anywhere, `upgrade`
goes on from there. A territory that fails is told of, and the others are upgraded.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from typing import Any

from django.db import DatabaseError, connections, transaction
from django.db.migrations.executor import MigrationExecutor

from tenants import grants
from tenants.isolation import apply, differences
from tenants.territories import patience, queries, template
from tenants.territories.patience import Patience
from tenants.territories.template import OWNER

# Schemas whose migrations are read in one statement.
BATCH = 100

Applied = frozenset[tuple[str, str]]

NO_SCHEMA = "son schéma n'est pas dans cette base, ou n'a jamais été migré : restaurez-le, ou fermez ce territoire."
GAP = "une migration manque parmi celles qui sont faites : `python manage.py showmigrations` dit laquelle."
NOT_THE_OWNER = (
    "Cette commande écrit avec l'identifiant eclore_owner, et DATABASE_OWNER_URL mène ici à « %s »."
    " Donnez DATABASE_OWNER_URL=postgresql://eclore_owner:…@…/eclore, sans passer par PgBouncer."
)


class DatabaseAwayError(Exception):
    """The database stopped answering on the way; what was done stays."""


class NotTheOwnerError(Exception):
    """The variables are those of a web process, which may change nothing of the schemas."""


@dataclass
class Upgrade:
    """What was done: statements of the shared schema, territories moved and repaired; `failed` says why by schema."""

    shared: int = 0
    repaired: list[str] = field(default_factory=list)
    moved: list[str] = field(default_factory=list)
    secured: list[str] = field(default_factory=list)
    failed: dict[str, str] = field(default_factory=dict)


def upgrade(wait: Patience) -> Upgrade:
    """Raises TooLongError, DatabaseAwayError, and what a migration of the shared schema raises: no territory can go on
    without it.
    """
    done = Upgrade()
    with patience.short_waits():
        is_new = _is_new()
        done.shared = len(wait.until_done("Schéma partagé", partial(template.migrate, "public")))
        given = repair_shared(wait)
        done.repaired = [] if is_new else given
        schemas = _schemas(done)
        move(schemas, wait, done)
        secure([schema for schema in schemas if schema not in done.failed], wait, done)
    return done


def require_owner() -> None:
    """Raise NotTheOwnerError unless the connection is that of who owns every table."""
    with connections[OWNER].cursor() as cursor:
        cursor.execute("SELECT current_user")
        if (name := cursor.fetchone()[0]) != grants.OWNER:
            raise NotTheOwnerError(NOT_THE_OWNER % name)


def _is_new() -> bool:
    """Whether nothing was ever installed here: what is given then is no repair."""
    with connections[OWNER].cursor() as cursor:
        cursor.execute("SELECT to_regclass('public.django_migrations') IS NULL")
        return bool(cursor.fetchone()[0])


def repair_shared(wait: Patience) -> list[str]:
    """Give each object of the shared schema what grants.py declares; the names of those that lacked it."""
    with connections[OWNER].cursor() as cursor:
        statements = differences.shared(cursor)
    for name, needed in statements.items():
        wait.until_done(name, partial(patience.execute, needed))
    return list(statements)


def move(schemas: list[str], wait: Patience, done: Upgrade) -> None:
    """Run what is pending in each; SQL recorded in the first is replayed in those like it."""
    for plan, alike in _plans(schemas):
        if not plan:
            done.failed |= dict.fromkeys(alike, GAP)
            continue
        moving = _Moving(template.replayable(plan))
        done.moved += _each(alike, moving.move, wait, done)


@dataclass
class _Moving:
    """One plan, run in the first territory that takes it, then replayed: its statements, and the tables they made."""

    replayable: bool
    statements: list[str] = field(default_factory=list)
    tables: list[str] = field(default_factory=list)

    def move(self, schema: str) -> None:
        """One transaction, the privileges of new tables with them: a territory is never left half-way."""
        with transaction.atomic(using=OWNER), connections[OWNER].cursor() as cursor:
            if self.statements and self.replayable:
                template.replay(schema, [*self.statements, *apply.territory_statements(schema, self.tables)])
                return
            statements = template.migrate(schema)
            tables = apply.new_tables(cursor, schema)
            template.send(cursor, apply.territory_statements(schema, tables))
        self.statements, self.tables = statements, tables


def secure(schemas: list[str], wait: Patience, done: Upgrade) -> None:
    """Give each territory its role and the privileges of its tables, where they are not as declared."""
    with connections[OWNER].cursor() as cursor:
        statements = differences.territories(cursor, schemas)
    done.secured += _each(statements, lambda schema: patience.execute(statements[schema]), wait, done)


def _each(schemas: Iterable[str], act: Callable[[str], None], wait: Patience, done: Upgrade) -> list[str]:
    """Call `act` with each, those whose tables are in use again later; what fails is told of. Those that are done."""
    finished: list[str] = []
    left = list(schemas)
    while left:
        busy = []
        for schema in left:
            try:
                act(schema)
            except Exception as error:
                if not _answers():
                    raise DatabaseAwayError(str(error)) from error
                if patience.in_use(error):
                    busy.append(schema)
                    wait.wait(f"Territoire {schema}")
                else:
                    done.failed[schema] = _why(error)
            else:
                wait.progress()
                finished.append(schema)
        left = busy
        if left:
            wait.wait(f"Territoire {left[0]}", patience.ROUND)
    return finished


def _schemas(done: Upgrade) -> list[str]:
    """Every territory's schema, in order; those that are not there have failed already."""
    wanted = queries.schemas()
    with connections[OWNER].cursor() as cursor:
        cursor.execute(
            "SELECT nspname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
            " WHERE c.relname = 'django_migrations' AND c.relkind = 'r'"
        )
        here = {name for (name,) in cursor.fetchall()}
    done.failed |= dict.fromkeys(set(wanted) - here, NO_SCHEMA)
    return [schema for schema in wanted if schema in here]


def _answers() -> bool:
    """Whether the owner's connection is still there: without it every territory would seem to fail."""
    return connections[OWNER].connection is not None and connections[OWNER].is_usable()


def _why(error: Exception) -> str:
    """One line for an operator."""
    said = str(error).strip() or type(error).__name__
    return " ".join(said.split()) if isinstance(error, DatabaseError) else f"{type(error).__name__}: {said}"


def _plans(schemas: list[str]) -> Iterator[tuple[list[Any], list[str]]]:
    """(migrations to run, schemas that wait for exactly these), each plan once; none where one was passed over."""
    alike: dict[Applied, list[str]] = defaultdict(list)
    for schema, applied in applied_in(schemas):
        alike[applied].append(schema)
    on_disk = frozenset(MigrationExecutor(None).loader.disk_migrations)
    for applied, those in alike.items():
        if on_disk - applied:
            yield template.pending(those[0]), those


def applied_in(schemas: list[str]) -> Iterator[tuple[str, Applied]]:
    """The migrations that each schema has run."""
    known: dict[str, Applied] = {}
    remaining = iter(schemas)
    while batch := list(islice(remaining, BATCH)):
        union = " UNION ALL ".join(
            f"SELECT '{schema}', string_agg(app || ' ' || name, ',' ORDER BY app, name)"  # noqa: S608  checked names
            f' FROM "{schema}".django_migrations'
            for schema in batch
        )
        with connections[OWNER].cursor() as cursor:
            cursor.execute(union)
            for schema, text in cursor.fetchall():
                if text not in known:
                    known[text] = frozenset(_parsed(text or ""))
                yield schema, known[text]


def _parsed(text: str) -> Iterator[tuple[str, str]]:
    for each in filter(None, text.split(",")):
        app, _space, name = each.partition(" ")
        yield app, name
