"""`manage.py restore_files [--at MOMENT]`: files that a storage has lost come back from the backups."""

import sys
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tenants.backups import store, whole
from tenants.backups.errors import BackupError


class Command(BaseCommand):
    help = (
        "Puts back the files of the last backup, or of a moment, that are not in ECLORE_MEDIA. Exits 1 if one is lost."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--at", type=datetime.fromisoformat, help="with its offset: 2026-11-29T21:00:00+01:00")

    def handle(self, *args: Any, **options: Any) -> None:
        at = options["at"]
        if at is not None and at.tzinfo is None:
            raise CommandError("--at needs an offset: 2026-11-29T21:00:00+01:00")
        try:
            with whole.alone():
                if not whole.lists():
                    raise BackupError("no backup is in ECLORE_BACKUPS")
                done, lost = store.bring_back(whole.files_at(at))
        except BackupError as error:
            raise CommandError(f"No file was put back: {error}.") from error
        for name in lost:
            self.stderr.write(f"lost: {name}")
        self.stdout.write(f"{len(done)} files put back, {len(lost)} lost")
        if lost:
            sys.exit(1)
