"""`manage.py export_person EMAIL [--to FOLDER]`: everything about somebody, in every schema, as JSON and PDF."""

import re
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from eclore.kit import audit
from eclore.kit.actor import system
from eclore.kit.audit import Act
from tenants.contexts import in_programme
from tenants.privacy import documents, orchestration


class Command(BaseCommand):
    help = "Writes personal-data.json and personal-data.pdf: what every schema holds about the person of an address."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--to", default=".", help="the folder where both files are written, closed to others")

    def handle(self, *args: Any, **options: Any) -> None:
        folder = Path(options["to"])
        if not re.fullmatch(r"[^@\s]+@[^@\s]+", options["email"]) or not folder.is_dir():
            raise CommandError("give an address, and a folder that exists")
        subject = orchestration.recognise(orchestration.somebody(options["email"], by_name=False))
        dossiers = list(orchestration.copy(subject))
        if not dossiers:
            raise CommandError("nothing in this database is about this address")
        for name, content in (
            ("json", documents.as_json(subject, dossiers)),
            ("pdf", documents.as_pdf(subject, dossiers)),
        ):
            path = folder / f"personal-data.{name}"
            path.touch(mode=0o600, exist_ok=True)
            path.write_bytes(content)
            self.stdout.write(str(path))
        with in_programme():
            audit.record(Act.EXPORT, by=system(), verb="copy", person=subject.user_id)
        rows = sum(len(section.rows) for dossier in dossiers for section in dossier.sections)
        self.stdout.write(f"{rows} rows in {len(dossiers)} places")
