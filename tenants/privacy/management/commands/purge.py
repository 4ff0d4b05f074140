"""`manage.py purge [--dry-run] [--territory somme]`: forget what has been kept long enough, as every night."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from tenants.privacy import purging


class Command(BaseCommand):
    help = "Forgets what each place has kept long enough, and writes down how many of each; --dry-run only counts."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true")
        parser.add_argument("--territory", default="", help="the schema of one territory; `public` for what is shared")

    def handle(self, *args: Any, **options: Any) -> None:
        for purged in purging.purge_everywhere(dry_run=options["dry_run"], only=options["territory"]):
            told = ", ".join(f"{name} {count}" for name, count in sorted(purged.counts.items()))
            self.stdout.write(f"{purged.place}: {told}")
