"""`manage.py install`: from a bare server of PostgreSQL to a site that somebody enters; again, nothing to do."""

import os
import sys
from collections.abc import Callable
from io import StringIO
from typing import Any

import psycopg
from django.conf import settings
from django.core import checks
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, connections
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from eclore.config import installing
from eclore.config.installing import LOGINS, OWNER, VARIABLE, NotInstalled
from eclore.database import compatibility
from eclore.database.compatibility import IncompatibleDatabaseError, SchemaState
from tenants.contexts import in_programme
from tenants.isolation.check import check
from tenants.memberships.models import NationalGrant, NationalKind
from tenants.territories import queries

FILES = "set -a; . /etc/eclore/eclore.env; . /etc/eclore/operator.env; set +a"
AGAIN = "puis la même commande de nouveau."
POOLER = "sudo systemctl start pgbouncer   (ou DATABASE_URL droit vers PostgreSQL, port 5432)"


class Command(BaseCommand):
    help = "Installs: roles, database, schemas, the first administrator, checks. Run again, it does what is missing."
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--administrator", default="", metavar="ADDRESS", help="the first national administrator")
        parser.add_argument("--name", default="", help="their name")
        parser.add_argument("--no-input", action="store_true", help="ask nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        self.done = 0
        try:
            self._logins()
            if os.environ.get(VARIABLE):
                self._as_superuser(os.environ[VARIABLE])
            else:
                self._without_superuser()
            self._told("Schémas et droits", self._schemas)
            self._told("Administration nationale", lambda: self._administrator(options))
            self._told("Vérifications", self._checks)
        except NotInstalled as error:
            raise CommandError(str(error)) from error
        self.stdout.write("Rien à faire : tout est installé." if not self.done else "Installé.")

    def _told(self, step: str, does: Callable[[], str]) -> None:
        """One line for each step: what it has done, or that there was nothing to do."""
        said = does()
        self.done += bool(said)
        self.stdout.write(f"{step} : {said or 'rien à faire'}.")

    def _logins(self) -> None:
        """Each address names its own login: an owner's that serves pages would undo every wall."""
        database = settings.DATABASES
        wanted = {"DATABASE_URL": ("default", LOGINS[0]), "DATABASE_OWNER_URL": ("owner", OWNER)}
        for variable, (alias, login) in wanted.items():
            if database[alias]["USER"] != login:
                raise NotInstalled(
                    f"{variable} n'est pas l'adresse de {login}. Complétez les deux fichiers de /etc/eclore"
                    f" (modèles : deploy/eclore.env.example et deploy/operator.env.example), tapez :\n"
                    f"  {FILES}\n{AGAIN}"
                )

    def _as_superuser(self, url: str) -> None:
        name = settings.DATABASES["owner"]["NAME"]
        with _connected(url, f"{VARIABLE} ne mène à aucun serveur") as server:
            self._told("Rôles", lambda: installing.roles(server))
            self._told("Mots de passe", lambda: installing.passwords(server, _passwords()))
            self._told("Base de données", lambda: installing.database(server, name))
            inside = server.info.dsn, server.info.password
        with _connected(make_conninfo(inside[0], dbname=name, password=inside[1] or None), "La base est close") as base:
            self._told("Droits de la base", lambda: installing.rights(base))

    def _without_superuser(self) -> None:
        """The owner tells whether a superuser has passed; else what that person types."""
        name, has_database = settings.DATABASES["owner"]["NAME"], False
        try:
            with psycopg.connect(_conninfo("owner"), autocommit=True) as owner:
                has_database = True
                if installing.is_secured(owner):
                    self.stdout.write("Serveur, rôles, base et droits : rien à faire.")
                    return
        except psycopg.OperationalError as error:
            self.stderr.write(f"{OWNER} n'entre pas : {_one_line(error)}")
        raise NotInstalled(
            "Un superutilisateur de PostgreSQL doit préparer le serveur. À taper :\n"
            f"{installing.lines_to_type(name, has_database=has_database)}\n{AGAIN}\n"
            f"Ou bien donnez son adresse, et tout se fait d'ici : {VARIABLE}="
            "'postgresql://postgres@/postgres?host=/run/postgresql'"
        )

    def _schemas(self) -> str:
        """`upgrade`, when migrations wait or a privilege differs from what is declared."""
        try:
            state = compatibility.read(connections["owner"]).state
            if state == SchemaState.CURRENT and not _differences():
                return ""
            said = StringIO()
            call_command("upgrade", stdout=said)
        except (IncompatibleDatabaseError, DatabaseError, CommandError) as error:
            raise NotInstalled(f"{_one_line(error)}\nÀ taper, pour en savoir plus :\n  manage.py upgrade") from error
        return _one_line(said.getvalue()).rstrip(".")

    def _administrator(self, options: dict[str, Any]) -> str:
        try:
            with in_programme():
                if NationalGrant.objects.filter(kind=NationalKind.ADMINISTRATOR).exists():
                    return ""
        except DatabaseError as error:
            raise NotInstalled(
                f"eclore_app n'entre pas par DATABASE_URL : {_one_line(error)}\nÀ taper :\n  {POOLER}\n{AGAIN}"
            ) from error
        address = options["administrator"]
        if not address and sys.stdin.isatty() and not options["no_input"]:
            address = input("Adresse électronique de la première personne (administration nationale) : ").strip()
        if not address:
            self.stdout.write(
                "Personne n'administre encore. À taper : manage.py grant_administrator ADRESSE --name NOM"
            )
            return ""
        said = StringIO()
        call_command("grant_administrator", address, name=options["name"], stdout=said)
        return _one_line(said.getvalue()).rstrip(".")

    def _checks(self) -> str:
        """Nothing is said of what is right; what is wrong ends the command."""
        wrong = [
            f"{found.msg} {found.hint or ''}".strip()
            for found in checks.run_checks(include_deployment_checks=not settings.DEBUG)
            if found.level >= checks.ERROR and not found.is_silenced()
        ]
        if wrong:
            listed = "\n".join(f"  {each}" for each in wrong)
            raise NotInstalled(f"Il reste à régler, dans /etc/eclore/eclore.env :\n{listed}\n  {FILES}\n{AGAIN}")
        differences = _differences()
        if differences:
            raise NotInstalled(f"{len(differences)} privilèges diffèrent. À taper :\n  manage.py check_isolation")
        if settings.WORKER_DATABASE_URL:
            _connected(settings.WORKER_DATABASE_URL, "DATABASE_WORKER_URL n'entre pas").close()
        else:
            raise NotInstalled(f"DATABASE_WORKER_URL manque : aucune lettre ne partirait.\n  {FILES}\n{AGAIN}")
        return ""


def _differences() -> list[str]:
    """What `check_isolation` tells."""
    schemas = queries.schemas()
    with connections["owner"].cursor() as cursor:
        return list(check(cursor, schemas).violations)


def _passwords() -> dict[str, str]:
    """Login → the password in its address; "" where it has none."""
    return {
        "eclore_app": str(settings.DATABASES["default"]["PASSWORD"]),
        OWNER: str(settings.DATABASES["owner"]["PASSWORD"]),
        "eclore_worker": _password_of(settings.WORKER_DATABASE_URL),
    }


def _password_of(url: str) -> str:
    return str(conninfo_to_dict(url).get("password") or "") if url else ""


def _conninfo(alias: str) -> str:
    named = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    database = settings.DATABASES[alias]
    return make_conninfo("", **{key: database[name] for key, name in named.items() if database[name]})


def _connected(url: str, otherwise: str) -> psycopg.Connection[Any]:
    """Each statement by itself: a database cannot be made in a transaction."""
    try:
        return psycopg.connect(url, autocommit=True, connect_timeout=5)
    except psycopg.OperationalError as error:
        said = f"{otherwise} : {_one_line(error)}"
        raise NotInstalled(
            f"{said}\nÀ taper, pour voir le serveur :\n  pg_lsclusters; systemctl status postgresql"
        ) from error


def _one_line(said: object) -> str:
    return " ".join(str(said).split())
