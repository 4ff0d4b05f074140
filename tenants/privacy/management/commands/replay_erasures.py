"""`manage.py replay_erasures`: after a restoration, people who had been erased since are erased again."""

import sys
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from tenants.privacy import replaying


class Command(BaseCommand):
    help = "Erases again whom a restoration has brought back, by the record of ECLORE_ERASURES. Exits 1 if one remains."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--since",
            type=datetime.fromisoformat,
            help="everybody erased since that moment, even if this database knows it: some rows are older than others",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        done = replaying.replay(options["since"])
        for line, report in done.again:
            rows = sum(report.rows.values())
            self.stdout.write(f"erased again: request {line.request}, {rows} rows in {report.places} territories")
            if line.given:
                self.stdout.write(f"  {line.given} contacts had been named by hand: erase_person --contact again")
            if report.remaining:
                self.stderr.write(f"  their strings remain in {len(report.remaining)} places")
        for name in done.unmanned:
            self.stderr.write(f"nobody holds {name} any more: name somebody (invite_manager, grant_administrator)")
        if done.unreadable:
            self.stderr.write(
                f"{done.unreadable} erasures were recorded with another ECLORE_SECRET_KEY: run this with that one too"
            )
        if done.broken:
            self.stderr.write(f"{done.broken} lines of the record cannot be read: look at ECLORE_ERASURES")
        self.stdout.write(
            f"{done.standing} erasures stand, {len(done.again)} done again, {done.absent} of people who are not here"
        )
        if not done.is_whole:
            sys.exit(1)
