"""What a session leaves: ballots and marks, recusals, decisions, its history and what was corrected in it."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from eclore.kit.audit import new_salt
from eclore.kit.records import Event, Record
from programs.juries.states import AmendmentAct

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from programs.juries.models.criteria import AbstractCriterion
    from programs.juries.models.sessions import AbstractPassage, AbstractSeat

LOWEST_MARK, HIGHEST_MARK = 1, 5


class AbstractBallot(Record):
    """One member's marks and comment on one passage; counts once `cast_at` is set. `salt`: see kit.audit.sealed.

    `paper`: typed from what the member wrote on paper (programs.juries.domain.paper_entries).
    """

    passage: "models.ForeignKey[AbstractPassage, AbstractPassage]" = models.ForeignKey(
        "Passage", on_delete=models.CASCADE, related_name="ballots"
    )
    seat: "models.ForeignKey[AbstractSeat, AbstractSeat]" = models.ForeignKey(
        "Seat", on_delete=models.CASCADE, related_name="ballots"
    )
    comment = models.TextField(blank=True)
    cast_at = models.DateTimeField(null=True, blank=True)
    paper = models.BooleanField(default=False, db_default=False, editable=False)
    salt = models.CharField(max_length=32, default=new_salt, editable=False)

    if TYPE_CHECKING:
        passage_id: UUID
        seat_id: UUID
        marks: RelatedManager["AbstractMark"]

    class Meta:
        abstract = True


class AbstractMark(Record):
    """One criterion of one ballot."""

    ballot: "models.ForeignKey[AbstractBallot, AbstractBallot]" = models.ForeignKey(
        "Ballot", on_delete=models.CASCADE, related_name="marks"
    )
    criterion: "models.ForeignKey[AbstractCriterion, AbstractCriterion]" = models.ForeignKey(
        "Criterion", on_delete=models.CASCADE, related_name="marks"
    )
    value = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(LOWEST_MARK), MaxValueValidator(HIGHEST_MARK)]
    )

    if TYPE_CHECKING:
        criterion_id: UUID

    class Meta:
        abstract = True


class AbstractLateBallot(Record):
    """Whole marks, {criterion: value}, that came once marks were closed: whoever decides counts them, or does not.

    `accepted` says which, once `answered_at` is set, and `reason` why. Known by key: names are looked up when read.
    `paper`: typed from a sheet, as a ballot's.
    """

    passage: "models.ForeignKey[AbstractPassage, AbstractPassage]" = models.ForeignKey(
        "Passage", on_delete=models.CASCADE, related_name="late_ballots"
    )
    seat: "models.ForeignKey[AbstractSeat, AbstractSeat]" = models.ForeignKey(
        "Seat", on_delete=models.CASCADE, related_name="late_ballots"
    )
    marks = models.JSONField()
    comment = models.TextField(blank=True)
    received_at = models.DateTimeField()
    paper = models.BooleanField(default=False, db_default=False, editable=False)
    salt = models.CharField(max_length=32, default=new_salt, editable=False)
    answered_at = models.DateTimeField(null=True, blank=True)
    accepted = models.BooleanField(default=False)
    reason = models.TextField(_("motif"), blank=True)
    author_id = models.UUIDField(null=True, blank=True, editable=False)

    if TYPE_CHECKING:
        passage_id: UUID
        seat_id: UUID

    class Meta:
        abstract = True
        ordering = ["received_at", "pk"]

    @property
    def given(self) -> dict[UUID, int]:
        """Its marks, {criterion: value}."""
        return {UUID(key): value for key, value in self.marks.items()}


class AbstractRecusal(Record):
    """A member steps aside from one dossier; only proposed until `confirmed_at`, or `declined_at`."""

    passage: "models.ForeignKey[AbstractPassage, AbstractPassage]" = models.ForeignKey(
        "Passage", on_delete=models.CASCADE, related_name="recusals"
    )
    seat: "models.ForeignKey[AbstractSeat, AbstractSeat]" = models.ForeignKey(
        "Seat", on_delete=models.CASCADE, related_name="recusals"
    )
    reason = models.CharField(max_length=300, blank=True)
    proposed = models.BooleanField(default=False)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True)

    if TYPE_CHECKING:
        passage_id: UUID
        seat_id: UUID
        title: str  # of its passage, by snapshots.read_sitting

    class Meta:
        abstract = True


class AbstractDecision(Record):
    """What was decided on a passage. Pending until `published_at`; all of a jury's are published together.

    `waiting_rank`: on the waiting list, from 1. `told_rank`: the same once published, where its team is told.
    """

    passage = models.OneToOneField("Passage", on_delete=models.CASCADE, related_name="decision")
    verdict = models.CharField(max_length=24)
    phase = models.CharField(_("phase accordée"), max_length=24, blank=True)
    weeks = models.PositiveSmallIntegerField(_("semaines"), null=True, blank=True)
    days_per_week = models.DecimalField(_("jours par semaine"), max_digits=2, decimal_places=1, null=True, blank=True)
    means = models.TextField(_("moyens"), blank=True)
    conditions = models.TextField(_("conditions"), blank=True)
    next_on = models.DateField(_("prochaine échéance"), null=True, blank=True)
    motivation = models.TextField(_("motivation"), blank=True)
    waiting_rank = models.PositiveSmallIntegerField(null=True, blank=True)
    told_rank = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    author_id = models.UUIDField(null=True, blank=True)
    author_name = models.CharField(max_length=200, blank=True)
    decided_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    salt = models.CharField(max_length=32, default=new_salt, editable=False)

    VERDICTS: type[models.TextChoices]

    if TYPE_CHECKING:
        passage_id: UUID

    class Meta:
        abstract = True

    @property
    def verdict_label(self) -> str:
        """The verdict in words, with its rank; as it is written if the list of verdicts has changed since."""
        return self._labelled(self.waiting_rank)

    @property
    def announced(self) -> str:
        """The same for its team and its territory: with the rank that they are told, if they are."""
        return self._labelled(self.told_rank)

    def _labelled(self, rank: int | None) -> str:
        label = str(dict(self.VERDICTS.choices).get(self.verdict, self.verdict))
        return gettext("%(verdict)s, rang %(rank)s") % {"verdict": label, "rank": rank} if rank else label


class AbstractJuryEvent(Event):
    """A line of the session's history: openings, recusals, reveal, decisions, publication."""

    subject = models.ForeignKey("Jury", on_delete=models.CASCADE, related_name="events")

    class Meta(Event.Meta):
        abstract = True


class AbstractAmendment(Record):
    """What is corrected after publication, and why: the record itself is frozen, this is shown beside it.

    `act`: what it does, an `AmendmentAct`; empty: nothing but correcting. Never changed nor removed. The author is
    known by key: their name is looked up when the minutes are read.
    """

    jury = models.ForeignKey("Jury", on_delete=models.PROTECT, related_name="amendments")
    passage = models.ForeignKey("Passage", null=True, blank=True, on_delete=models.PROTECT, related_name="amendments")
    correction = models.TextField(_("rectification"))
    reason = models.TextField(_("motif"))
    act = models.CharField(max_length=12, choices=AmendmentAct, blank=True, default="", db_default="", editable=False)
    author_id = models.UUIDField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True
        ordering = ["created_at", "pk"]
