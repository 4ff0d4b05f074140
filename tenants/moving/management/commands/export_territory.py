"""`manage.py export_territory SLUG --to FILE`: a territory as one archive that needs no Éclore to be read."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from eclore.kit import audit
from eclore.kit.actor import system
from eclore.kit.audit import Act
from tenants.contexts import in_territory
from tenants.moving.exporting import export
from tenants.moving.finding import territory_of


class Command(BaseCommand):
    help = "Writes everything of a territory, without a secret, to a ZIP of JSON lines, files and a manifest."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug")
        parser.add_argument("--to", required=True, help="the file to write, closed to others; it must not be there yet")

    def handle(self, *args: Any, **options: Any) -> None:
        territory, path = territory_of(options["slug"]), Path(options["to"])
        try:
            done = export(territory, path)
        except FileExistsError as error:
            raise CommandError(f"{path} is there already: name another file.") from error
        except OSError as error:
            raise CommandError(f"{path} could not be written: {error.strerror}.") from error
        with in_territory(territory.schema_name):
            audit.record(Act.EXPORT, by=system(), verb="export_territory", rows=done.rows, sha256=done.sha256)
        for name in done.missing:
            self.stderr.write(f"{name}: no bytes in the storage, listed in the manifest")
        self.stdout.write(f"{done.rows} rows, {done.files} files\n{done.sha256}  {path}")
