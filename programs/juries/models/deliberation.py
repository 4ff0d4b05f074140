"""What a deliberation leaves beside its decisions: hands that were counted, reservations in words, comparisons."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from eclore.kit.records import Record
from programs.juries.states import OpinionKind, PreferenceChoice, VoteSide

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


class Compared(models.Model):
    """Dossiers compared two by two, as advice: which, by their keys in order; since when, until when once closed."""

    compared = ArrayField(models.UUIDField(), default=list, db_default=[], editable=False)
    compared_from = models.DateTimeField(null=True, blank=True, editable=False)
    compared_until = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True


class AbstractPreference(Record):
    """Which of two dossiers a member prefers, as secret as a mark. `passage` comes before `other` in the order of keys.

    `answered_at`: last changed.
    """

    passage: "models.ForeignKey[AbstractPassage, AbstractPassage]" = models.ForeignKey(
        "Passage", on_delete=models.CASCADE, related_name="preferences"
    )
    other: "models.ForeignKey[AbstractPassage, AbstractPassage]" = models.ForeignKey(
        "Passage", on_delete=models.CASCADE, related_name="+"
    )
    seat: "models.ForeignKey[AbstractSeat, AbstractSeat]" = models.ForeignKey(
        "Seat", on_delete=models.CASCADE, related_name="preferences"
    )
    choice = models.CharField(_("choix"), max_length=8, choices=PreferenceChoice)
    answered_at = models.DateTimeField()

    if TYPE_CHECKING:
        passage_id: UUID
        other_id: UUID
        seat_id: UUID

    class Meta:
        abstract = True
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["passage", "other", "seat"], name="%(app_label)s_preference_once"),
            models.CheckConstraint(
                condition=models.Q(passage__lt=models.F("other")), name="%(app_label)s_preference_in_order"
            ),
        ]
