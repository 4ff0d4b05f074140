"""Whether a database and this code belong together, judged by the migrations that each knows. Reads, never writes.

Asked before anything else by what would write or serve: `upgrade`, the demonstration, web processes, the worker.
What each answer means to an operator is in UPGRADING.md.
"""

import logging
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from enum import IntEnum

from django.apps import apps
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.loader import MigrationLoader

logger = logging.getLogger(__name__)

PUBLIC = "public"
OUR_PACKAGES = frozenset({"eclore", "tenants", "programs", "api"})
# Labels of apps and libraries that this code no longer has: what a database has kept of them says nothing.
FORMER_APPS: frozenset[str] = frozenset()

Migration = tuple[str, str]  # app label, name

RECORDS = """
SELECT n.nspname, has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT')
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relname = 'django_migrations' AND c.relkind = 'r'
ORDER BY n.nspname <> 'public', 1
"""

IS_EMPTY = "Cette base est vide : aucune migration n'y est enregistrée. Lancez d'abord `python manage.py upgrade`."
IS_CLOSED = (
    "Les migrations de cette base ne se lisent pas avec cet identifiant : la commande `upgrade` de cette version n'y"
    " est pas passée. Lancez d'abord `python manage.py upgrade`, avec DATABASE_OWNER_URL (l'identifiant eclore_owner)."
)
IS_OTHER = (
    "Cette base a été faite par une version d'Éclore que celle-ci ne sait pas mettre à niveau"
    " (migrations inconnues : %s). Ses données n'ont pas été touchées. Sur une machine de"
    " démonstration : `make demo-reset`, puis `make demo`. Pour une installation : voir UPGRADING.md."
)
IS_AHEAD = (
    "Cette base a été mise à niveau par une version d'Éclore plus récente que celle-ci"
    " (migrations inconnues : %s). Ses données n'ont pas été touchées. Installez le code de cette version, ou restaurez"
    " la sauvegarde d'avant la mise à niveau : voir UPGRADING.md."
)


class SchemaState(IntEnum):
    """How a database stands to the code; of several schemas, the greatest is told."""

    CURRENT = 0
    BEHIND = 1  # migrations of the code wait for `upgrade`
    AHEAD = 2  # a later version has added migrations to all those of the code
    ANOTHER_LINE = 3  # neither leads to the other
    EMPTY = 4
    CLOSED = 5  # this login may not read which migrations have run


CANNOT_BE_UPGRADED = frozenset({SchemaState.AHEAD, SchemaState.ANOTHER_LINE, SchemaState.CLOSED})
CANNOT_BE_SERVED = frozenset({SchemaState.ANOTHER_LINE, SchemaState.EMPTY, SchemaState.CLOSED})


@dataclass(frozen=True)
class Compatibility:
    """`unknown`: what only the database has, an app's label or `app.migration`; `pending`: apps it is late for.

    `schema` is where the state was found, the shared one before territories'.
    """

    state: SchemaState
    unknown: tuple[str, ...] = ()
    pending: tuple[str, ...] = ()
    schema: str = PUBLIC

    @property
    def sentence(self) -> str:
        """What was found and what to do; empty when there is nothing to do."""
        where = "" if self.schema == PUBLIC else f", dans le schéma {self.schema}"
        found = f"{', '.join(self.unknown)}{where}"
        sentences = {SchemaState.EMPTY: IS_EMPTY, SchemaState.CLOSED: IS_CLOSED}
        sentences |= {SchemaState.ANOTHER_LINE: IS_OTHER % found, SchemaState.AHEAD: IS_AHEAD % found}
        return sentences.get(self.state, "")


class IncompatibleDatabaseError(Exception):
    """This database is not for this code now; `str()` says what was found and what to do."""

    def __init__(self, found: Compatibility) -> None:
        super().__init__(found.sentence)
        self.found = found


@dataclass(frozen=True)
class Code:
    """Every migration that the code has, and which of its labels are ours rather than a library's."""

    migrations: frozenset[Migration]
    ours: frozenset[str]


def compare(applied: Mapping[str, Set[Migration]], code: Code) -> Compatibility:
    """Judge what each schema has run, `public` first among them.

    A library may rename its migrations as it likes. Ours are only added to: an app that has run one which the code does
    not know, without all those it knows, was begun otherwise; so was a database with apps that the code does not know
    and nothing of one that it does.
    """
    if not applied.get(PUBLIC):
        return Compatibility(SchemaState.EMPTY)
    return max((_compared(schema, run, code) for schema, run in applied.items()), key=lambda each: each.state)


def read(connection: BaseDatabaseWrapper) -> Compatibility:
    """Judge the database behind `connection`, in every schema whose migrations its role may read."""
    with connection.cursor() as cursor:
        cursor.execute(RECORDS)
        readable = dict(cursor.fetchall())
        if PUBLIC not in readable:
            return Compatibility(SchemaState.EMPTY)
        if not readable[PUBLIC]:
            return Compatibility(SchemaState.CLOSED)
        applied = {}
        for schema in (schema for schema, may_read in readable.items() if may_read):
            table = f"{connection.ops.quote_name(schema)}.django_migrations"
            cursor.execute(f"SELECT app, name FROM {table}")  # noqa: S608  a schema's name, from the catalogue, quoted
            applied[schema] = frozenset(cursor.fetchall())
    return compare(applied, of_code())


def of_code() -> Code:
    """What the installed apps bring."""
    loader = MigrationLoader(None, load=False)
    loader.load_disk()
    migrations = frozenset(loader.disk_migrations)
    ours = {each.label for each in apps.get_app_configs() if each.name.partition(".")[0] in OUR_PACKAGES}
    return Code(migrations, _labels(migrations) & ours)


def require_upgradable(connection: BaseDatabaseWrapper) -> None:
    """Raise IncompatibleDatabaseError unless `upgrade` leads this database, an empty one too, to the code."""
    found = read(connection)
    if found.state in CANNOT_BE_UPGRADED:
        raise IncompatibleDatabaseError(found)


def require_servable(connection: BaseDatabaseWrapper) -> None:
    """Raise IncompatibleDatabaseError when this code can never work here.

    An upgrade runs while older processes serve, and new code may start before it: both are served, and warned of.
    """
    found = read(connection)
    if found.state in CANNOT_BE_SERVED:
        raise IncompatibleDatabaseError(found)
    if found.state == SchemaState.AHEAD:
        logger.warning("the database is ahead of this code: put the version that upgraded it in place, and restart")
    if found.pending:
        waiting = ", ".join(found.pending)
        logger.warning("migrations of this code wait for `manage.py upgrade`: pages may fail until then (%s)", waiting)


def _compared(schema: str, run: Set[Migration], code: Code) -> Compatibility:
    strangers = _labels(run) - _labels(code.migrations) - FORMER_APPS
    later = {(app, name) for app, name in run - code.migrations if app in code.ours}
    missing = code.migrations - run
    not_begun = code.ours - _labels(run)
    if (_labels(later) & _labels(missing)) or (strangers and not_begun):
        state = SchemaState.ANOTHER_LINE
    elif strangers or later:
        state = SchemaState.AHEAD
    else:
        state = SchemaState.BEHIND if missing else SchemaState.CURRENT
    unknown = (*sorted(strangers), *(f"{app}.{name}" for app, name in sorted(later)))
    return Compatibility(state, unknown, tuple(sorted(_labels(missing))), schema)


def _labels(migrations: Iterable[Migration]) -> frozenset[str]:
    return frozenset(app for app, _name in migrations)
