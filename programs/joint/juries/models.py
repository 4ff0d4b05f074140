"""Joint juries: members from several territories mark snapshots; a decision goes home by the bridge."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from eclore.kit.fields import RoleField
from eclore.kit.records import Record
from programs.joint.forums.models import Forum, Nomination
from programs.joint.juries.states import TRANSITIONS, JointVerdict
from programs.juries import models as juries
from tenants.territories.models import Territory


class Jury(juries.AbstractJury):
    TRANSITIONS = TRANSITIONS
    FAVOURABLE = frozenset({JointVerdict.RETAINED.value})

    forum = models.OneToOneField(Forum, on_delete=models.PROTECT, related_name="jury")

    @property
    def occasion(self) -> str:
        return self.forum.name


class Criterion(juries.AbstractCriterion):
    pass


class Seat(juries.AbstractSeat):
    """`territory`: where the member comes from, None for the national team."""

    territory = models.ForeignKey(Territory, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    if TYPE_CHECKING:
        jury: models.ForeignKey[Jury, Jury]  # narrower than in every jury

    class Meta(juries.AbstractSeat.Meta):
        constraints = [models.UniqueConstraint(fields=["jury", "email"], name="joint_juries_seat_once")]


class Passage(juries.AbstractPassage):
    """`origin`: the territory that presents, as it was named that day."""

    origin = models.CharField(max_length=120, blank=True)
    nomination = models.OneToOneField(Nomination, on_delete=models.PROTECT, related_name="passage")

    if TYPE_CHECKING:
        jury: models.ForeignKey[Jury, Jury]  # narrower than in every jury
        decision: "Decision"

    @property
    def full_title(self) -> str:
        return f"{self.title} · {self.origin}" if self.origin else self.title

    @property
    def origin_label(self) -> str:
        return self.origin


class Ballot(juries.AbstractBallot):
    class Meta:
        constraints = [models.UniqueConstraint(fields=["passage", "seat"], name="joint_juries_ballot_once")]
        indexes = [
            models.Index(
                fields=["seat", "passage"], condition=Q(cast_at__isnull=False), name="joint_juries_ballot_cast"
            )
        ]


class Mark(juries.AbstractMark):
    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ballot", "criterion"], name="joint_juries_mark_once"),
            models.CheckConstraint(condition=Q(value__gte=1, value__lte=5), name="joint_juries_mark_in_scale"),
        ]


class LateBallot(juries.AbstractLateBallot):
    class Meta(juries.AbstractLateBallot.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["passage", "seat"], condition=Q(answered_at=None), name="joint_juries_late_ballot_once"
            )
        ]


class PaperEntry(juries.AbstractPaperEntry):
    pass


class Recusal(juries.AbstractRecusal):
    class Meta:
        constraints = [models.UniqueConstraint(fields=["passage", "seat"], name="joint_juries_recusal_once")]


class Vote(juries.AbstractVote):
    class Meta(juries.AbstractVote.Meta):
        constraints = [models.UniqueConstraint(fields=["passage", "question"], name="joint_juries_vote_once")]


class Opinion(juries.AbstractOpinion):
    class Meta(juries.AbstractOpinion.Meta):
        constraints = [models.UniqueConstraint(fields=["passage", "seat"], name="joint_juries_opinion_once")]


class Preference(juries.AbstractPreference):
    pass


class Decision(juries.AbstractDecision):
    """The only row of a joint jury that a territory reads: its own, once published. `delivered_at` closes the loop.

    `failures`: how many times it could not be brought home; `failed_at`: the last of them, None once it is tried again.
    """

    nomination = models.OneToOneField(Nomination, on_delete=models.PROTECT, related_name="decision")
    territory_role = RoleField(editable=False)
    delivered_at = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveIntegerField(default=0, db_default=0, editable=False)
    failed_at = models.DateTimeField(null=True, blank=True, editable=False)

    VERDICTS = JointVerdict

    @property
    def tone(self) -> str:
        """The colour of the verdict on screen."""
        return "good" if self.verdict == JointVerdict.RETAINED else "neutral"


class HearingNotice(Record):
    """When a dossier is expected, for the territory that sent it, whose team is written to from there.

    The row is the territory's own (`territory_role`). One each time the order of the day is sent, `sequence` (that of a
    calendar) after `sequence`; `delivered_at` once its team was told this one, or
    a later one, or the day has passed.
    `passage_key`: the same for each of a passage's. `begins_at` is None while the session has no hour.
    """

    nomination = models.ForeignKey(Nomination, on_delete=models.PROTECT, related_name="hearing_notices")
    territory_role = RoleField(editable=False)
    passage_key = models.UUIDField(editable=False)
    held_on = models.DateField()
    place = models.CharField(max_length=200, blank=True)
    begins_at = models.DateTimeField(null=True, blank=True)
    pitch_minutes = models.PositiveSmallIntegerField()
    question_minutes = models.PositiveSmallIntegerField()
    time_zone = models.CharField(max_length=40)
    sequence = models.PositiveIntegerField()
    delivered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["passage_key", "sequence"], name="joint_juries_hearing_notice_once")
        ]
        indexes = [
            models.Index(fields=["territory_role"], condition=Q(delivered_at=None), name="joint_juries_notice_awaited")
        ]


class JuryEvent(juries.AbstractJuryEvent):
    pass


class Amendment(juries.AbstractAmendment):
    pass


class Minutes(juries.AbstractMinutes):
    class Meta(juries.AbstractMinutes.Meta):
        constraints = [models.UniqueConstraint(fields=["jury", "number"], name="joint_juries_minutes_once")]


class MinutesSignature(juries.AbstractMinutesSignature):
    class Meta(juries.AbstractMinutesSignature.Meta):
        constraints = [models.UniqueConstraint(fields=["minutes", "capacity"], name="joint_juries_minutes_signed_once")]
