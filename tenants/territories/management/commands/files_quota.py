"""`manage.py files_quota somme [5000]`: how much a territory may keep in files, in megabytes; and change it."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from eclore.kit.actor import system
from tenants.contexts import in_programme
from tenants.territories.domain import set_files_quota
from tenants.territories.queries import by_slug


class Command(BaseCommand):
    help = "Tell, or change, how much a territory may keep in files."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug")
        parser.add_argument("megabytes", nargs="?", type=int)

    def handle(self, *args: Any, **options: Any) -> None:
        with in_programme():
            territory = by_slug(options["slug"])
            if territory is None:
                raise CommandError(f"no territory answers under {options['slug']}")
            if (wanted := options["megabytes"]) is not None:
                set_files_quota(territory, by=system(), megabytes=wanted)
        self.stdout.write(f"{territory.slug}: {territory.files_quota} MB for its files")
