"""What was typed from a ballot on paper, before it is one: see programs.juries.domain.paper_entries."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.db import models

from eclore.kit.records import Record

if TYPE_CHECKING:
    from programs.juries.models.sessions import AbstractPassage, AbstractSeat


class AbstractPaperEntry(Record):
    """One typing of a sheet, {criterion: value}: it counts for nothing, and goes once another one is the same.

    Never changed: another typing makes another entry. `author_id`: whoever typed it, or their seat for who came in with
    a card.
    """

    passage: "models.ForeignKey[AbstractPassage, AbstractPassage]" = models.ForeignKey(
        "Passage", on_delete=models.CASCADE, related_name="paper_entries"
    )
    seat: "models.ForeignKey[AbstractSeat, AbstractSeat]" = models.ForeignKey(
        "Seat", on_delete=models.CASCADE, related_name="paper_entries"
    )
    marks = models.JSONField()
    comment = models.TextField(blank=True)
    author_id = models.UUIDField(null=True, blank=True, editable=False)

    if TYPE_CHECKING:
        passage_id: UUID
        seat_id: UUID

    class Meta:
        abstract = True
        ordering = ["created_at", "pk"]

    @property
    def given(self) -> dict[UUID, int]:
        """Its marks, {criterion: value}."""
        return {UUID(key): value for key, value in self.marks.items()}
