"""Compare the national portfolio with the territories, or write it again."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from programs.bridge import projection


class Command(BaseCommand):
    help = "Compares the portfolio's rows with each territory's tables (--check), or rebuilds them (--rebuild)."

    def add_arguments(self, parser: CommandParser) -> None:
        act = parser.add_mutually_exclusive_group(required=True)
        act.add_argument("--check", action="store_true", help="print every difference; exit 1 when there is one")
        act.add_argument("--rebuild", action="store_true", help="write every territory's rows again")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["rebuild"]:
            self.stdout.write(f"Portefeuille récrit pour {projection.rebuild_all()} territoires.")
            return
        found = projection.compare_all()
        for difference in found:
            self.stdout.write(str(difference))
        if found:
            raise CommandError(f"{len(found)} écarts : corrigez-les avec « manage.py portfolio --rebuild ».")
        self.stdout.write("Le portefeuille dit la même chose que les territoires.")
