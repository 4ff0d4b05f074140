"""`manage.py purge [--dry-run] [--territory somme]`: forget what has been kept long enough, as every night."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tenants.privacy import purging


class Command(BaseCommand):
    help = "Forgets what each site has kept long enough, and writes down how many. Exits 1 if one fails."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="only count")
        parser.add_argument("--territory", default="", help="the schema of one territory; `public` for what is shared")

    def handle(self, *args: Any, **options: Any) -> None:
        everywhere = purging.purge_everywhere(dry_run=options["dry_run"], only=options["territory"])
        if not everywhere:
            raise CommandError(f"there is no schema {options['territory']}")
        for purged in everywhere:
            told = ", ".join(f"{name} {count}" for name, count in sorted(purged.counts.items()))
            self.stdout.write(f"{purged.site}: {'failed, see the log' if purged.failed else told}")
        if any(purged.failed for purged in everywhere):
            sys.exit(1)
