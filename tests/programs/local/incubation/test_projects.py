"""Projects come from ideas, with their people; they begin when time is signed, and may live on after their end."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from eclore.kit import clock
from eclore.kit.actor import MANAGER, NATIONAL_COACH, Actor
from eclore.kit.errors import Invalid, NotAllowed, Refusal
from programs.local.ideas.models import Commitment, TeamMember
from programs.local.incubation.domain import hearings, journal, members, phases, post_mortems, projects
from programs.local.incubation.models import JournalEntry, Phase, Project
from programs.local.juries import outcomes
from programs.local.messages.models import Message
from tenants.contexts import in_territory
from tests.factories import incubation as make
from tests.support.personas import person

TODAY = clock.today()


@pytest.fixture
def territory(somme):
    with in_territory(somme.schema_name):
        yield somme


def people(project: Project) -> list[tuple[str, str]]:
    return list(project.members.order_by("email").values_list("email", "part"))


def history(project: Project) -> list[str]:
    return list(project.events.order_by("created_at").values_list("verb", flat=True))


def test_an_idea_opens_one_project_with_its_team_and_its_problem(territory):
    idea = make.laureate("Allo 80", problem="Personne ne répond")
    first = projects.open_from_idea(idea, by=make.SYSTEM)
    again = projects.open_from_idea(idea, by=make.SYSTEM)
    assert (first.pk, first.name, first.problem, first.state) == (again.pk, "Allo 80", "Personne ne répond", "to_sign")
    assert (people(first), history(first)) == ([("agente@somme.fr", "team")], ["open"])


def test_two_ideas_become_one_project_and_both_keep_their_names(territory):
    project, other = make.project("Allo 80"), make.laureate("Intra 80")
    TeamMember.objects.create(idea=other, email="b@somme.fr", name="Agent B")
    with pytest.raises(Invalid) as refused:
        projects.join(project, other, by=make.SYSTEM, agreement=" ")
    assert refused.value.field == "agreement"

    projects.join(project, other, by=make.SYSTEM, agreement="par courriel du 3 mars")

    assert people(project) == [("agente@somme.fr", "team"), ("b@somme.fr", "team")]
    assert list(project.ideas.order_by("title").values_list("title", flat=True)) == ["Allo 80", "Intra 80"]
    with pytest.raises(Refusal) as refused:
        projects.join(project, other, by=make.SYSTEM, agreement="encore")
    assert refused.value.code == "already_joined"


def test_a_project_begins_when_required_commitments_are_signed(territory):
    project = make.project(commitment_required=True)
    with pytest.raises(Refusal) as refused:
        projects.start(project, by=make.SYSTEM, on=TODAY)
    assert (refused.value.code, refused.value.facts) == ("commitment_missing", {"who": ["Agente de la Somme"]})

    Commitment.objects.create(
        member=TeamMember.objects.get(),
        signatory_name="N+1",
        signatory_email="n1@somme.fr",
        token_hash="x",
        state="signed",
        answered_at=clock.now(),
    )
    projects.start(project, by=make.SYSTEM, on=TODAY)

    (phase,) = project.phases.all()
    assert (project.state, phase.weeks, phase.planned_end) == ("investigation", 9, TODAY + timedelta(days=62))


def test_only_an_ended_project_is_taken_over_locally(territory):
    project = make.project(started=TODAY)
    with pytest.raises(Refusal) as refused:
        projects.take_over(project, by=make.SYSTEM)
    assert refused.value.code == "still_running"
    Project.objects.update(state="stopped", closed_at=clock.now())
    project.refresh_from_db()
    assert projects.take_over(project, by=make.SYSTEM).taken_over_locally is True


def test_a_visitor_sees_and_changes_nothing(territory):
    project = make.project(started=TODAY)
    visitor = Actor(
        user_id=project.pk, name="Coach nationale", roles=frozenset({NATIONAL_COACH, MANAGER}), visitor=True
    )
    for act in (
        lambda: projects.show(project, by=visitor, public=True),
        lambda: journal.add(project, by=visitor, kind="note", on=TODAY, text="Vu"),
        lambda: members.assign(project, by=visitor, email="x@x.fr", name="X", part="coach"),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_somebody_with_a_part_is_told_and_recognised_when_they_arrive(somme):
    with in_territory(somme.schema_name):
        project = make.project(started=TODAY)
        members.assign(project, by=make.SYSTEM, email="Coach@Exemple.fr", name="Coach", part="coach")
        assert Message.objects.get(kind="incubation.assigned").to_email == "coach@exemple.fr"
        with pytest.raises(Refusal) as refused:
            members.assign(project, by=make.SYSTEM, email="coach@exemple.fr", name="Coach", part="coach")
        assert refused.value.code == "already_assigned"
    arriving = person("member", at=somme, email="coach@exemple.fr").at(somme)
    with in_territory(somme.schema_name):
        members.claim(arriving)
        assert journal.add(project, by=arriving, kind="note", on=TODAY, text="Arrivée").author_name == arriving.name


def test_a_team_keeps_at_least_one_person(territory):
    project = make.project()
    with pytest.raises(Refusal) as refused:
        members.remove(project.members.get(), by=make.SYSTEM)
    assert refused.value.code == "last_member"


def test_one_takes_back_ones_own_note_only(somme):
    author, other = (person("member", at=somme).at(somme) for _rank in range(2))
    with in_territory(somme.schema_name):
        project = make.project(author=author)
        members.assign(project, by=make.SYSTEM, email=other.email, name=other.name, part="coach")
        entry = journal.add(project, by=author, kind="note", on=TODAY, text="À moi")
        with pytest.raises(NotAllowed):
            journal.erase(entry, by=other)
        journal.erase(entry, by=author)
        assert list(JournalEntry.objects.all()) == []


@pytest.mark.parametrize(
    ("dates", "field"),
    [
        ({"real_start": None, "real_end": TODAY}, "real_start"),
        ({"real_start": TODAY, "real_end": TODAY - timedelta(days=1)}, "real_end"),
        ({"real_start": None, "real_end": None, "weeks": 0}, "weeks"),
    ],
)
def test_dates_of_a_phase_hold_together(territory, dates, field):
    phase = make.project(started=TODAY).phases.get()
    with pytest.raises(Invalid) as refused:
        phases.reschedule(phase, by=make.SYSTEM, **{"planned_start": TODAY, "weeks": 9, "days_per_week": 1, **dates})
    assert refused.value.field == field


def test_a_post_mortem_waits_for_the_end(territory):
    project = make.project(started=TODAY)
    with pytest.raises(Refusal) as refused:
        post_mortems.write(project, by=make.SYSTEM, learnt="Tout", why="Fin")
    assert refused.value.code == "still_running"


def decision(verdict, **details):
    empty = {"weeks": None, "days_per_week": None, "means": "", "conditions": "", "next_on": None, "motivation": "Oui"}
    return SimpleNamespace(verdict=verdict, **{**empty, **details})


def test_a_jury_that_renews_opens_the_next_experiment(territory):
    project = make.project(started=TODAY - timedelta(weeks=30))
    passage = SimpleNamespace(project_id=project.pk, jury=SimpleNamespace(held_on=TODAY))
    for _time in range(2):
        outcomes.published.ask(passage, decision("continued", weeks=26), make.SYSTEM)
    assert list(Phase.objects.order_by("created_at").values_list("kind", "number", "weeks")) == [
        ("investigation", 1, 9),
        ("construction", 1, 26),
        ("construction", 2, 26),
    ]


def test_a_jury_that_stops_leaves_its_reason_as_the_beginning_of_a_post_mortem(territory):
    project = make.project(started=TODAY - timedelta(weeks=30))
    passage = SimpleNamespace(project_id=project.pk, jury=SimpleNamespace(held_on=TODAY))
    outcomes.published.ask(passage, decision("stopped", motivation="Le besoin est couvert."), make.SYSTEM)
    project.refresh_from_db()
    assert (project.state, project.post_mortem.why, project.post_mortem.learnt) == (
        "stopped",
        "Le besoin est couvert.",
        "",
    )


def test_a_laureate_idea_opens_its_project(territory):
    idea = make.laureate("Allo 80")
    outcomes.published.ask(SimpleNamespace(idea=idea), decision("laureate", weeks=12), make.SYSTEM)
    assert Project.objects.get().name == "Allo 80"


def test_every_verdict_of_a_local_jury_that_concerns_a_project_is_handled():
    assert set(hearings.FOLLOWED) == {"laureate", "continued", "reintegrated", "stopped"}
    assert outcomes.published.answers == (hearings.follow,)
