"""Projects, their phases, journal, people and committees."""

from functools import partial
from typing import Any

from eclore.kit import clock
from programs.local.calls.models import ProblemStatement
from programs.local.ideas.models import Idea
from programs.local.incubation.domain import (
    committees,
    hearings,
    journal,
    members,
    phases,
    post_mortems,
    projects,
    verdicts,
)
from programs.local.incubation.models import Committee, JournalEntry, Phase, Project, ProjectMember, Review
from programs.local.juries.models import Jury
from tests.proofs.interleavings.acts import HERE, Factory, a

GO_ON = {"verdict": "construction", "weeks": 9, "motivation": "Utile."}
END = {"verdict": "stopped", "learnt": "Ceci.", "why": "Cela.", "motivation": "Voilà."}


def rescheduled(s: Any) -> Any:
    phase = a(Phase, s.phase)
    return partial(
        phases.reschedule,
        phase,
        by=s.manager,
        planned_start=phase.planned_start,
        weeks=5,
        days_per_week=2,
        real_start=phase.real_start,
        real_end=None,
    )


def project(s: Any) -> Project:
    return Project.objects.select_related("edition").get(pk=s.project)


def of_project(act: Any, scene: str = "project", **more: Any) -> Factory:
    return (scene, HERE, lambda s: partial(act, project(s), by=s.manager, **more))


FACTORIES: dict[str, Factory] = {
    "local.incubation.committees.plan": (
        "project",
        HERE,
        lambda s: partial(committees.plan, by=s.manager, title="Suivant", held_on=clock.today(), projects=[project(s)]),
    ),
    "local.incubation.committees.move": (
        "project",
        HERE,
        lambda s: partial(
            committees.move, a(Committee, s.committee), by=s.manager, title="Autre titre", held_on=clock.today()
        ),
    ),
    "local.incubation.committees.add": (
        "project",
        HERE,
        lambda s: partial(committees.add, a(Committee, s.committee), [a(Project, s.other_project)], by=s.manager),
    ),
    "local.incubation.committees.drop": (
        "project",
        HERE,
        lambda s: partial(committees.drop, a(Review, s.review), by=s.manager),
    ),
    "local.incubation.committees.decide": (
        "project",
        HERE,
        lambda s: partial(committees.decide, a(Review, s.review), by=s.manager, **GO_ON),
    ),
    "local.incubation.committees.decide (end)": (
        "committee_ready",
        HERE,
        lambda s: partial(committees.decide, a(Review, s.review), by=s.manager, **END),
    ),
    "local.incubation.committees.close": (
        "committee_ready",
        HERE,
        lambda s: partial(committees.close, a(Committee, s.committee), by=s.manager),
    ),
    "local.incubation.committees.cancel": (
        "committee_ready",
        HERE,
        lambda s: partial(committees.cancel, a(Committee, s.committee), by=s.manager),
    ),
    "local.incubation.hearings.hear": (
        "jury_prepared",
        HERE,
        lambda s: partial(hearings.hear, project(s), a(Jury, s.jury), by=s.manager),
    ),
    "local.incubation.journal.add": of_project(journal.add, kind="note", on=clock.today(), text="Vu.", days_freed=2),
    "local.incubation.journal.erase": (
        "project",
        HERE,
        lambda s: partial(journal.erase, a(JournalEntry, s.entry), by=s.manager),
    ),
    "local.incubation.members.assign": of_project(members.assign, email="neuf@exemple.fr", name="Neuf", part="team"),
    "local.incubation.members.remove": (
        "project",
        HERE,
        lambda s: partial(members.remove, a(ProjectMember, s.project_member), by=s.manager),
    ),
    "local.incubation.members.remove (the other)": (
        "project",
        HERE,
        lambda s: partial(
            members.remove, ProjectMember.objects.exclude(pk=s.project_member).get(project=s.project), by=s.manager
        ),
    ),
    "local.incubation.phases.reschedule": ("project", HERE, rescheduled),
    "local.incubation.post_mortems.write": of_project(
        post_mortems.write, "project_ended", learnt="Relu.", why="Encore.", restart="Ainsi."
    ),
    "local.incubation.projects.open_from_idea": (
        "project",
        HERE,
        lambda s: partial(projects.open_from_idea, a(Idea, s.joining_idea), by=s.manager),
    ),
    "local.incubation.projects.open_from_problem": (
        "edition",
        HERE,
        lambda s: partial(projects.open_from_problem, a(ProblemStatement, s.problem), by=s.manager),
    ),
    "local.incubation.projects.join": (
        "project",
        HERE,
        lambda s: partial(projects.join, project(s), a(Idea, s.joining_idea), by=s.manager, agreement="Hier."),
    ),
    "local.incubation.projects.start": of_project(projects.start, "project_new", on=clock.today()),
    "local.incubation.projects.describe": of_project(projects.describe, name="Autre", problem="Autrement"),
    "local.incubation.projects.show": of_project(projects.show, public=True),
    "local.incubation.projects.show (hide)": of_project(projects.show, "project_ended", public=False),
    "local.incubation.projects.wake": of_project(projects.wake, "project_dormant", on=clock.today()),
    "local.incubation.projects.take_over": of_project(projects.take_over, "project_ended"),
    "local.incubation.verdicts.apply": (
        "project",
        HERE,
        lambda s: partial(verdicts.apply, project(s), verdicts.Outcome(**GO_ON), by=s.manager, on=clock.today()),
    ),
    "local.incubation.verdicts.apply (suspension)": (
        "committee_ready",
        HERE,
        lambda s: partial(
            verdicts.apply,
            project(s),
            verdicts.Outcome("suspended", weeks=4, motivation="Attendre."),
            by=s.manager,
            on=clock.today(),
        ),
    ),
    "local.incubation.verdicts.apply (end)": (
        "committee_ready",
        HERE,
        lambda s: partial(verdicts.apply, project(s), verdicts.Outcome(**END), by=s.manager, on=clock.today()),
    ),
    "local.incubation.verdicts.pivot": (
        "project",
        HERE,
        lambda s: partial(
            verdicts.pivot,
            project(s),
            verdicts.Outcome("pivot", weeks=9, pivot_problem="Autre problème"),
            by=s.manager,
            on=clock.today(),
        ),
    ),
}
