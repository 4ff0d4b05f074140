"""A forum: several territories, one jury. Territories push frozen snapshots; nobody reads into their schemas."""

from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from eclore.kit import zones
from eclore.kit.fields import RoleField, current_role_field
from eclore.kit.folding import in_order
from eclore.kit.records import Event, Record
from programs.joint.forums.states import AUDITED, TONES, TRANSITIONS, ForumState, QuestionState
from tenants.territories.addresses import national_path
from tenants.territories.models import Territory


class Forum(Record):
    """`nominated` is kept by a trigger, so that the total quota holds whatever happens at the same time.

    Once `jury_opened_at` is set no dossier comes in or goes out: territories cannot see the jury, they see this.
    """

    TRANSITIONS = TRANSITIONS
    AUDITED = AUDITED

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(_("nom"), max_length=200)
    place = models.CharField(_("lieu"), max_length=160)
    held_on = models.DateField(_("date"))
    state = models.CharField(max_length=12, choices=ForumState, default=ForumState.DRAFT)
    introduction = models.TextField(_("présentation"), blank=True)
    nominations_until = models.DateTimeField(_("nominations jusqu'au"))
    time_zone = models.CharField(
        _("fuseau horaire"), max_length=40, choices=zones.CHOICES, default=zones.PARIS, db_default=zones.PARIS
    )
    quota_total = models.PositiveSmallIntegerField(_("dossiers en tout"), default=15)
    places = models.PositiveSmallIntegerField(_("projets à retenir"), default=10)
    nominated = models.PositiveSmallIntegerField(default=0, editable=False)
    criteria = ArrayField(models.CharField(max_length=160), verbose_name=_("critères"), default=list)
    published_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    jury_opened_at = models.DateTimeField(null=True, blank=True, editable=False)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-held_on"]
        constraints = [
            models.CheckConstraint(condition=Q(nominated__lte=F("quota_total")), name="forums_forum_quota_holds")
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return national_path("forums-page", self.slug)

    @property
    def organisation_url(self) -> str:
        """Its own space, on the national host."""
        return national_path("forums-organisation", self.slug)

    @property
    def remaining(self) -> int:
        """How many dossiers may still come, all territories together."""
        return self.quota_total - self.nominated

    @property
    def tone(self) -> str:
        """The colour of its state on screen."""
        return TONES[self.state]

    @property
    def nominations_are_open(self) -> bool:
        """Whether its state lets territories nominate, the deadline left aside."""
        return self.state == ForumState.PUBLISHED

    def is_before_deadline(self, now: datetime) -> bool:
        return now < self.nominations_until

    def receives_nominations(self, now: datetime) -> bool:
        """Whether territories that take part may nominate at `now`, quotas left aside."""
        return self.nominations_are_open and self.is_before_deadline(now)


class Participation(Record):
    """A territory takes part, with its own quota; `late` when it joined after publication."""

    forum = models.ForeignKey(Forum, on_delete=models.CASCADE, related_name="participations")
    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="participations")
    territory_role = RoleField(editable=False)
    quota = models.PositiveSmallIntegerField(_("dossiers au plus"), default=3)
    nominated = models.PositiveSmallIntegerField(default=0, editable=False)
    hosts = models.BooleanField(_("accueille le forum"), default=False)
    late = models.BooleanField(default=False)

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(fields=["forum", "territory"], name="forums_participation_once"),
            models.CheckConstraint(condition=Q(nominated__lte=F("quota")), name="forums_participation_quota_holds"),
        ]

    @property
    def remaining(self) -> int:
        """How many dossiers this territory may still nominate, if the forum has room."""
        return self.quota - self.nominated


class Nomination(Record):
    """A frozen, consented dossier; `snapshot` is what bridge.snapshots writes.

    `ties`: [mark of a mailbox (eclore.kit.mailboxes), "team" or "signatory"], so that the jury is asked about conflicts
    without an address; kept until the decision.

    `territory` is None once it has left and was forgotten: what a jury has heard stays, its snapshot emptied.
    Sent by the territory (programs/bridge/nominations.py), read by the joint jury, whose decision is brought back by
    programs/bridge/deliveries.py.
    """

    forum = models.ForeignKey(Forum, on_delete=models.PROTECT, related_name="nominations")
    territory = models.ForeignKey(Territory, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    territory_role = current_role_field()
    territory_name = models.CharField(max_length=120)
    idea_id = models.UUIDField()
    title = models.CharField(max_length=160)
    snapshot = models.JSONField()
    ties = models.JSONField(default=list, db_default=models.Value([], models.JSONField()), blank=True, editable=False)
    nominated_by = models.CharField(max_length=200)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    generated = models.BooleanField(default=False, editable=False)

    class Meta:
        ordering = [*in_order("territory_name"), *in_order("title")]
        constraints = [
            models.UniqueConstraint(
                fields=["forum", "territory", "idea_id"], condition=Q(withdrawn_at=None), name="forums_nomination_once"
            )
        ]

    def __str__(self) -> str:
        return self.title


class ForumQuestion(Record):
    """What the organisers ask one territory, about a dossier or about its part in general, and what it answers.

    The row is the territory's own (`territory_role`): it reads it and writes the answer, nothing else, by its policy.
    Asked at `created_at`, by somebody who is told the answer (`asked_by_id`); answered once at most; the organisers
    close it, with or without an answer.
    """

    forum = models.ForeignKey(Forum, on_delete=models.PROTECT, related_name="questions")
    nomination = models.ForeignKey(
        Nomination, null=True, blank=True, on_delete=models.PROTECT, related_name="questions"
    )
    territory_role = RoleField(editable=False)
    territory_name = models.CharField(max_length=120)
    text = models.TextField(_("question"))
    asked_by = models.CharField(max_length=200)
    asked_by_id = models.UUIDField(null=True, blank=True, editable=False)
    answer = models.TextField(_("réponse"), blank=True)
    answered_by = models.CharField(max_length=200, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.CharField(max_length=200, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "pk"]
        indexes = [
            models.Index(
                fields=["territory_role"], condition=Q(answered_at=None, closed_at=None), name="forums_question_waits"
            )
        ]

    @property
    def state(self) -> QuestionState:
        """Where it stands, from its dates."""
        if self.closed_at is not None:
            return QuestionState.CLOSED
        return QuestionState.ASKED if self.answered_at is None else QuestionState.ANSWERED


class ForumEvent(Event):
    subject = models.ForeignKey(Forum, on_delete=models.CASCADE, related_name="events")
