"""Compare every privilege of the database with the declared list."""

import sys
from typing import Any

from django.core.management.base import BaseCommand
from django.db import connections

from tenants.isolation.check import check
from tenants.territories import queries
from tenants.territories.template import OWNER


class Command(BaseCommand):
    help = "Compares the privileges of every role with grants.py; exits 1 on any difference."
    requires_migrations_checks = False

    def handle(self, *args: Any, **options: Any) -> None:
        schemas = queries.schemas()
        with connections[OWNER].cursor() as cursor:
            report = check(cursor, schemas)
        for violation in report.violations:
            self.stdout.write(self.style.ERROR(violation))
        self.stdout.write(
            f"{report.compared} privilèges comparés sur {len(schemas)} territoires : {len(report.violations)} écart(s)."
        )
        if report.violations:
            sys.exit(1)
