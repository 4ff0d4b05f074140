"""What a verdict does to a project, whether a committee or a jury gave it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypedDict

from django.utils.translation import gettext as _

from eclore.kit import transitions
from eclore.kit.actor import Actor
from eclore.kit.errors import Invalid, Refusal
from eclore.kit.locks import lock
from programs.local.incubation import emails
from programs.local.incubation.domain import phases, post_mortems
from programs.local.incubation.models import Part, Project, ProjectIdea, ProjectMember
from programs.local.incubation.states import (
    ENDING,
    GOES_ON,
    SUSPENSION_WEEKS,
    TRANSITIONS,
    VERBS,
    CommitteeVerdict,
    PhaseKind,
)


class Terms(TypedDict, total=False):
    """What may be said with a verdict: the fields of Outcome but the verdict itself."""

    weeks: int | None
    days_per_week: Decimal | None
    means: str
    conditions: str
    next_on: date | None
    motivation: str
    learnt: str
    why: str
    restart: str
    pivot_name: str
    pivot_problem: str


@dataclass(frozen=True)
class Outcome:
    """A decision, ready to be applied. `weeks` count the phase granted; the three last texts are the post-mortem."""

    verdict: str
    weeks: int | None = None
    days_per_week: Decimal | None = None
    means: str = ""
    conditions: str = ""
    next_on: date | None = None
    motivation: str = ""
    learnt: str = ""
    why: str = ""
    restart: str = ""
    pivot_name: str = ""
    pivot_problem: str = ""

    @property
    def ends(self) -> bool:
        return self.verdict in ENDING or self.verdict == CommitteeVerdict.PIVOT

    @property
    def label(self) -> str:
        return str(CommitteeVerdict(self.verdict).label)


def check(project: Project, outcome: Outcome) -> None:
    """Raise Invalid or Refusal, naming the field, when the verdict lacks something or does not fit the project."""
    if outcome.verdict not in VERBS:
        raise Invalid(_("Choisissez une décision dans la liste."), field="verdict")
    if project.state not in TRANSITIONS[VERBS[outcome.verdict]].sources:
        raise Refusal(
            _("Cette décision ne convient pas à un projet dont l'état est « %s ».") % project.get_state_display(),
            code="verdict_does_not_fit",
            field="verdict",
        )
    if outcome.verdict in (*GOES_ON, CommitteeVerdict.PIVOT) and not outcome.weeks:
        raise Invalid(_("Donnez le nombre de semaines accordées."), field="weeks")
    if outcome.weeks is not None:
        phases.check_weeks(outcome.weeks)
    shortest, longest = SUSPENSION_WEEKS
    if outcome.verdict == CommitteeVerdict.SUSPENDED and not shortest <= (outcome.weeks or 0) <= longest:
        raise Invalid(_("Un sursis dure un à deux mois : donnez de 4 à 9 semaines."), field="weeks")
    if outcome.verdict == CommitteeVerdict.PIVOT and not outcome.pivot_problem.strip():
        raise Invalid(_("Écrivez le nouveau problème que l'équipe va étudier."), field="pivot_problem")
    _check_reasons(outcome)


def _check_reasons(outcome: Outcome) -> None:
    if outcome.ends and not outcome.learnt.strip():
        raise Invalid(_("Écrivez ce qui a été appris : cela servira à d'autres équipes."), field="learnt")
    if outcome.ends and not outcome.why.strip():
        raise Invalid(_("Écrivez pourquoi cela s'arrête."), field="why")
    if not outcome.ends and not outcome.motivation.strip():
        raise Invalid(_("Donnez la raison de cette décision : l'équipe la recevra."), field="motivation")


def apply(project: Project, outcome: Outcome, *, by: Actor, on: date, told: bool = False) -> Project:
    """Move the project, its phases and its post-mortem on the day `on`; returns the project.

    The team is written to, unless it is `told` by who decided.
    """
    transitions.apply(project, VERBS[outcome.verdict], by=by, note=outcome.motivation or outcome.why)
    if outcome.ends:
        _end(project, outcome, by=by, on=on)
    elif outcome.verdict == CommitteeVerdict.SUSPENDED:
        phases.prolong(project, on=on, weeks=outcome.weeks or SUSPENSION_WEEKS[0], conditions=outcome.conditions)
    else:
        _go_on(project, outcome, on=on)
    if not told:
        emails.verdict(project, outcome, by=by)
    return project


def _go_on(project: Project, outcome: Outcome, *, on: date) -> None:
    before = phases.close_current(project, on=on)
    phases.open_next(
        project,
        PhaseKind(outcome.verdict),
        on=on,
        weeks=outcome.weeks or (before.weeks if before else project.edition.weeks),
        days_per_week=outcome.days_per_week or (before.days_per_week if before else project.edition.days_per_week),
        means=outcome.means,
        conditions=outcome.conditions,
    )


def _end(project: Project, outcome: Outcome, *, by: Actor, on: date) -> None:
    phases.close_current(project, on=on)
    post_mortems.leave(
        project, learnt=outcome.learnt, why=outcome.why or outcome.motivation, restart=outcome.restart, author=by.name
    )
    if outcome.verdict == CommitteeVerdict.PIVOT:
        pivot(project, outcome, by=by, on=on)


def pivot(project: Project, outcome: Outcome, *, by: Actor, on: date) -> Project:
    """The same people on another problem: a new project, already investigating."""
    lock(project)
    new = Project.objects.create(
        edition=project.edition,
        forum_id=project.forum_id,
        pivoted_from=project,
        name=outcome.pivot_name.strip() or project.name,
        problem=outcome.pivot_problem.strip(),
        sponsor=project.sponsor,
        generated=project.generated,
    )
    ProjectIdea.objects.bulk_create(
        [ProjectIdea(project=new, idea_id=pk) for pk in project.origins.values_list("idea_id", flat=True)]
    )
    ProjectMember.objects.bulk_create([_copied(member, new) for member in project.members.all()])
    transitions.record(new, "open", by=by, target=new.state, note=project.name)
    transitions.apply(new, "start", by=by)
    phases.open_next(
        new,
        PhaseKind.INVESTIGATION,
        on=on,
        weeks=outcome.weeks or project.edition.weeks,
        days_per_week=outcome.days_per_week or project.edition.days_per_week,
        means=outcome.means,
        conditions=outcome.conditions,
    )
    return new


def _copied(member: ProjectMember, project: Project) -> ProjectMember:
    return ProjectMember(
        project=project,
        user_id=member.user_id,
        email=member.email,
        name=member.name,
        part=Part(member.part),
        status=member.status,
    )
