"""What every table has: an unguessable key, and for aggregates a history of their own."""

import uuid

from django.db import models

from eclore.kit import clock


class Record(models.Model):
    """A row whose key may travel (links, snapshots, offline ballots) without telling anything."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        abstract = True


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
