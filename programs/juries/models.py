"""Abstract tables of a jury. A concrete app subclasses each and adds what it judges.

Foreign keys between them name the concrete models, which bear the same names without `Abstract`.
"""

from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from eclore.kit.audit import Act, new_salt
from eclore.kit.fields import current_role_field
from eclore.kit.records import Event, Record
from eclore.kit.transitions import Transition
from programs.juries.states import JuryState, PassageKind, PassageState
from tenants.memberships.person_keys import person_key

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

LOWEST_MARK, HIGHEST_MARK = 1, 5


class AbstractJury(Record):
    """One session: members mark passages, deliberate, decide; decisions are published together.

    `pin_salt`: what the room's PIN is drawn from (programs.juries.pins).
    """

    title = models.CharField(_("intitulé"), max_length=200)
    state = models.CharField(max_length=20, choices=JuryState, default=JuryState.PREPARATION)
    held_on = models.DateField(_("date"))
    place = models.CharField(_("lieu"), max_length=200, blank=True)
    quorum = models.PositiveSmallIntegerField(_("quorum"), default=3, help_text=_("Nombre de membres présents requis."))
    places = models.PositiveSmallIntegerField(_("nombre de projets à retenir"), default=4)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    revealed_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    pin_salt = models.CharField(max_length=32, default=new_salt, editable=False)

    class Meta:
        abstract = True
        ordering = ["-held_on", "title"]

    # What the log keeps of a session's history; marks are told by domain.ballots.
    AUDITED = {
        **dict.fromkeys(
            ("compose", "convene", "change", "open", "deliberate", "reveal", "resume", "remove_passage"), Act.SESSION
        ),
        **dict.fromkeys(("add_seat", "remove_seat", "note_present", "note_absent"), Act.SEAT),
        **dict.fromkeys(("propose_recusal", "recuse", "decline_recusal"), Act.RECUSAL),
        **dict.fromkeys(("decide", "undecide"), Act.DECISION),
        **dict.fromkeys(
            ("prepare_entry_cards", "free_entry_card", "take_entry_card", "renew_pin", "enter_jury"), Act.ENTRY_CARD
        ),
        "publish": Act.PUBLICATION,
        "amend": Act.AMENDMENT,
    }
    TRANSITIONS: ClassVar[dict[str, Transition]]
    # Verdicts by which a dossier goes on: shown by name in the redacted minutes. Each kind of jury has its own.
    FAVOURABLE: frozenset[str] = frozenset()

    if TYPE_CHECKING:  # made by the concrete tables
        seats: RelatedManager["AbstractSeat"]
        criteria: RelatedManager["AbstractCriterion"]
        passages: RelatedManager["AbstractPassage"]
        amendments: RelatedManager["AbstractAmendment"]
        events: RelatedManager["AbstractJuryEvent"]
        amended: list[dict[str, str]]  # by queries.with_amendments
        passage_count: int  # by queries.with_counts, as the next
        own_cast: int

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("juries-jury", args=[self.pk])

    @property
    def is_over(self) -> bool:
        """Nothing changes any more."""
        return self.state == JuryState.PUBLISHED

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


class AbstractCriterion(Record):
    """Marked from 1 to 5; `weight` counts within a ballot."""

    jury: "models.ForeignKey[AbstractJury, AbstractJury]" = models.ForeignKey(
        "Jury", on_delete=models.CASCADE, related_name="criteria"
    )
    label = models.CharField(max_length=160)
    hint = models.CharField(max_length=300, blank=True)
    weight = models.DecimalField(max_digits=4, decimal_places=2, default=Decimal(1), validators=[MinValueValidator(0)])
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        abstract = True
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.label


class AbstractSeat(Record):
    """A member of the jury. `user` is filled when the person of that address first arrives."""

    jury: "models.ForeignKey[AbstractJury, AbstractJury]" = models.ForeignKey(
        "Jury", on_delete=models.CASCADE, related_name="seats"
    )
    user = person_key(null=True, blank=True)
    email = models.EmailField()
    name = models.CharField(max_length=200)
    quality = models.CharField(_("qualité"), max_length=200, blank=True)
    presides = models.BooleanField(_("préside"), default=False)
    present = models.BooleanField(_("présent ou présente"), default=True)

    if TYPE_CHECKING:
        jury_id: UUID
        user_id: UUID | None
        ballots: RelatedManager["AbstractBallot"]
        recusals: RelatedManager["AbstractRecusal"]

    class Meta:
        abstract = True
        ordering = ["-presides", "name"]

    def __str__(self) -> str:
        return self.name


