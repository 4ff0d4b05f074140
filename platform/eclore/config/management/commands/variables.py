"""`manage.py variables`: the table of deploy/VARIABLES.md."""

from typing import Any

from django.core.management.base import BaseCommand

from eclore.config import variables


class Command(BaseCommand):
    help = "Prints every variable of the environment, its default and what it is for."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(variables.table())
