"""Which projects and committees a person sees, and what a page needs of them, without a query in a loop."""

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, TypedDict
from uuid import UUID

from django.contrib.postgres.aggregates import StringAgg
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, DateField, DecimalField, Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce, JSONObject
from django.shortcuts import get_object_or_404

from eclore.kit.actor import Actor
from eclore.kit.folding import in_order, searched
from eclore.kit.permissions import can
from programs.juries.states import JuryState
from programs.local.ideas.models import Idea
from programs.local.ideas.states import IdeaState
from programs.local.incubation.models import (
    Committee,
    JournalEntry,
    Phase,
    Project,
    ProjectEvent,
    ProjectMember,
    Review,
)
from programs.local.incubation.states import ENDED, RUNNING, CommitteeState
from programs.local.juries.models import Jury
from programs.local.juries.states import JuryKind

FINISHED = "ended"


class Figures(TypedDict):
    """Of the latest phase: its first day, and the days freed since; and the day of the next committee."""

    phase_start: date | None
    days_freed: Decimal | None
    next_committee_on: date | None


class Agenda(TypedDict):
    """How many projects a committee looks at, and how many have a decision."""

    projects: int
    decided: int


if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations  # of the developers' environment

    ListedProject = WithAnnotations[Project, Figures]
    CountedCommittee = WithAnnotations[Committee, Agenda]
else:
    ListedProject, CountedCommittee = Project, Committee


def visible_to(actor: Actor) -> QuerySet[Project]:
    """Everything for those who follow the programme; else the public ones and those one has a part in."""
    if can(actor, "incubation.see_inside"):
        return Project.objects.all()
    shown = Q(public=True)
    if actor.user_id is None or not actor.is_authenticated or actor.visitor:
        return Project.objects.filter(shown)
    own = Exists(ProjectMember.objects.filter(project=OuterRef("pk"), user_id=actor.user_id))
    return Project.objects.filter(shown | own)


def listed(actor: Actor, *, state: str = "", text: str = "") -> QuerySet[ListedProject]:
    """With the figures of ListedProject and phases ready; running ones first."""
    projects = visible_to(actor)
    if state == FINISHED:
        projects = projects.filter(state__in=ENDED)
    elif state:
        projects = projects.filter(state=state)
    projects = _with_figures(searched(projects, text, "name", "problem")).prefetch_related("phases")
    return projects.order_by(F("closed_at").asc(nulls_first=True), *in_order("name"), "pk")


def _with_figures(projects: QuerySet[Project]) -> QuerySet[ListedProject]:
    phase = Phase.objects.filter(project=OuterRef("pk")).annotate(begins_on=Coalesce("real_start", "planned_start"))
    noted = JournalEntry.objects.filter(project=OuterRef("pk"), on__gte=OuterRef("phase_start"))
    days = noted.order_by().values("project").annotate(days=Sum("days_freed")).values("days")
    agenda = Review.objects.filter(project=OuterRef("pk"), committee__state=CommitteeState.PLANNED)
    return projects.annotate(
        phase_start=Subquery(phase.order_by("-begins_on", "-created_at").values("begins_on")[:1], DateField()),
        days_freed=Subquery(days, output_field=DecimalField(max_digits=6, decimal_places=1)),
        next_committee_on=Subquery(agenda.order_by("committee__held_on").values("committee__held_on")[:1], DateField()),
    )


def project_or_404(actor: Actor, pk: UUID) -> Project:
    """One project that this person may see, with its people, its phases, `sources` and what it left.

    `sources` are the ideas that became it, each {pk, title, authors}: nobody's idea is lost in a merge.
    """
    projects = visible_to(actor).select_related("edition__call", "post_mortem", "pivoted_from")
    ideas = Idea.objects.filter(outcomes__project=OuterRef("pk")).order_by("submitted_at")
    authors = StringAgg("team__name", ", ", ordering=("-team__leads", "team__name"))
    told = ideas.values(told=JSONObject(pk="id", title="title", authors=authors))
    projects = projects.annotate(sources=ArraySubquery(told)).prefetch_related("members", "phases")
    return get_object_or_404(projects, pk=pk)


def journal(project: Project) -> QuerySet[JournalEntry]:
    """The latest first."""
    return project.journal.order_by("-on", "-created_at")


def written(project: Project, phase: Phase | None) -> tuple[int, Decimal]:
    """How many entries the whole journal has, and the days freed during the phase that it tells."""
    held = Q(pk__isnull=True)
    if phase is not None:
        held = Q(on__gte=phase.begins, on__lte=phase.real_end) if phase.real_end else Q(on__gte=phase.begins)
    told = project.journal.aggregate(entries=Count("pk"), days=Sum("days_freed", filter=held))
    return told["entries"], told["days"] or Decimal(0)


def reviews(project: Project) -> list[Review]:
    """The committees of this project, decided or to come, the latest first; a verdict not yet closed is left out."""
    rows = project.reviews.select_related("committee").order_by("-committee__held_on", "-created_at")
    return list(rows)


def history(project: Project) -> list[ProjectEvent]:
    """The latest first, at most thirty; the journal's lines are read in the journal."""
    return list(project.events.exclude(verb="note").order_by("-created_at", "-pk")[:30])


def committees(actor: Actor) -> QuerySet[CountedCommittee]:
    """Every committee, to come first, with its Agenda; nothing for those who follow no project."""
    if not can(actor, "incubation.see_committees"):
        return Committee.objects.none()  # type: ignore[return-value]  # no row lacks its counts
    decided = Count("reviews", filter=~Q(reviews__verdict=""))
    return Committee.objects.annotate(projects=Count("reviews"), decided=decided).order_by(
        "-held_on", *in_order("title"), "pk"
    )


def committee_or_404(actor: Actor, pk: UUID) -> Committee:
    agenda = Review.objects.select_related("project__edition", "committee").order_by("position", "created_at")
    return get_object_or_404(committees(actor).prefetch_related(Prefetch("reviews", agenda)), pk=pk)


def review_or_404(actor: Actor, committee_pk: UUID, pk: UUID) -> Review:
    rows = Review.objects.filter(committee__in=committees(actor).values("pk"), committee_id=committee_pk)
    return get_object_or_404(rows.select_related("committee", "project__edition"), pk=pk)


def for_an_agenda(actor: Actor, committee: Committee | None = None) -> QuerySet[Project]:
    """Projects that a committee may look at: not ended, not on its agenda yet."""
    projects = visible_to(actor).exclude(state__in=ENDED)
    if committee is not None:
        projects = projects.exclude(reviews__committee=committee)
    return projects.order_by(*in_order("name"), "pk")


def joinable(project: Project) -> QuerySet[Idea]:
    """Ideas of the same edition that were retained or taken up, and started no project."""
    return Idea.objects.filter(
        call__edition=project.edition, outcomes=None, state__in=(IdeaState.LAUREATE, IdeaState.TAKEN_INTERNALLY)
    ).order_by(*in_order("title"), "pk")


def renewing_juries(project: Project) -> QuerySet[Jury]:
    """Hearings that this project may still join."""
    if project.state not in RUNNING:
        return Jury.objects.none()
    held = Jury.objects.filter(kind=JuryKind.AUDITION, state__in=(JuryState.PREPARATION, JuryState.OPEN))
    return held.exclude(passages__project_id=project.pk).order_by("held_on")
