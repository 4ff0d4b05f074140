"""A session: its members, and the dossiers that it hears."""

from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from django.contrib.postgres.fields import ArrayField, DateTimeRangeField
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from eclore.kit.audit import new_salt
from eclore.kit.folding import in_order
from eclore.kit.records import Record
from eclore.kit.transitions import Transition
from programs.juries.models.asked import Asked
from programs.juries.models.audited import AUDITED
from programs.juries.models.deciding import Deciding
from programs.juries.models.deliberation import Compared
from programs.juries.states import (
    OVER,
    VOTING,
    ClockPhase,
    JuryState,
    PassageKind,
    PassageState,
    QualityGroup,
    SeatRole,
)
from tenants.memberships.person_keys import person_key

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from programs.juries.models.criteria import AbstractCriterion
    from programs.juries.models.deliberation import AbstractOpinion, AbstractPreference, AbstractVote
    from programs.juries.models.minutes import AbstractMinutes
    from programs.juries.models.papers import AbstractPaperEntry
    from programs.juries.models.records import (
        AbstractAmendment,
        AbstractBallot,
        AbstractDecision,
        AbstractJuryEvent,
        AbstractLateBallot,
        AbstractRecusal,
    )


class AbstractJury(Compared, Deciding, Record):
    """One session: members mark passages, deliberate, decide; decisions are published together.

    `pin_salt`: what the room's PIN is drawn from (programs.juries.pins). `projection_…`: the code of the room's screen
    (programs.juries.projection). `quorum_…`: of the quorum, how many at least of each quality; 0: none is asked for.
    `projected_at`: since when the deliberation is shown on the room's screen, None while it is not;
    `projection_turned_at`: the last time that it was shown or hidden.
    """

    title = models.CharField(_("intitulé"), max_length=200)
    state = models.CharField(max_length=20, choices=JuryState, default=JuryState.PREPARATION)
    held_on = models.DateField(_("date"))
    starts_at = models.TimeField(_("heure"), null=True, blank=True)
    place = models.CharField(_("lieu"), max_length=200, blank=True)
    quorum = models.PositiveSmallIntegerField(_("quorum"), default=3, help_text=_("Nombre de membres présents requis."))
    quorum_elected = models.PositiveSmallIntegerField(_("quorum d'élues et d'élus"), default=0, db_default=0)
    quorum_management = models.PositiveSmallIntegerField(_("quorum de la direction générale"), default=0, db_default=0)
    quorum_field = models.PositiveSmallIntegerField(_("quorum d'agents de terrain"), default=0, db_default=0)
    quorum_partner = models.PositiveSmallIntegerField(_("quorum de partenaires"), default=0, db_default=0)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    revealed_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    pin_salt = models.CharField(max_length=32, default=new_salt, editable=False)
    projection_salt = models.CharField(max_length=32, blank=True, default="", db_default="", editable=False)
    projection_hash = models.CharField(max_length=64, blank=True, default="", db_default="", editable=False)
    projection_until = models.DateTimeField(null=True, blank=True, editable=False)
    projected_at = models.DateTimeField(null=True, blank=True, editable=False)
    projection_turned_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True
        ordering = ["-held_on", *in_order("title")]
        constraints = [
            models.UniqueConstraint(
                fields=["projection_hash"],
                condition=~models.Q(projection_hash=""),
                name="%(app_label)s_jury_projection_once",
            )
        ]

    AUDITED = AUDITED
    TRANSITIONS: ClassVar[dict[str, Transition]]
    # Verdicts by which a dossier goes on: shown by name in the redacted minutes. Each kind of jury has its own.
    FAVOURABLE: frozenset[str] = frozenset()

    if TYPE_CHECKING:  # made by the concrete tables
        seats: RelatedManager["AbstractSeat"]
        criteria: RelatedManager["AbstractCriterion"]
        passages: RelatedManager["AbstractPassage"]
        amendments: RelatedManager["AbstractAmendment"]
        events: RelatedManager["AbstractJuryEvent"]
        minutes: RelatedManager["AbstractMinutes"]
        passage_count: int  # by queries.with_counts, as the next
        own_cast: int

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("juries-jury", args=[self.pk])

    @property
    def is_over(self) -> bool:
        """Nothing changes any more."""
        return self.state in OVER

    @property
    def is_cancelled(self) -> bool:
        return self.state == JuryState.CANCELLED

    @property
    def is_composed(self) -> bool:
        """Dossiers may still be added."""
        return self.state in (JuryState.PREPARATION, JuryState.OPEN)

    @property
    def occasion(self) -> str:
        """What it is held for: an edition, a forum."""
        raise NotImplementedError

    @property
    def held_for(self) -> str:
        """The same, with what kind of session it is where there are several."""
        return self.occasion

    @property
    def own_progress(self) -> str:
        """A member's ballots, in a list that counts them."""
        return gettext("%(cast)s sur %(total)s") % {"cast": self.own_cast, "total": self.passage_count}

    @property
    def marks_in_any_order(self) -> bool:
        """Whether dossiers are marked without waiting for their passage to begin."""
        return False

    def has_begun(self, state: str) -> bool:
        """Whether a dossier at `state` is to be marked already."""
        return self.marks_in_any_order or state != PassageState.WAITING


