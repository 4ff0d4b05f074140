"""`manage.py note_backup`: what makes backups says that one has ended well, whatever program makes them."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tenants.contexts import in_programme
from tenants.watching.domain import note_backup


class Command(BaseCommand):
    help = "Writes in the programme's log that a backup has ended well: the page « État du service » tells its age."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--kind", default="whole", help="a short code: whole, incremental, files (%(default)s)")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with in_programme():
                note_backup(options["kind"])
        except ValueError as error:
            raise CommandError(f"--kind est un code court, sans espace : {error}", returncode=2) from error
