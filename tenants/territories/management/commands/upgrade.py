"""Bring the shared schema and every territory up to the code, while they serve: migrations, then privileges."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import OperationalError, connections

from eclore.database import compatibility
from tenants.territories.patience import Patience, TooLongError
from tenants.territories.template import OWNER
from tenants.territories.upgrading import DatabaseAwayError, NotTheOwnerError, Upgrade, require_owner, upgrade

PATIENCE = 3600  # seconds: a dump of every territory holds its locks for as long as it lasts
AWAY = "La base ne répond pas : %s. Ce qui est fait le reste : relancez `upgrade` quand elle sera revenue."
FAILED = "%d territoire(s) n'ont pas pu être mis à jour. Corrigez ce qui est dit ci-dessus, puis relancez `upgrade`."


class Command(BaseCommand):
    help = "Migrates the shared schema and every territory, then applies the declared privileges where they differ."
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--patience",
            type=float,
            default=PATIENCE,
            help="seconds to wait, with nothing done, for tables that are in use (default: %(default)s)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            require_owner()
            compatibility.require_upgradable(connections[OWNER])
            done = upgrade(Patience(options["patience"], self._tell))
        except (compatibility.IncompatibleDatabaseError, NotTheOwnerError, TooLongError) as error:
            raise CommandError(str(error)) from error
        except (OperationalError, DatabaseAwayError) as error:
            raise CommandError(AWAY % " ".join(str(error).split())) from error
        self._report(done)

    def _tell(self, sentence: str) -> None:
        self.stdout.write(sentence)
        self.stdout.flush()

    def _report(self, done: Upgrade) -> None:
        self.stdout.write(f"Schéma partagé à jour ({done.shared} instructions).")
        if done.repaired:
            self.stdout.write(f"Droits du schéma partagé remis comme déclarés : {', '.join(done.repaired)}.")
        self.stdout.write(f"Territoires mis à jour : {len(done.moved)}.")
        if done.secured:
            self.stdout.write(f"Territoires dont les droits ont été remis comme déclarés : {len(done.secured)}.")
        for schema, why in sorted(done.failed.items()):
            self.stderr.write(self.style.ERROR(f"Territoire {schema} : {why}"))
        if done.failed:
            raise CommandError(FAILED % len(done.failed))
