"""What every table has: an unguessable key, and for aggregates a history of their own."""

import json
import uuid
from collections.abc import Mapping
from functools import cache
from typing import Any, cast

from django.db import models
from django.utils.encoding import force_str

from eclore.kit import clock


def assign(row: models.Model, values: Mapping[str, Any]) -> list[str]:
    """Give a row these values; returns the names of the fields that change: those to save."""
    changed = [name for name, value in values.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, values[name])
    return changed


class Record(models.Model):
    """A row whose key may travel (links, snapshots, offline ballots) without telling anything."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        abstract = True

    def _get_FIELD_display(self, field: "models.Field[Any, Any]") -> str:  # noqa: N802  Django's own name
        """The words of `get_state_display` and its like; Django's hashes every label each time, fifty times a list."""
        value = getattr(self, field.attname)
        return cast(str, force_str(_labels(field).get(value, value), strings_only=True))


@cache
def _labels(field: "models.Field[Any, Any]") -> dict[Any, Any]:
    return dict(field.flatchoices)


class Event(Record):
    """One line of an aggregate's history: append-only, the author's name kept as it was that day.

    A concrete event adds `subject`, a foreign key to its aggregate with related_name="events".
    """

    verb = models.CharField(max_length=40)
    source = models.CharField(max_length=40, blank=True)
    target = models.CharField(max_length=40, blank=True)
    by_id = models.UUIDField(null=True, blank=True)
    by_name = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        abstract = True
        ordering = ["created_at", "pk"]


class Entry(models.Model):
    """One line of a log (eclore.kit.audit): `number`, `previous` and `digest` are the database's, given at COMMIT.

    `act` is one of audit.Act, without choices, so that a new act is no migration.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.BigIntegerField(null=True, editable=False)
    at = models.DateTimeField(default=clock.now, editable=False)
    act = models.CharField(max_length=20)
    verb = models.CharField(max_length=40, blank=True)
    by_id = models.UUIDField(null=True, blank=True)
    by_kind = models.CharField(max_length=12)
    subject_kind = models.CharField(max_length=60, blank=True)
    subject_id = models.UUIDField(null=True, blank=True)
    facts = models.TextField(default="{}")
    previous = models.CharField(max_length=64, blank=True, editable=False)
    digest = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        abstract = True
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["number"], name="%(app_label)s_entry_number_once"),
            models.CheckConstraint(
                condition=models.Q(number=None, digest="") | models.Q(number__gt=0, digest__regex=r"^[0-9a-f]{64}$"),
                name="%(app_label)s_entry_numbered_and_sealed",
            ),
        ]
        indexes = [
            models.Index(fields=["act", "-number"], name="%(app_label)s_entry_act"),
            models.Index(fields=["subject_id"], name="%(app_label)s_entry_subject"),
            models.Index(fields=["by_id"], name="%(app_label)s_entry_by"),
        ]

    @property
    def told(self) -> dict[str, Any]:
        """The facts, read; none of a line that somebody has tampered with, which is for `verify_audit` to tell."""
        try:
            facts = json.loads(self.facts)
        except ValueError:
            return {}
        return facts if isinstance(facts, dict) else {}
