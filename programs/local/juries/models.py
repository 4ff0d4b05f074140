"""A territory's juries: reading rounds on dossiers, and auditions that mix selection and renewal."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from programs.juries import models as juries
from programs.local.calls.models import Edition
from programs.local.ideas.models import Idea
from programs.local.juries.states import FAVOURABLE, TRANSITIONS, VERDICTS, JuryKind, Verdict


class Jury(juries.AbstractJury):
    TRANSITIONS = TRANSITIONS

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="juries")
    kind = models.CharField(max_length=12, choices=JuryKind, default=JuryKind.AUDITION)

    FAVOURABLE = frozenset(FAVOURABLE)

    @property
    def occasion(self) -> str:
        return str(self.edition)

    @property
    def held_for(self) -> str:
        return f"{self.get_kind_display()} · {self.occasion}"

    @property
    def marks_in_any_order(self) -> bool:
        return self.kind == JuryKind.READING

    @property
    def hears_renewals(self) -> bool:
        return self.kind == JuryKind.AUDITION


class Criterion(juries.AbstractCriterion):
    pass


class Seat(juries.AbstractSeat):
    class Meta(juries.AbstractSeat.Meta):
        constraints = [models.UniqueConstraint(fields=["jury", "email"], name="local_juries_seat_once")]


class Passage(juries.AbstractPassage):
    """Judges an idea (selection) or a project (renewal, `project_id`: incubation is the layer above).

    `dossier`: what the team had written when the session opened: {answers: [[question, answer]], team: [names],
    files: [keys]}; None before. `renewal`: what a project brings, and what whoever prepares says of it
    (programs.juries.renewals); None of an idea.
    """

    idea = models.ForeignKey(Idea, null=True, blank=True, on_delete=models.PROTECT, related_name="passages")
    project_id = models.UUIDField(null=True, blank=True)
    dossier = models.JSONField(null=True, blank=True, editable=False)
    renewal = models.JSONField(null=True, blank=True, editable=False)

    if TYPE_CHECKING:
        jury: models.ForeignKey[Jury, Jury]  # narrower than in every jury

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """The verdicts that fit this passage."""
        return VERDICTS.get((self.jury.kind, self.kind), ())

    class Meta(juries.AbstractPassage.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="selection", idea__isnull=False, project_id__isnull=True)
                | Q(kind="renewal", idea__isnull=True, project_id__isnull=False),
                name="local_juries_passage_judges_one_thing",
            ),
            models.UniqueConstraint(fields=["jury", "idea"], name="local_juries_passage_idea_once"),
            models.UniqueConstraint(fields=["jury", "project_id"], name="local_juries_passage_project_once"),
        ]


class Ballot(juries.AbstractBallot):
    class Meta:
        constraints = [models.UniqueConstraint(fields=["passage", "seat"], name="local_juries_ballot_once")]
        indexes = [
            models.Index(
                fields=["seat", "passage"], condition=Q(cast_at__isnull=False), name="local_juries_ballot_cast"
            )
        ]


class Mark(juries.AbstractMark):
    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ballot", "criterion"], name="local_juries_mark_once"),
            models.CheckConstraint(condition=Q(value__gte=1, value__lte=5), name="local_juries_mark_in_scale"),
        ]


class LateBallot(juries.AbstractLateBallot):
    class Meta(juries.AbstractLateBallot.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["passage", "seat"], condition=Q(answered_at=None), name="local_juries_late_ballot_once"
            )
        ]


class PaperEntry(juries.AbstractPaperEntry):
    pass


class Recusal(juries.AbstractRecusal):
    class Meta:
        constraints = [models.UniqueConstraint(fields=["passage", "seat"], name="local_juries_recusal_once")]


class Vote(juries.AbstractVote):
    class Meta(juries.AbstractVote.Meta):
        constraints = [models.UniqueConstraint(fields=["passage", "question"], name="local_juries_vote_once")]


class Opinion(juries.AbstractOpinion):
    class Meta(juries.AbstractOpinion.Meta):
        constraints = [models.UniqueConstraint(fields=["passage", "seat"], name="local_juries_opinion_once")]


class Preference(juries.AbstractPreference):
    pass


class Decision(juries.AbstractDecision):
    """`reply_subject` and `reply_body` hold the answer to the team once somebody has changed its words; else empty."""

    VERDICTS = Verdict

    reply_subject = models.CharField(_("objet"), max_length=200, blank=True)
    reply_body = models.TextField(_("message"), blank=True)


class JuryEvent(juries.AbstractJuryEvent):
    pass


class Amendment(juries.AbstractAmendment):
    pass


class Minutes(juries.AbstractMinutes):
    class Meta(juries.AbstractMinutes.Meta):
        constraints = [models.UniqueConstraint(fields=["jury", "number"], name="local_juries_minutes_once")]


class MinutesSignature(juries.AbstractMinutesSignature):
    class Meta(juries.AbstractMinutesSignature.Meta):
        constraints = [models.UniqueConstraint(fields=["minutes", "capacity"], name="local_juries_minutes_signed_once")]
