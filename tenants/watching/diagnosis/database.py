"""The server and the logins: what an installation needs of PostgreSQL before anything of ours."""

import time
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db import connections

from eclore.database.current import current
from tenants import grants
from tenants.contexts import in_programme
from tenants.isolation import found
from tenants.territories import queries as territories
from tenants.watching import queries
from tenants.watching.diagnosis.findings import Finding, fine, look, wrong

OWNER = "owner"
OLDEST = 150000
RESTART = "dans conf.d/eclore.conf, puis redémarrez PostgreSQL"
CONFIGURATION = "copiez deploy/postgres/eclore.conf dans conf.d, puis redémarrez PostgreSQL"
DATABASE_SQL = "psql eclore -f deploy/postgres/database.sql, comme superutilisateur"
CLOCKS = 5  # seconds between two clocks that tell the same time

# What crash recovery, dumps and proofs need: setting, value wanted, why.
WANTED = (
    ("recovery_init_sync_method", "syncfs", "un redémarrage après incident ouvre chaque fichier de chaque territoire"),
    ("data_checksums", "on", "un disque qui abîme une page ne se voit pas"),
    ("fsync", "on", "une coupure de courant peut perdre ce qui est acquitté"),
    ("full_page_writes", "on", "une coupure de courant peut abîmer des pages"),
)


def logins() -> Iterator[Finding]:
    """The owner's, and the application's, each under its own name."""
    with connections[OWNER].cursor() as cursor:
        cursor.execute("SELECT current_user")
        name = cursor.fetchone()[0]
    if name == grants.OWNER:
        yield fine("identifiants", f"les commandes écrivent avec {name}")
    else:
        remedy = "DATABASE_OWNER_URL=postgresql://eclore_owner:…@…/eclore, sans passer par PgBouncer"
        yield wrong("identifiants", f"les commandes écrivent avec {name}", remedy)
    name = str(current().settings_dict["USER"])
    if name == grants.APPLICATION:
        yield fine("identifiants", f"les pages sont servies avec {name}")
    else:
        yield wrong("identifiants", f"les pages sont servies avec {name}", "DATABASE_URL=postgresql://eclore_app:…@…")
    if not settings.WORKER_DATABASE_URL:
        yield look("identifiants", "DATABASE_WORKER_URL n'est pas donnée ici", "donnez-la au processus `work`")


def server() -> Iterator[Finding]:
    """The version, what its configuration must say, its clock."""
    with connections[OWNER].cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('server_version_num')::int, current_setting('server_version'),"
            " extract(epoch FROM clock_timestamp())"
        )
        number, version, now = cursor.fetchone()
        clocks = abs(time.time() - float(now))
        if number < OLDEST:
            yield wrong("PostgreSQL", f"version {version}", "installez PostgreSQL 15 ou plus récent")
        else:
            yield fine("PostgreSQL", f"version {version}")
        for name, value, why in WANTED:
            cursor.execute("SELECT current_setting(%s, true)", [name])
            said = cursor.fetchone()[0]
            if said == value:
                yield fine("PostgreSQL", f"{name} = {value}")
            else:
                yield look("PostgreSQL", f"{name} = {said} : {why}", _remedy(name))
    if clocks < CLOCKS:
        yield fine("horloges", "la base et cette machine sont à la même heure")
    else:
        yield wrong("horloges", f"{clocks:.0f} s entre la base et cette machine", "timedatectl set-ntp true")


def locks() -> Iterator[Finding]:
    """A dump locks every table at once: room for them is set when PostgreSQL starts."""
    with connections[OWNER].cursor() as cursor:
        cursor.execute(
            "SELECT count(*), current_setting('max_locks_per_transaction')::int,"
            " current_setting('max_connections')::int + current_setting('max_prepared_transactions')::int"
            " FROM pg_class WHERE relkind IN ('r', 'p', 'S', 'v')"
        )
        yield locks_of(*cursor.fetchone())


def locks_of(tables: int, each: int, sessions: int) -> Finding:
    """Room for locks (`each` for each of `sessions`) beside the tables that a dump locks, and a quarter more."""
    room, needed = each * sessions, tables * 5 // 4
    if room >= needed:
        return fine("verrous", f"place pour {room}, une sauvegarde en prend {tables}")
    remedy = f"max_locks_per_transaction = {max(-(-needed // sessions), 2 * each)} {RESTART}"
    return wrong("verrous", f"place pour {room} seulement, une sauvegarde en prend {tables}", remedy)


def walls() -> Iterator[Finding]:
    """What a superuser has set at installation, and a dump does not bring back."""
    with connections[OWNER].cursor() as cursor:
        weak = found.weaknesses(cursor, territories.schemas())
        cursor.execute("SELECT EXISTS (SELECT FROM pg_extension WHERE extname = 'pg_trgm')")  # the last of the two
        has_extensions = cursor.fetchone()[0]
    if not has_extensions:
        yield wrong("murs", "les extensions de la base manquent", DATABASE_SQL)
    for sentence in weak[:5]:
        yield wrong("murs", sentence, DATABASE_SQL)
    if len(weak) > 5:
        yield wrong("murs", f"et {len(weak) - 5} autres", "python manage.py check_isolation les dit tous")
    if not weak and has_extensions:
        yield fine("murs", "ce qu'un superutilisateur a réglé est en place")


def pooler() -> Iterator[Finding]:
    """Whether pages reach PostgreSQL through a pooler: it shows another session than the one that answers."""
    connection: Any = current()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        answers = cursor.fetchone()[0]
    through = connection.connection.info.backend_pid != answers
    yield fine("connexions", "les pages passent par un pooler" if through else "les pages vont droit à PostgreSQL")
    with in_programme():
        held = queries.connections()
    used, most = held.used, held.most
    if used > 0.8 * most:
        yield wrong("connexions", f"{used} ouvertes sur {most}", "max_connections, ou default_pool_size de PgBouncer")
    else:
        yield fine("connexions", f"{used} ouvertes sur {most}")


def _remedy(name: str) -> str:
    if name == "data_checksums":
        return "à l'arrêt : pg_checksums --enable -D /var/lib/postgresql/15/main"
    return CONFIGURATION if name == "recovery_init_sync_method" else f"{name} = on {RESTART}"
