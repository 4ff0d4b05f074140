"""Make a territory from the command line."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from eclore.kit.errors import Refusal
from tenants.territories.models import Kind
from tenants.territories.provisioning import provision


class Command(BaseCommand):
    help = "Creates a territory: its schema, its role and its address."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug")
        parser.add_argument("name")
        parser.add_argument("kind", choices=Kind.values)
        parser.add_argument("--code", default="")
        parser.add_argument("--department", default="")
        parser.add_argument("--accent", default="#0b5c7a")

    def handle(self, *args: Any, **options: Any) -> None:
        wanted = {name: options[name] for name in ("slug", "name", "kind", "code", "department", "accent")}
        try:
            territory = provision(**wanted)
        except Refusal as refusal:
            raise CommandError(str(refusal.sentence)) from refusal
        self.stdout.write(f"{territory.name} répond sur {territory.domains.using('owner').get().domain}.")
