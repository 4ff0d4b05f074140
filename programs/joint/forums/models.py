"""A forum: several territories, one jury. Territories push frozen snapshots; nobody reads into their schemas."""

from datetime import date, datetime, time, timedelta

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


class CoachingMorning(Record):
    """Before the forum, each team meets some coaches, a turn each; `pause_after`: which turn, 0 for none.

    `composed`: how many times its turns were. Territories read its hours, never whom others meet.
    """

    forum = models.OneToOneField(Forum, on_delete=models.CASCADE, related_name="morning")
    begins_at = models.TimeField(_("heure de début"), default=time(9))
    turn_minutes = models.PositiveSmallIntegerField(_("durée d'une rencontre"), default=20)
    between_minutes = models.PositiveSmallIntegerField(_("temps entre deux rencontres"), default=5)
    meetings = models.PositiveSmallIntegerField(_("coachs par équipe"), default=3)
    pause_after = models.PositiveSmallIntegerField(_("pause après la rencontre"), default=0)
    pause_minutes = models.PositiveSmallIntegerField(_("durée de la pause"), default=0)
    composed = models.PositiveSmallIntegerField(default=0, editable=False)

    def begins(self, number: int, day: date) -> datetime:
        """When a turn begins, counted from 1, on the clock of the place."""
        minutes = (number - 1) * (self.turn_minutes + self.between_minutes)
        if self.pause_after and number > self.pause_after:
            minutes += self.pause_minutes
        return datetime.combine(day, self.begins_at) + timedelta(minutes=minutes)

    def ends(self, number: int, day: date) -> datetime:
        """When it ends."""
        return self.begins(number, day) + timedelta(minutes=self.turn_minutes)


class MorningCoach(Record):
    """Somebody whom teams meet; `place`: their table or room. `sent_digest`: of the hours that they were sent."""

    morning = models.ForeignKey(CoachingMorning, on_delete=models.CASCADE, related_name="coaches")
    name = models.CharField(_("nom"), max_length=160)
    email = models.EmailField(_("adresse électronique"), blank=True)
    place = models.CharField(_("table ou salle"), max_length=80, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True, editable=False)
    sent_count = models.PositiveSmallIntegerField(default=0, editable=False)
    sent_digest = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["morning", "email"], condition=~Q(email=""), name="forums_morningcoach_once"
            )
        ]

    def __str__(self) -> str:
        return self.name


class MorningTurn(Record):
    """A team before a coach, in turn `number`, from 1. The row is the team's territory's own, with what it may know.

    `coach_name` and `coach_place` are the coach's, kept the same: no territory reads an address.
    """

    morning = models.ForeignKey(CoachingMorning, on_delete=models.CASCADE, related_name="turns")
    coach = models.ForeignKey(MorningCoach, on_delete=models.CASCADE, related_name="turns")
    nomination = models.ForeignKey(Nomination, on_delete=models.PROTECT, related_name="turns")
    territory_role = RoleField(editable=False)
    number = models.PositiveSmallIntegerField()
    coach_name = models.CharField(max_length=160)
    coach_place = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ["number", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["coach", "number"], name="forums_morningturn_coach_free"),
            models.UniqueConstraint(fields=["nomination", "number"], name="forums_morningturn_team_free"),
            models.UniqueConstraint(fields=["coach", "nomination"], name="forums_morningturn_met_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="forums_morningturn_counted"),
        ]


class ForumEvent(Event):
    subject = models.ForeignKey(Forum, on_delete=models.CASCADE, related_name="events")
