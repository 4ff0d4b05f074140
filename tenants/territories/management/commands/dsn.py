"""Print how to connect as one of the login roles, for psql and for auditors."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from psycopg.conninfo import make_conninfo


class Command(BaseCommand):
    help = "Prints a libpq connection string of a login role."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--role", choices=["app", "owner"], default="app")

    def handle(self, *args: Any, **options: Any) -> None:
        database = settings.DATABASES["default" if options["role"] == "app" else "owner"]
        names = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
        self.stdout.write(make_conninfo("", **{key: database[name] for key, name in names.items() if database[name]}))