class AbstractSeat(Asked, Record):
    """A member of the jury. `user` is filled when the person of that address first arrives.

    `present`: in the room now. `stays`: from when until when they were, in order; the end of the last is None while
    they are there. Both are written together (programs.juries.domain.attendance). So are `presides`, who leads the
    session now, and `presided`, from when until when, once another has (programs.juries.domain.presidency).
    """

    jury: "models.ForeignKey[AbstractJury, AbstractJury]" = models.ForeignKey(
        "Jury", on_delete=models.CASCADE, related_name="seats"
    )
    user = person_key(null=True, blank=True)
    email = models.EmailField()
    name = models.CharField(max_length=200)
    quality = models.CharField(_("qualité"), max_length=200, blank=True)
    quality_group = models.CharField(
        max_length=12, choices=QualityGroup, default=QualityGroup.OTHER, db_default=QualityGroup.OTHER
    )
    presides = models.BooleanField(_("préside"), default=False)
    presided = ArrayField(DateTimeRangeField(), default=list, db_default=[], editable=False)
    role = models.CharField(
        _("rôle"), max_length=12, choices=SeatRole, default=SeatRole.MEMBER, db_default=SeatRole.MEMBER
    )
    present = models.BooleanField(_("présent ou présente"), default=False)
    stays = ArrayField(DateTimeRangeField(), default=list, db_default=[], editable=False)

    if TYPE_CHECKING:
        jury_id: UUID
        user_id: UUID | None
        ballots: RelatedManager["AbstractBallot"]
        recusals: RelatedManager["AbstractRecusal"]
        opinions: RelatedManager["AbstractOpinion"]
        preferences: RelatedManager["AbstractPreference"]

    class Meta:
        abstract = True
        ordering = ["-presides", *in_order("name")]

    def __str__(self) -> str:
        return self.name

    @property
    def described(self) -> str:
        """Their quality: its words, and its group unless it is none of those that a session asks for."""
        group = "" if self.quality_group == QualityGroup.OTHER else self.get_quality_group_display()
        return f"{self.quality} ({group.lower()})" if self.quality and group else self.quality or group

    @property
    def votes(self) -> bool:
        """Whether they may mark at all."""
        return self.role in VOTING

    @property
    def is_awaited(self) -> bool:
        """Whether the session counts on them without calling them: neither an alternate nor who only watches."""
        return self.role in (SeatRole.MEMBER, SeatRole.VICE)


class AbstractPassage(Record):
    """One dossier before the jury: pitch, questions, a break, in minutes. `heard_at`: when questions ended.

    Its clock (programs.juries.clocks): `clock_seconds` were left of `clock_phase` at `clock_since`, or are while it
    stands still. `lapsed`: why there was nothing left to decide when the decisions were published; empty otherwise.
    `chair_id`: the seat of whoever presides for this dossier alone, since `chaired_since`; None: whoever presides.
    `seen_rank`, `seen_mean`, `seen_ballots`: where it stood in the ranking as it was revealed; None before.
    """

    jury: "models.ForeignKey[AbstractJury, AbstractJury]" = models.ForeignKey(
        "Jury", on_delete=models.CASCADE, related_name="passages"
    )
    kind = models.CharField(max_length=12, choices=PassageKind, default=PassageKind.SELECTION)
    state = models.CharField(max_length=12, choices=PassageState, default=PassageState.WAITING)
    position = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(max_length=200)
    summary = models.TextField(blank=True)
    pitch_minutes = models.PositiveSmallIntegerField(default=3)
    question_minutes = models.PositiveSmallIntegerField(default=5)
    pause_minutes = models.PositiveSmallIntegerField(default=0, db_default=0)
    opened_at = models.DateTimeField(null=True, blank=True)
    heard_at = models.DateTimeField(null=True, blank=True)
    clock_phase = models.CharField(max_length=12, choices=ClockPhase, blank=True, default="", db_default="")
    clock_seconds = models.IntegerField(default=0, db_default=0)
    clock_since = models.DateTimeField(null=True, blank=True)
    lapsed = models.CharField(max_length=200, blank=True, default="", db_default="", editable=False)
    chair_id = models.UUIDField(null=True, blank=True, editable=False)
    chaired_since = models.DateTimeField(null=True, blank=True, editable=False)
    seen_rank = models.PositiveSmallIntegerField(null=True, editable=False)
    seen_mean = models.DecimalField(max_digits=4, decimal_places=2, null=True, editable=False)
    seen_ballots = models.PositiveSmallIntegerField(null=True, editable=False)

    if TYPE_CHECKING:
        jury_id: UUID
        ballots: RelatedManager["AbstractBallot"]
        late_ballots: RelatedManager["AbstractLateBallot"]
        paper_entries: RelatedManager["AbstractPaperEntry"]
        recusals: RelatedManager["AbstractRecusal"]
        votes: RelatedManager["AbstractVote"]
        opinions: RelatedManager["AbstractOpinion"]
        decision: "AbstractDecision"  # or none yet: see queries.decision_of
        ballot_count: int  # by tallies.with_counts
        paper_count: int  # by tallies.with_counts and tallies.with_voters
        voted: list[UUID]  # the seats, by tallies.with_voters
        own_recusals: dict[UUID, "AbstractRecusal | None"]  # by seat of whoever asked, by JurySide.passage_or_404

    class Meta:
        abstract = True
        ordering = ["position", "pk"]
        indexes = [
            models.Index(fields=["jury", "position", "id"], name="%(app_label)s_passage_order"),
            models.Index(fields=["jury", "state", "position", "id"], name="%(app_label)s_passage_stage"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Where a member marks it."""
        return reverse("juries-passage", args=[self.jury_id, self.pk])

    @property
    def full_title(self) -> str:
        """As charts and lists name it, apart from its page: with the territory that presents it, where there is one."""
        return self.title

    @property
    def origin_label(self) -> str:
        """Where it comes from, or what it is when that is not plain; shown under its title."""
        return self.get_kind_display() if self.kind == PassageKind.RENEWAL else ""
