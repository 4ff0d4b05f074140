"""`manage.py import_territory FILE`: an archive of `export_territory`, brought into this installation."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tenants.moving import importing
from tenants.moving.archive import DamagedArchiveError, Reader


class Command(BaseCommand):
    help = "Brings a territory's archive in, whole or not at all; people are matched by address."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            archive = Reader(Path(options["file"]))
            importing.examine(archive)
            done = importing.bring_in(archive)
        except (DamagedArchiveError, importing.CannotComeInError) as error:
            raise CommandError(f"Nothing was written: {error}.") from error
        for member, rows in sorted(done.left_out.items()):
            self.stdout.write(f"left in the archive: {member} ({rows})")
        self.stdout.write(
            f"{done.schema}: {done.rows} rows, {done.files} files,"
            f" {done.people} people made, {done.known} known here by their address"
        )
