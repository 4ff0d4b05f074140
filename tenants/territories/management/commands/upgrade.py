"""Bring the shared schema and every territory up to the code: migrations, then privileges."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connections, transaction

from eclore.database import compatibility
from tenants.isolation import apply
from tenants.territories import template
from tenants.territories.models import Territory

OWNER = template.OWNER


class Command(BaseCommand):
    help = "Migrates the shared schema and every territory, then applies the declared privileges."
    requires_migrations_checks = False

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            compatibility.require_upgradable(connections[OWNER])
        except compatibility.IncompatibleDatabaseError as error:
            raise CommandError(str(error)) from error
        executed = template.migrate("public")
        with transaction.atomic(using=OWNER), connections[OWNER].cursor() as cursor:
            apply.secure_public(cursor)
        self.stdout.write(f"Schéma partagé à jour ({len(executed)} instructions).")
        moved = upgrade_territories()
        self.stdout.write(f"Territoires mis à jour : {moved}.")


def upgrade_territories() -> int:
    """Run what is pending in each territory; SQL recorded in the first is replayed in the ones like it."""
    recorded: dict[tuple[str, ...], list[str]] = {}
    moved = 0
    for schema in Territory.objects.using(OWNER).order_by("schema_name").values_list("schema_name", flat=True):
        plan = template.pending(schema)
        if not plan:
            continue
        moved += 1
        key = tuple(f"{m.app_label}.{m.name}" for m in plan)
        with transaction.atomic(using=OWNER):
            if key in recorded and template.replayable(plan):
                template.replay(schema, recorded[key])
            else:
                recorded[key] = template.migrate(schema)
            with connections[OWNER].cursor() as cursor:
                apply.secure_territory(cursor, schema)
    return moved
