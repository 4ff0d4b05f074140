"""`manage.py sweep_files`: compare the files of every territory and of the programme with their rows, now."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from programs.files.tasks import sweep_all


class Command(BaseCommand):
    help = "Erase the bytes that no row knows (after a day), and list the rows whose bytes are not there: exit 1 then."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="list only, erase nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        orphans = missing = 0
        for owner, swept in sweep_all(erase=not options["dry_run"]):
            for name in swept.orphans:
                self.stdout.write(f"{owner}: no row for {name}")
            for name in swept.missing:
                self.stdout.write(f"{owner}: no bytes for {name}")
            orphans, missing = orphans + len(swept.orphans), missing + len(swept.missing)
        verb = "found" if options["dry_run"] else "erased"
        self.stdout.write(f"{orphans} orphan(s) {verb}, {missing} missing")
        if missing:
            sys.exit(1)