class AbstractPassage(Record):
    """One dossier before the jury: pitch, then questions, timed in minutes."""

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
    opened_at = models.DateTimeField(null=True, blank=True)

    if TYPE_CHECKING:
        jury_id: UUID
        ballots: RelatedManager["AbstractBallot"]
        recusals: RelatedManager["AbstractRecusal"]
        decision: "AbstractDecision"  # or none yet: see queries.decision_of

    class Meta:
        abstract = True
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Where a member marks it."""
        return reverse("juries-passage", args=[self.jury_id, self.pk])

    @property
    def origin_label(self) -> str:
        """Where it comes from, or what it is when that is not plain; shown under its title."""
        return self.get_kind_display() if self.kind == PassageKind.RENEWAL else ""


class AbstractBallot(Record):
    """One member's marks and comment on one passage; counts once `cast_at` is set. `salt`: see kit.audit.sealed."""

    passage: "models.ForeignKey[AbstractPassage, AbstractPassage]" = models.ForeignKey(
        "Passage", on_delete=models.CASCADE, related_name="ballots"
    )
    seat: "models.ForeignKey[AbstractSeat, AbstractSeat]" = models.ForeignKey(
        "Seat", on_delete=models.CASCADE, related_name="ballots"
    )
    comment = models.TextField(blank=True)
    cast_at = models.DateTimeField(null=True, blank=True)
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

    class Meta:
        abstract = True


class AbstractDecision(Record):
    """What was decided on a passage. Pending until `published_at`; all of a jury's are published together."""

    passage = models.OneToOneField("Passage", on_delete=models.CASCADE, related_name="decision")
    verdict = models.CharField(max_length=24)
    phase = models.CharField(_("phase accordée"), max_length=24, blank=True)
    weeks = models.PositiveSmallIntegerField(_("semaines"), null=True, blank=True)
    days_per_week = models.DecimalField(_("jours par semaine"), max_digits=2, decimal_places=1, null=True, blank=True)
    means = models.TextField(_("moyens"), blank=True)
    conditions = models.TextField(_("conditions"), blank=True)
    next_on = models.DateField(_("prochaine échéance"), null=True, blank=True)
    motivation = models.TextField(_("motivation"), blank=True)
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
        """The verdict in words; as it is written if the list of verdicts has changed since."""
        return str(dict(self.VERDICTS.choices).get(self.verdict, self.verdict))


class AbstractJuryEvent(Event):
    """A line of the session's history: openings, recusals, reveal, decisions, publication."""

    subject = models.ForeignKey("Jury", on_delete=models.CASCADE, related_name="events")

    class Meta(Event.Meta):
        abstract = True


class AbstractAmendment(Record):
    """What is corrected after publication, and why: the record itself is frozen, this is shown beside it.

    Never changed nor removed. The author is known by key: their name is looked up when the minutes are read.
    """

    jury = models.ForeignKey("Jury", on_delete=models.PROTECT, related_name="amendments")
    passage = models.ForeignKey("Passage", null=True, blank=True, on_delete=models.PROTECT, related_name="amendments")
    correction = models.TextField(_("rectification"))
    reason = models.TextField(_("motif"))
    author_id = models.UUIDField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True
        ordering = ["created_at", "pk"]


class EntryCard(Record):
    """What lets whoever sits in a jury in without an account: a secret on a card, for one device.

    `device_hash` is set once, by the device that has confirmed a PIN or a code, and emptied to let another one in.
    """

    owner_role = current_role_field()
    app = models.CharField(max_length=20)
    jury_id = models.UUIDField()
    seat_id = models.UUIDField()
    email = models.EmailField()
    name = models.CharField(max_length=200)
    secret_hash = models.CharField(max_length=64, editable=False)
    device_hash = models.CharField(max_length=64, null=True, editable=False)  # noqa: DJ001  NULL: no device yet
    code_hash = models.CharField(max_length=64, blank=True, editable=False)
    code_until = models.DateTimeField(null=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["jury_id"], name="juries_entrycard_jury")]
        constraints = [
            models.UniqueConstraint(fields=["secret_hash"], name="juries_entrycard_secret"),
            models.UniqueConstraint(
                fields=["app", "seat_id"], condition=models.Q(revoked_at=None), name="juries_entrycard_once"
            ),
        ]
