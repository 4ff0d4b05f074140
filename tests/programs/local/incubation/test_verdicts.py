"""Every verdict of a committee, on a project in every state where it fits, and where it leads."""

from datetime import timedelta

import pytest

from eclore.kit import clock
from eclore.kit.errors import Refusal
from programs.local.incubation.domain import committees
from programs.local.incubation.models import Phase, PostMortem, Project
from programs.local.incubation.states import ENDED, ENDING, GOES_ON, RUNNING, CommitteeVerdict, ProjectState
from tenants.contexts import in_territory
from tests.factories import incubation as make

START = clock.today() - timedelta(weeks=9)
GRANTED = {"weeks": 8, "motivation": "Le problème est réel."}
OVER = {"learnt": "Dix entretiens.", "why": "Le besoin est couvert."}
PIVOT = {**OVER, "weeks": 8, "pivot_problem": "Un autre problème."}


@pytest.fixture
def territory(somme):
    with in_territory(somme):
        yield somme


def judged(project: Project, verdict: str, **details) -> Project:
    """The project after a committee that has given it this verdict."""
    committee = make.committee(project)
    committees.decide(committee.reviews.get(), by=make.SYSTEM, verdict=verdict, **details)
    committees.close(committee, by=make.SYSTEM)
    project.refresh_from_db()
    return project


def a_project(state: str) -> Project:
    """A project that acts of its life have led to `state`."""
    if state == ProjectState.TO_SIGN:
        return make.project()
    project = make.project(started=START)
    return project if state == ProjectState.INVESTIGATION else judged(project, state, **GRANTED)


def running_phases(project: Project) -> list[tuple[str, int]]:
    return list(Phase.objects.filter(project=project, real_end=None).values_list("kind", "number"))


@pytest.mark.parametrize("verdict", GOES_ON)
@pytest.mark.parametrize("state", RUNNING)
def test_a_running_project_goes_on_with_one_phase_of_the_kind_it_was_granted(territory, state, verdict):
    project = a_project(state)
    before = Phase.objects.filter(project=project, kind=verdict).count()

    judged(project, verdict, **GRANTED)

    assert (project.state, project.closed_at, running_phases(project)) == (verdict, None, [(verdict, before + 1)])


@pytest.mark.parametrize("state", RUNNING)
def test_a_suspended_project_keeps_its_phase_longer(territory, state):
    project = a_project(state)
    before = running_phases(project)

    judged(project, "suspended", **GRANTED)

    assert (project.state, project.closed_at, running_phases(project)) == ("suspended", None, before)


@pytest.mark.parametrize("verdict", ENDING)
@pytest.mark.parametrize("state", [ProjectState.TO_SIGN, *RUNNING])
def test_a_project_ends_from_wherever_it_stands_and_leaves_what_it_learnt(territory, state, verdict):
    project = judged(a_project(state), verdict, **OVER)

    assert (project.state, project.closed_at is not None, running_phases(project)) == (verdict, True, [])
    assert list(PostMortem.objects.filter(project=project).values_list("learnt", "why")) == [
        ("Dix entretiens.", "Le besoin est couvert.")
    ]


@pytest.mark.parametrize("state", [ProjectState.TO_SIGN, *RUNNING])
def test_a_pivot_ends_the_project_and_opens_another_that_investigates(territory, state):
    project = judged(a_project(state), "pivot", **PIVOT)
    new = Project.objects.get(pivoted_from=project)

    assert (project.state, new.state, new.problem) == ("inconclusive", "investigation", "Un autre problème.")
    assert running_phases(new) == [("investigation", 1)]


@pytest.mark.parametrize("verdict", [*GOES_ON, "suspended"])
def test_a_project_that_has_not_started_is_only_ended(territory, verdict):
    committee = make.committee(make.project())
    with pytest.raises(Refusal) as refused:
        committees.decide(committee.reviews.get(), by=make.SYSTEM, verdict=verdict, **GRANTED)
    assert (refused.value.code, refused.value.field) == ("verdict_does_not_fit", "verdict")


@pytest.mark.parametrize("state", ENDED)
def test_an_ended_project_takes_no_verdict(territory, state):
    project = make.project(started=START)
    review = make.committee(project).reviews.get()
    judged(project, state, **OVER)
    review.refresh_from_db()

    refusals = {}
    for verdict in CommitteeVerdict.values:
        with pytest.raises(Refusal) as refused:
            committees.decide(review, by=make.SYSTEM, verdict=verdict, **PIVOT, motivation="Encore.")
        refusals[verdict] = (refused.value.code, refused.value.field)

    assert refusals == dict.fromkeys(CommitteeVerdict.values, ("verdict_does_not_fit", "verdict"))
