"""`manage.py erase_person EMAIL [--dry-run] [--contact …]`: erase somebody everywhere, and prove it."""

import sys
from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from eclore.kit.actor import system
from eclore.kit.errors import Refusal
from tenants.accounts.models import User
from tenants.contexts import in_programme
from tenants.privacy import orchestration
from tenants.privacy.domain import requests
from tenants.privacy.models import Request
from tenants.privacy.orchestration import Report
from tenants.privacy.searching import Location
from tenants.privacy.subject import Subject


class Command(BaseCommand):
    help = (
        "Anonymises a person in every schema, keeps decisions, then searches the whole database for their strings."
        " Exits 1 when one remains."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--dry-run", action="store_true", help="say what would be looked for, and where it is")
        parser.add_argument("--contact", action="append", default=[], help="a phone number or another string of theirs")

    def handle(self, *args: Any, **options: Any) -> None:
        subject = orchestration.somebody(options["email"])
        subject.given.update(options["contact"])
        orchestration.recognise(subject)
        if options["dry_run"]:
            report = Report(is_alone=subject.is_alone)
            orchestration.prove(subject, report)
            self._say(subject, report)
            return
        request = self._begun(subject, options["email"])
        report = orchestration.erase(subject, request=request.pk)
        with in_programme():
            requests.erased(request.pk, report.as_json)
        self.stdout.write(
            f"{sum(report.rows.values())} rows changed in {report.places} territories; {report.files} files gone"
        )
        if report.frozen:
            self.stdout.write(f"{report.frozen} of them in records of juries that are frozen: told in their logs")
        self._say(subject, report)
        if report.remaining:
            sys.exit(1)

    def _begun(self, subject: Subject, email: str) -> Request:
        """The account closed, and what is known of them kept: were this cut off, the worker would take it up."""
        with in_programme():
            user = User.objects.filter(pk=subject.user_id).first() if subject.user_id else None
            try:
                request = requests.by_hand(user, email.strip().lower(), by=system())
            except Refusal as refusal:
                self.stderr.write(self.style.ERROR(str(refusal.sentence)))
                sys.exit(1)
            subject.learn(request.known)
            requests.remember(request.pk, subject.as_known)
            return request

    def _say(self, subject: Subject, report: Report) -> None:
        looked = report.searched
        self.stdout.write(
            f"{len(subject.needles)} strings looked for in {looked['columns']} columns of {looked['tables']} tables,"
            f" {looked['schemas']} schemas: found in {len(report.remaining)} places"
        )
        self._list(report.remaining)
        if not report.is_alone:
            self.stdout.write("another account bears the same name: texts that hold it are left for somebody to read")
        if report.common:
            self.stdout.write("the name is also a title, or words of many texts: these are left for somebody to read")
        if report.shared:
            self.stdout.write(
                "a phone number is also somebody else's: texts that hold it are left for somebody to read;"
                " --contact erases it all the same"
            )
        if report.to_read:
            self.stdout.write(f"a part of what names them is in {len(report.to_read)} places, for somebody to read:")
            self._list(report.to_read)

    def _list(self, locations: list[Location]) -> None:
        for (schema, table, column), count in sorted(Counter((p.schema, p.table, p.column) for p in locations).items()):
            keys = [
                location.key
                for location in locations
                if (location.schema, location.table, location.column) == (schema, table, column)
            ]
            self.stdout.write(f"  {schema}.{table}.{column}: {count} ({', '.join(keys[:5])}{'…' if count > 5 else ''})")
