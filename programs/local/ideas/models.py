"""An idea, the people who carry it, and the time their line managers sign."""

from decimal import Decimal

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from eclore.kit import actor, clock, transitions
from eclore.kit.folding import Fold, Texts, in_order, joined
from eclore.kit.records import Event, Record
from programs.files.models import StoredFile, checked_is_dated
from programs.local.calls.models import Call, ProblemStatement
from programs.local.calls.template import QuestionDraft
from programs.local.ideas.states import AUDITED, TRANSITIONS, IdeaState
from tenants.memberships.person_keys import person_key

WRITTEN = ("title", Texts("answers"))  # what a search reads of an idea, and its index
LED = OpClass(Fold("name"), name="gin_trgm_ops")  # and of who leads it


class Ideas(models.Manager["Idea"]):
    """Rows without what only searches read."""

    def get_queryset(self) -> "models.QuerySet[Idea, Idea]":
        return super().get_queryset().defer("folded")


class Idea(Record):
    """`number` counts inside a call and is given at submission; `answers` are {question key: text}.

    `asked` are the questions as they were when it was submitted, whatever the call becomes; empty before.
    `folded` is what searches read: the database keeps it, since folding a dossier each time costs more than finding it.
    `share_with_forum` holds when every member of the team has consented; an `open_team` lets colleagues find the idea.
    """

    TRANSITIONS = TRANSITIONS
    AUDITED = AUDITED

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="ideas")
    author = person_key()
    number = models.PositiveIntegerField(null=True, blank=True)
    title = models.CharField(_("titre"), max_length=160)
    problem = models.ForeignKey(
        ProblemStatement, null=True, blank=True, on_delete=models.SET_NULL, related_name="ideas"
    )
    answers = models.JSONField(default=dict, blank=True)
    asked = models.JSONField(default=list, db_default=[], editable=False)
    direction = models.CharField(_("direction ou service"), max_length=160, blank=True)
    state = models.CharField(max_length=20, choices=IdeaState, default=IdeaState.DRAFT)
    share_with_forum = models.BooleanField(_("accord pour un forum interdépartemental"), default=False)
    open_team = models.BooleanField(_("équipe ouverte à d'autres personnes"), default=False)
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="merged")
    generated = models.BooleanField(default=False, editable=False)
    folded = models.GeneratedField(expression=Fold(joined(*WRITTEN)), output_field=models.TextField(), db_persist=True)
    updated_at = models.DateTimeField(default=clock.now)
    submitted_at = models.DateTimeField(null=True, blank=True)
    shortlisted_at = models.DateTimeField(null=True, blank=True)
    heard_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = Ideas()

    class Meta:
        ordering = ["number", "-created_at"]
        constraints = [
            models.UniqueConstraint(fields=["call", "number"], name="ideas_idea_number_once"),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "withdrawn"]) | Q(submitted_at__isnull=False),
                name="ideas_idea_submitted_is_dated",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["shortlisted", "nominated"]) | Q(shortlisted_at__isnull=False),
                name="ideas_idea_shortlisted_is_dated",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["out_of_scope", "not_shortlisted", "laureate", "not_retained"])
                | Q(answered_at__isnull=False),
                name="ideas_idea_answered_is_dated",
            ),
        ]
        indexes = [
            models.Index(fields=["call", "state"], name="ideas_idea_call_state"),
            models.Index(
                fields=["call", "state", "number", "id"],
                include=["direction"],
                condition=Q(submitted_at__isnull=False),
                name="ideas_idea_of_season",
            ),
            models.Index(fields=["-submitted_at", "-created_at", "id"], name="ideas_idea_latest"),
            models.Index(fields=["id"], condition=Q(submitted_at__isnull=True), name="ideas_idea_drafts"),
            GinIndex(OpClass("folded", name="gin_trgm_ops"), name="ideas_idea_folded"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("ideas-detail", args=[self.pk])

    @property
    def questions(self) -> list[QuestionDraft]:
        """What it answers: its call's questions, those of the day of its submission from then on."""
        return [QuestionDraft(**each) for each in self.asked] or asked_by(self.call)

    @property
    def is_withdrawn(self) -> bool:
        return self.state == IdeaState.WITHDRAWN

    @property
    def team_is_full(self) -> bool:
        """Reads the team as prefetched."""
        return len(self.team.all()) >= self.call.team_max

    @property
    def direction_and_call(self) -> str:
        """The line under its title."""
        return " · ".join(part for part in (self.direction, self.call.label) if part)


def asked_by(call: Call) -> list[QuestionDraft]:
    """The questions of a call, as whoever begins now answers them."""
    rows = call.questions.all()
    return [QuestionDraft(row.key, row.label, row.hint, row.required, row.max_length) for row in rows]


class HeardBy(models.TextChoices):
    JURY = "jury", _("Un jury")
    FORUM = "forum", _("Un forum")


class Hearing(Record):
    """An idea is before a jury, or is sent to a forum (`held_by`: its key); one at a time, until `ended_at`.

    `read_since`: a jury marks the dossier from then on, so what it reads is kept.
    """

    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="hearings")
    before = models.CharField(max_length=8, choices=HeardBy)
    held_by = models.UUIDField()
    title = models.CharField(max_length=200)
    read_since = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["idea"], condition=Q(ended_at=None), name="ideas_hearing_one_open")
        ]
        indexes = [models.Index(fields=["held_by"], name="ideas_hearing_held_by")]


