"""Check every log from its first line, and what it has sealed; print its head to be kept elsewhere."""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import connections

from tenants.audit.verification import Checked, Finding, Head, check, heads_in
from tenants.territories import queries
from tenants.territories.template import OWNER


class Command(BaseCommand):
    help = (
        "Finds any line of a log that was altered, removed, inserted or moved, and any ballot or decision of a jury"
        " that is no longer what its last line has sealed; exits 1 if there is one."
        " Keep what it prints on another machine and give it back with --expect: then the end cannot be cut off."
    )
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("schemas", nargs="*", help="only these; by default public and every territory")
        parser.add_argument("--expect", type=Path, metavar="FILE", help="what an earlier run printed, kept elsewhere")

    def handle(self, *args: Any, **options: Any) -> None:
        expected = heads_in(options["expect"].read_text()) if options["expect"] else {}
        schemas = options["schemas"] or ["public", *queries.schemas()]
        done = self._check(schemas, expected)
        findings = [finding for each in done for finding in each.findings]
        if not options["schemas"]:
            findings += [Finding(name, 1, "the whole log is gone") for name in sorted(expected.keys() - set(schemas))]
        for each in done:
            self.stdout.write(str(each.head))
        for finding in findings:
            self.stdout.write(self.style.ERROR(str(finding)))
        lines = sum(each.head.count for each in done)
        self.stdout.write(f"{lines} lignes vérifiées dans {len(schemas)} journaux : {len(findings)} anomalie(s).")
        if findings:
            sys.exit(1)

    @staticmethod
    def _check(schemas: list[str], expected: dict[str, Head]) -> list[Checked]:
        return [check(connections[OWNER], schema, expected.get(schema)) for schema in schemas]
