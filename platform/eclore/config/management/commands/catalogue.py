"""Translations: bring the English catalogue up to the code, check that it is complete, compile."""

import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from eclore.config import catalogues


class Command(BaseCommand):
    help = "`update` merges new strings into the English catalogue, `check` lists what lacks, `compile` makes the .mo."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("verb", choices=["update", "check", "compile"])

    def handle(self, *args: Any, **options: Any) -> None:
        if options["verb"] == "compile":
            catalogues.compile_english()
            catalogues.compile_french(settings.TYPESET_LOCALE)
            return
        catalogue = catalogues.merged()
        if options["verb"] == "update":
            catalogues.save(catalogue)
        missing = catalogues.untranslated(catalogue)
        for text in missing:
            self.stdout.write(text)
        self.stdout.write(f"{len(catalogue)} textes, {len(missing)} sans traduction anglaise.")
        if options["verb"] == "check" and missing:
            sys.exit(1)
