"""`manage.py deliver`: bring joint decisions home now, without waiting for the worker."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from programs.bridge import deliveries


class Command(BaseCommand):
    help = "Deliver the published decisions of joint juries to their territories."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("schema", nargs="?", help="one territory's schema; every territory when left out")

    def handle(self, *args: Any, **options: Any) -> None:
        schema = options["schema"]
        delivered = deliveries.deliver(schema) if schema else deliveries.sweep()
        self.stdout.write(f"{delivered} decision(s) delivered")