class MemberStatus(models.TextChoices):
    AGENT = "agent", _("Agente ou agent")
    STUDENT = "student", _("Étudiante ou étudiant")
    PARTNER = "partner", _("Partenaire")


class TeamMember(Record):
    """`user` is filled when the person of that address arrives; `consented_at` is consent to the forum's snapshot."""

    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="team")
    user = person_key(null=True, blank=True)
    email = models.EmailField(_("adresse électronique"))
    name = models.CharField(_("nom"), max_length=200)
    status = models.CharField(_("statut"), max_length=12, choices=MemberStatus, default=MemberStatus.AGENT)
    leads = models.BooleanField(default=False)
    consented_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-leads", *in_order("name")]
        constraints = [models.UniqueConstraint(fields=["idea", "email"], name="ideas_teammember_once")]
        indexes = [GinIndex(LED, condition=Q(leads=True), fastupdate=False, name="ideas_teammember_leader")]

    def __str__(self) -> str:
        return self.name

    @property
    def may_be_removed(self) -> bool:
        """Whoever leads stays: it is the idea that is withdrawn."""
        return not self.leads

    @property
    def asked_commitment(self) -> "Commitment | None":
        """What was asked of this person's line manager, if anything was."""
        return getattr(self, "commitment", None)


class CommitmentState(models.TextChoices):
    REQUESTED = "requested", _("Demandée")
    SIGNED = "signed", _("Signée")
    REFUSED = "refused", _("Refusée")


class Commitment(Record):
    """The time that a line manager, or an establishment's signatory, signs for one member; by a link, no account."""

    member = models.OneToOneField(TeamMember, on_delete=models.CASCADE, related_name="commitment")
    signatory_name = models.CharField(_("nom du ou de la responsable"), max_length=200)
    signatory_email = models.EmailField(_("adresse du ou de la responsable"))
    days_per_week = models.DecimalField(_("jours par semaine"), max_digits=2, decimal_places=1, default=Decimal(1))
    token_hash = models.CharField(max_length=64, unique=True)
    state = models.CharField(max_length=12, choices=CommitmentState, default=CommitmentState.REQUESTED)
    reason = models.TextField(_("motif"), blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="requested", answered_at__isnull=True)
                | Q(state__in=["signed", "refused"], answered_at__isnull=False),
                name="ideas_commitment_answered_is_dated",
            )
        ]
        indexes = [
            models.Index(
                fields=["state", "created_at", "id"], condition=~Q(state="signed"), name="ideas_commitment_waits"
            )
        ]

    @property
    def is_signed(self) -> bool:
        return self.state == CommitmentState.SIGNED

    @property
    def is_refused(self) -> bool:
        return self.state == CommitmentState.REFUSED


class Attachment(StoredFile):
    """A file of an idea's dossier: seen by whoever may see the idea, frozen with it when it goes to a forum."""

    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="attachments")

    class Meta(StoredFile.Meta):
        constraints = [checked_is_dated("ideas_attachment_checked_is_dated")]

    def has_been_refused(self) -> None:
        verb = "refuse_file" if self.fault else "quarantine_file"
        transitions.record(self.idea, verb, by=actor.system(), note=self.name)


class Draft(Record):
    """An idea begun without an account: whoever holds its link writes it, until an account adopts it.

    It is no idea yet: no list, count or export of the territory knows it. `email` is where its link was sent.
    """

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="drafts")
    secret_hash = models.CharField(max_length=64, unique=True)
    email = models.EmailField(_("adresse électronique"), blank=True)
    link_sent_at = models.DateTimeField(null=True, blank=True)
    title = models.CharField(_("titre"), max_length=160, blank=True)
    problem = models.ForeignKey(ProblemStatement, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    answers = models.JSONField(default=dict, blank=True)
    direction = models.CharField(_("direction ou service"), max_length=160, blank=True)
    open_team = models.BooleanField(default=False)
    updated_at = models.DateTimeField(default=clock.now)

    class Meta:
        indexes = [models.Index(fields=["updated_at"], name="ideas_draft_updated_at")]

    @property
    def questions(self) -> list[QuestionDraft]:
        """Those of its call, as they are now."""
        return asked_by(self.call)

    @property
    def direction_and_call(self) -> str:
        """The line under its title, as an idea's."""
        return " · ".join(part for part in (self.direction, self.call.label) if part)


class Callback(Record):
    """Somebody who would rather talk before finishing: the only thing a territory knows of a draft, at its wish."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="callbacks")
    name = models.CharField(_("nom"), max_length=200)
    contact = models.CharField(_("téléphone ou adresse électronique"), max_length=254)
    moment = models.CharField(_("quand"), max_length=200, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["created_at", "pk"]
        indexes = [
            models.Index(fields=["call", "answered_at"], name="ideas_callback_waiting"),
            models.Index(
                fields=["call", "created_at", "id"], condition=Q(answered_at__isnull=True), name="ideas_callback_first"
            ),
        ]


class IdeaEvent(Event):
    subject = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="events")
