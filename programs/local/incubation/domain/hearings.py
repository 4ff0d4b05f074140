"""Projects before a territory's jury: passages of renewal, and what comes of a published verdict."""

from collections.abc import Callable, Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from eclore.kit.actor import Actor
from eclore.kit.errors import Refusal
from eclore.kit.locks import lock
from eclore.kit.permissions import require
from programs.local.incubation import emails
from programs.local.incubation.domain import projects, verdicts
from programs.local.incubation.domain.verdicts import Outcome
from programs.local.incubation.models import Project, ProjectMember
from programs.local.incubation.states import ENDED, RUNNING, CommitteeVerdict, ProjectState
from programs.local.juries.domain import passages
from programs.local.juries.models import Decision, Jury, Passage
from programs.local.juries.outcomes import Addressee, Part
from programs.local.juries.states import Verdict


def hear(project: Project, jury: Jury, *, by: Actor) -> Passage:
    """Put a running project on a jury's agenda, beside the ideas it hears."""
    lock(jury, project)
    require(by, "incubation.manage", project)
    if project.state not in RUNNING:
        raise Refusal(_("Seul un projet en cours passe devant un jury de renouvellement."), code="not_running")
    return passages.add_renewal(jury, by=by, project_id=project.pk, title=project.name, summary=project.problem)


def open_laureate(passage: Passage, decision: Decision, by: Actor) -> None:
    """A laureate idea becomes a project."""
    assert passage.idea is not None
    projects.open_from_idea(passage.idea, by=by, weeks=decision.weeks, days_per_week=decision.days_per_week)


def renew(passage: Passage, decision: Decision, by: Actor) -> None:
    """A green light opens the next phase; an end leaves the motivation as reason, its post-mortem to be completed.

    The jury writes to its people itself: they are its `addressees`.
    """
    project = Project.objects.select_related("edition").get(pk=str(passage.project_id))
    accelerated = project.state == ProjectState.ACCELERATION
    go_on = CommitteeVerdict.ACCELERATION if accelerated else CommitteeVerdict.CONSTRUCTION
    verdict = go_on if decision.verdict == Verdict.CONTINUED else CommitteeVerdict(decision.verdict)
    outcome = Outcome(
        verdict=verdict,
        weeks=decision.weeks,
        days_per_week=decision.days_per_week,
        means=decision.means,
        conditions=decision.conditions,
        next_on=decision.next_on,
        motivation=decision.motivation,
    )
    verdicts.apply(project, outcome, by=by, on=passage.jury.held_on, told=True)


FOLLOWED: dict[str, Callable[[Passage, Decision, Actor], None]] = {
    Verdict.LAUREATE: open_laureate,
    Verdict.CONTINUED: renew,
    Verdict.REINTEGRATED: renew,
    Verdict.STOPPED: renew,
}


def follow(passage: Passage, decision: Decision, by: Actor) -> None:
    """A jury has published this decision: a project begins, goes on or ends; nothing for the other verdicts."""
    if decision.verdict in FOLLOWED:
        FOLLOWED[decision.verdict](passage, decision, by)


def why_lapsed(passages: Sequence[Passage]) -> dict[UUID, str]:
    """Of these renewals, by passage, why one can no longer be decided: its project has ended meanwhile."""
    known = Project.objects.in_bulk([passage.project_id for passage in passages])
    told = {}
    for passage in passages:
        project = known.get(passage.project_id)
        if project is None or project.state not in RUNNING:
            state = project.get_state_display() if project else _("effacé")
            told[passage.pk] = _("Sans objet : le projet est à l'étape « %(state)s ».") % {"state": state}
    return told


def why_held(passage: Passage) -> str:
    """Why the idea of this passage still holds its place, in words: its project has not ended."""
    project = Project.objects.filter(origins__idea=passage.idea_id, pivoted_from=None).first()
    if project is None or project.state in ENDED:
        return ""
    told = {"title": project.name, "state": project.get_state_display()}
    return _("Le projet « %(title)s » est à l'étape « %(state)s » : arrêtez-le d'abord, puis libérez sa place.") % told


def addressees(passages: Sequence[Passage]) -> list[tuple[UUID, Addressee]]:
    """Whom a jury's letter about the project of each of these renewals goes to, while it runs: each address once."""
    of_project = {passage.project_id: passage.pk for passage in passages}
    found: dict[tuple[UUID, str], Addressee] = {}
    for member in emails.told(ProjectMember.objects.filter(project__in=of_project, project__state__in=RUNNING)):
        found.setdefault((of_project[member.project_id], member.email), Addressee(member.email, member.name))
    return [(key, addressee) for (key, _email), addressee in found.items()]


def people(passages: Sequence[Passage]) -> list[Part]:
    """Who has a part in the project of each of these renewals: passage, address, person, part in words."""
    of_project = {passage.project_id: passage.pk for passage in passages}
    rows = ProjectMember.objects.filter(project__in=of_project)
    return [(of_project[one.project_id], one.email, one.user_id, str(one.get_part_display())) for one in rows]
