"""What a deliberation leaves beside its decisions: votes by show of hands, reservations and dissent in words."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from eclore.kit.records import Record
from programs.juries.states import OpinionKind, VoteSide

if TYPE_CHECKING:
    from programs.juries.models.sessions import AbstractPassage, AbstractSeat


class AbstractVote(Record):
    """Hands that were counted on one dossier. It decides nothing by itself: it is read beside the verdict.

    `casting`: which way the president's vote tipped it, when as many were for as against; `caster_id` is their seat.
    """

    passage: "models.ForeignKey[AbstractPassage, AbstractPassage]" = models.ForeignKey(
        "Passage", on_delete=models.CASCADE, related_name="votes"
    )
    question = models.CharField(_("question mise aux voix"), max_length=200)
    in_favour = models.PositiveSmallIntegerField(_("pour"), default=0)
    against = models.PositiveSmallIntegerField(_("contre"), default=0)
    abstentions = models.PositiveSmallIntegerField(_("abstentions"), default=0)
    casting = models.CharField(max_length=8, choices=VoteSide, blank=True, default="")
    caster_id = models.UUIDField(null=True, blank=True, editable=False)

    if TYPE_CHECKING:
        passage_id: UUID

    class Meta:
        abstract = True
        ordering = ["created_at", "pk"]


class AbstractOpinion(Record):
    """What one member wants told beside a verdict: a reservation, or that they disagree. `written_at`: last changed."""

    passage: "models.ForeignKey[AbstractPassage, AbstractPassage]" = models.ForeignKey(
        "Passage", on_delete=models.CASCADE, related_name="opinions"
    )
    seat: "models.ForeignKey[AbstractSeat, AbstractSeat]" = models.ForeignKey(
        "Seat", on_delete=models.CASCADE, related_name="opinions"
    )
    kind = models.CharField(_("nature"), max_length=12, choices=OpinionKind, default=OpinionKind.RESERVATION)
    text = models.TextField(_("texte"))
    written_at = models.DateTimeField()

    if TYPE_CHECKING:
        passage_id: UUID
        seat_id: UUID

    class Meta:
        abstract = True
        ordering = ["created_at", "pk"]
