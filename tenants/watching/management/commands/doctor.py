"""`manage.py doctor`: everything an installation needs, looked at; each line that is not well says what to type."""

import sys
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from tenants.watching.diagnosis import database, machine, schemas
from tenants.watching.diagnosis.findings import Finding, Level, Look, found

LOOKS: tuple[tuple[str, Look], ...] = (
    ("réglages", machine.settings_of_site),
    ("identifiants", database.logins),
    ("PostgreSQL", database.server),
    ("verrous", database.locks),
    ("murs", database.walls),
    ("connexions", database.pooler),
    ("migrations", schemas.migrations),
    ("droits", schemas.rights),
    ("schémas", schemas.alike),
    ("tâches", machine.jobs),
    ("courrier", machine.mail),
    ("disque", machine.disks),
    ("sauvegardes", machine.backups),
    ("restauration", machine.unfinished),
)


class Command(BaseCommand):
    help = "Looks at the database, its schemas and the machine; exits 1 when something is to be done, and says what."
    requires_migrations_checks = False
    requires_system_checks: list[str] = []  # it says itself what they find

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--tls", default="", help="host:port of the proxy, when the site's name leads elsewhere")

    def handle(self, *args: Any, **options: Any) -> None:
        levels = []
        for finding in _findings((*LOOKS, ("certificats", partial(machine.certificate, options["tls"])))):
            levels.append(finding.level)
            self._say(finding)
        to_do, to_look = levels.count(Level.WRONG), levels.count(Level.LOOK)
        self.stdout.write(f"\n{len(levels)} points regardés : {to_do} à faire, {to_look} à voir.")
        if to_do:
            sys.exit(1)

    def _say(self, finding: Finding) -> None:
        styles = {Level.FINE: self.style.SUCCESS, Level.LOOK: self.style.WARNING, Level.WRONG: self.style.ERROR}
        mark = styles[finding.level](f"{finding.level:<8}")
        self.stdout.write(f"{mark} {finding.subject:<13} {finding.said}")
        if finding.remedy:
            self.stdout.write(f"{'':<22} → {finding.remedy}")
        self.stdout.flush()


def _findings(looks: Iterable[tuple[str, Look]]) -> Iterator[Finding]:
    for subject, looks_at in looks:
        yield from found(subject, looks_at)
