"""A project: who carries it, who coaches it, its phases, its journal, its committees, and what was learnt."""

from datetime import date
from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from eclore.kit.folding import in_order
from eclore.kit.records import Event, Record
from programs.local.calls.models import Edition
from programs.local.ideas.models import Idea, MemberStatus
from programs.local.incubation.states import (
    AUDITED,
    COMMITTEE_AUDITED,
    COMMITTEE_TRANSITIONS,
    ENDED,
    TONES,
    TRANSITIONS,
    CommitteeState,
    CommitteeVerdict,
    PhaseKind,
    ProjectState,
)
from tenants.memberships.person_keys import person_key
from tenants.territories.addresses import territory_path


class Project(Record):
    """Several ideas may have become one project. `forum_id` is the forum that retained it, if one did."""

    TRANSITIONS = TRANSITIONS
    AUDITED = AUDITED

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="projects")
    ideas = models.ManyToManyField(Idea, through="ProjectIdea", related_name="projects")
    forum_id = models.UUIDField(null=True, blank=True)
    pivoted_from = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="pivots")
    name = models.CharField(_("nom"), max_length=160)
    problem = models.TextField(_("problème"))
    state = models.CharField(max_length=20, choices=ProjectState, default=ProjectState.TO_SIGN)
    sponsor = models.CharField(_("sponsor"), max_length=200, blank=True)
    public = models.BooleanField(_("visible dans la vitrine"), default=False)
    taken_over_locally = models.BooleanField(_("repris localement"), default=False)
    generated = models.BooleanField(default=False, editable=False)
    started_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = in_order("name")
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=[state.value for state in ENDED]) | Q(closed_at__isnull=False),
                name="incubation_project_ended_is_dated",
            )
        ]
        indexes = [
            models.Index(
                F("closed_at").asc(nulls_first=True), *in_order("name"), "id", name="incubation_project_listed"
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return territory_path("incubation-project", self.pk)

    @property
    def tone(self) -> str:
        """The tone of its tag."""
        return TONES.get(self.state, "")

    @property
    def ended(self) -> bool:
        return self.state in ENDED


class ProjectIdea(Record):
    """An idea that became, alone or with others, a project."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="origins")
    idea = models.ForeignKey(Idea, on_delete=models.PROTECT, related_name="outcomes")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "idea"], name="incubation_projectidea_once")]


class Part(models.TextChoices):
    TEAM = "team", _("Équipe")
    COACH = "coach", _("Coach")
    DESIGNER = "designer", _("Designer")
    SPONSOR = "sponsor", _("Sponsor")


class ProjectMember(Record):
    """Somebody's part in a project; `status` matters for the team only."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="members")
    user = person_key(null=True, blank=True)
    email = models.EmailField()
    name = models.CharField(max_length=200)
    part = models.CharField(max_length=12, choices=Part, default=Part.TEAM)
    status = models.CharField(max_length=12, choices=MemberStatus, default=MemberStatus.AGENT)

    class Meta:
        ordering = ["part", *in_order("name")]
        constraints = [
            models.UniqueConstraint(fields=["project", "email", "part"], name="incubation_projectmember_once")
        ]

    def __str__(self) -> str:
        return self.name


class Phase(Record):
    """Planned and real dates of one phase. `number` counts phases of the same kind (expérimentation n° 2)."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="phases")
    kind = models.CharField(max_length=16, choices=PhaseKind)
    number = models.PositiveSmallIntegerField(default=1)
    planned_start = models.DateField()
    planned_end = models.DateField()
    real_start = models.DateField(null=True, blank=True)
    real_end = models.DateField(null=True, blank=True)
    weeks = models.PositiveSmallIntegerField()
    days_per_week = models.DecimalField(max_digits=2, decimal_places=1, default=Decimal(1))
    means = models.TextField(blank=True)
    conditions = models.TextField(blank=True)

    class Meta:
        ordering = ["planned_start", "created_at"]
        constraints = [
            models.UniqueConstraint(fields=["project", "kind", "number"], name="incubation_phase_once"),
            models.CheckConstraint(
                condition=Q(planned_end__gte=models.F("planned_start")), name="incubation_phase_in_order"
            ),
        ]

    def __str__(self) -> str:
        """« Expérimentation n° 2 »; the number is not said of an only investigation."""
        kind = str(self.get_kind_display())
        counted = self.kind == PhaseKind.CONSTRUCTION or self.number > 1
        return _("%(kind)s n° %(number)s") % {"kind": kind, "number": self.number} if counted else kind

    @property
    def begins(self) -> date:
        return self.real_start or self.planned_start


class EntryKind(models.TextChoices):
    SESSION = "session", _("Séance avec le coach")
    HYPOTHESIS = "hypothesis", _("Hypothèse")
    INTERVIEW = "interview", _("Entretien")
    NOTE = "note", _("Note")


class JournalEntry(Record):
    """A line of the project's journal. `days_freed` were really freed since the entry before."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="journal")
    kind = models.CharField(_("nature"), max_length=12, choices=EntryKind, default=EntryKind.SESSION)
    on = models.DateField(_("date"))
    text = models.TextField(_("ce qui s'est dit, ce qui a été appris"))
    next_step = models.CharField(_("prochaine étape"), max_length=300, blank=True)
    days_freed = models.DecimalField(_("jours libérés"), max_digits=4, decimal_places=1, null=True, blank=True)
    author_id = models.UUIDField(null=True, blank=True)
    author_name = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-on", "-created_at"]


class Committee(Record):
    """A go / no-go meeting. It cannot close without a verdict for each project on its agenda."""

    TRANSITIONS = COMMITTEE_TRANSITIONS
    AUDITED = COMMITTEE_AUDITED

    title = models.CharField(_("intitulé"), max_length=200)
    held_on = models.DateField(_("date"))
    place = models.CharField(_("lieu"), max_length=200, blank=True)
    state = models.CharField(max_length=12, choices=CommitteeState, default=CommitteeState.PLANNED)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-held_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="planned") | Q(closed_at__isnull=False), name="incubation_committee_closed_is_dated"
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return territory_path("incubation-committee", self.pk)


class Review(Record):
    """One project before one committee, and the decision taken; applied when the committee closes.

    `lapsed_at`: the project had ended elsewhere when the committee closed, so nothing was decided of it.
    """

    committee = models.ForeignKey(Committee, on_delete=models.CASCADE, related_name="reviews")
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="reviews")
    position = models.PositiveSmallIntegerField(default=0)
    verdict = models.CharField(_("décision"), max_length=16, choices=CommitteeVerdict, blank=True)
    weeks = models.PositiveSmallIntegerField(_("semaines accordées"), null=True, blank=True)
    days_per_week = models.DecimalField(_("jours par semaine"), max_digits=2, decimal_places=1, null=True, blank=True)
    means = models.TextField(_("moyens"), blank=True)
    conditions = models.TextField(_("conditions"), blank=True)
    next_on = models.DateField(_("prochaine échéance"), null=True, blank=True)
    motivation = models.TextField(_("motivation"), blank=True)
    learnt = models.TextField(_("ce qui a été appris"), blank=True)
    why = models.TextField(_("pourquoi cela s'arrête"), blank=True)
    restart = models.TextField(_("comment reprendre"), blank=True)
    pivot_name = models.CharField(_("nom du nouveau projet"), max_length=160, blank=True)
    pivot_problem = models.TextField(_("nouveau problème"), blank=True)
    author_name = models.CharField(max_length=200, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    lapsed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["position", "created_at"]
        constraints = [models.UniqueConstraint(fields=["committee", "project"], name="incubation_review_once")]

    @property
    def lapses(self) -> bool:
        """Whether there is nothing left to decide: the project has ended, and not by this committee."""
        if self.committee.state == CommitteeState.PLANNED:
            return self.project.ended
        return self.lapsed_at is not None


class PostMortem(Record):
    """What a stopped project leaves to the next ones."""

    project = models.OneToOneField(Project, on_delete=models.CASCADE, related_name="post_mortem")
    learnt = models.TextField(_("ce qui a été appris"))
    why = models.TextField(_("pourquoi cela s'arrête"))
    restart = models.TextField(_("comment reprendre"), blank=True)
    author_name = models.CharField(max_length=200, blank=True)


class ProjectEvent(Event):
    subject = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="events")


class CommitteeEvent(Event):
    subject = models.ForeignKey(Committee, on_delete=models.CASCADE, related_name="events")
