"""An edition is one season of a programme; its call asks, its calendar and quotas are data."""

from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from eclore.kit.records import Event, Record
from programs.juries.states import PassageKind
from programs.local.calls.states import AUDITED, TONES, TRANSITIONS, EditionState


class Edition(Record):
    """`weeks` and `days_per_week` are what laureates are given; `quota` how many may be laureates."""

    TRANSITIONS = TRANSITIONS
    AUDITED = AUDITED

    programme = models.CharField(_("programme"), max_length=160)
    number = models.PositiveSmallIntegerField(_("numéro de l'édition"), default=1)
    state = models.CharField(max_length=16, choices=EditionState, default=EditionState.PREPARATION)
    quota = models.PositiveSmallIntegerField(_("nombre de lauréats au plus"), default=4)
    weeks = models.PositiveSmallIntegerField(_("semaines d'investigation"), default=9)
    days_per_week = models.DecimalField(_("jours par semaine"), max_digits=2, decimal_places=1, default=Decimal(1))
    shortlist_from = models.DateField(_("début de la présélection"), null=True, blank=True)
    shortlist_until = models.DateField(_("fin de la présélection"), null=True, blank=True)
    jury_on = models.DateField(_("jury"), null=True, blank=True)
    start_on = models.DateField(_("début des investigations"), null=True, blank=True)
    committee_on = models.DateField(_("comité"), null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at"]
        constraints = [models.UniqueConstraint(fields=["programme", "number"], name="calls_edition_number_once")]

    def __str__(self) -> str:
        return f"{self.programme}, édition {self.number}"

    def get_absolute_url(self) -> str:
        """Its board."""
        return reverse("ideas-board", args=[self.pk])

    @property
    def tone(self) -> str:
        """The tone of its state's tag."""
        return TONES[EditionState(self.state)]

    @property
    def selected_on(self) -> "list[EditionCriterion]":
        """What a jury marks ideas on."""
        return [criterion for criterion in self.criteria.all() if criterion.kind != PassageKind.RENEWAL]


class Call(Record):
    """What the territory asks of its agents. `label` is the territory's own word (appel à idées, à innovateurs…)."""

    edition = models.OneToOneField(Edition, on_delete=models.CASCADE, related_name="call")
    label = models.CharField(_("nom de l'appel"), max_length=120, default="Appel à idées")
    title = models.CharField(_("accroche"), max_length=200)
    introduction = models.TextField(_("présentation"), blank=True)
    opens_at = models.DateTimeField(_("ouverture"))
    closes_at = models.DateTimeField(_("clôture"))
    reply_by = models.DateField(_("réponse promise au plus tard le"), null=True, blank=True)
    team_max = models.PositiveSmallIntegerField(_("membres d'une équipe au plus"), default=5)
    files_max = models.PositiveSmallIntegerField(_("pièces jointes d'une idée au plus"), default=5)
    file_megabytes = models.PositiveSmallIntegerField(_("taille d'une pièce jointe, en Mo au plus"), default=10)
    partners_allowed = models.BooleanField(_("ouvert aux partenaires extérieurs"), default=False)
    commitment_required = models.BooleanField(_("fiche d'engagement demandée"), default=True)

    class Meta:
        ordering = ["-opens_at"]
        constraints = [models.CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="calls_call_opens_first")]

    def __str__(self) -> str:
        return self.label

    def get_absolute_url(self) -> str:
        """Its public page, once its edition is published; what a QR code leads to."""
        return reverse("calls-call", args=[self.edition_id])

    @property
    def answer_url(self) -> str:
        """Where an idea for this call begins."""
        return reverse("ideas-new", query={"appel": str(self.edition_id)})


class ProblemStatement(Record):
    """A public-policy problem that a call may start from."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="problems")
    text = models.CharField(_("problème"), max_length=300)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.text


class Question(Record):
    """One question of the form. `key` is stable inside a call; the problem comes first. `max_length` in characters."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="questions")
    key = models.SlugField(max_length=40)
    label = models.CharField(_("question"), max_length=200)
    hint = models.CharField(_("aide"), max_length=400, blank=True)
    required = models.BooleanField(_("réponse obligatoire"), default=True)
    max_length = models.PositiveIntegerField(_("longueur maximale"), default=900)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["call", "key"], name="calls_question_key_once")]

    def __str__(self) -> str:
        return self.label


class EditionCriterion(Record):
    """What juries of this edition mark by default; copied into each jury. `kind`: of dossiers; empty: of all."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="criteria")
    label = models.CharField(_("critère"), max_length=160)
    hint = models.CharField(_("aide"), max_length=300, blank=True)
    weight = models.DecimalField(_("poids"), max_digits=4, decimal_places=2, default=Decimal(1))
    kind = models.CharField(
        _("passages"),
        max_length=12,
        choices=PassageKind,
        blank=True,
        default=PassageKind.SELECTION,
        db_default=PassageKind.SELECTION,
    )
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.label


class EditionEvent(Event):
    subject = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="events")
