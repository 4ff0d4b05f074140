"""A committee decides for every project on its agenda, and nothing moves before it closes."""

from datetime import date, timedelta

import pytest

from eclore.kit import clock
from eclore.kit.errors import Invalid, Refusal
from programs.local.incubation.domain import committees
from programs.local.incubation.models import Phase, Project, Review
from programs.local.messages.models import Message
from tenants.contexts import in_territory
from tests.factories import incubation as make

GO_ON = {"verdict": "construction", "weeks": 26, "motivation": "Le problème est réel."}
STOP = {"verdict": "inconclusive", "learnt": "Dix entretiens.", "why": "Le besoin est couvert.", "restart": "Relire."}


@pytest.fixture
def territory(somme):
    with in_territory(somme.schema_name):
        yield somme


def phases(project: Project) -> list[tuple]:
    fields = ("kind", "number", "planned_start", "planned_end", "real_start", "real_end", "weeks")
    return list(Phase.objects.filter(project=project).values_list(*fields))


def test_closing_applies_every_verdict_at_once(territory):
    start = clock.today() - timedelta(weeks=9)
    kept, ended = make.project("Allo 80", started=start), make.project("Intra 80", started=start)
    committee = make.committee(kept, ended)
    first, second = committee.reviews.order_by("position")
    committees.decide(first, by=make.SYSTEM, **GO_ON)
    committees.decide(second, by=make.SYSTEM, **STOP)
    assert list(Project.objects.values_list("state", flat=True)) == ["investigation", "investigation"]

    committees.close(committee, by=make.SYSTEM)

    today = clock.today()
    kept.refresh_from_db()
    ended.refresh_from_db()
    assert (kept.state, ended.state, ended.closed_at is not None) == ("construction", "inconclusive", True)
    assert phases(kept) == [
        ("investigation", 1, start, start + timedelta(days=62), start, today, 9),
        ("construction", 1, today, today + timedelta(weeks=26, days=-1), today, None, 26),
    ]
    assert phases(ended) == [("investigation", 1, start, start + timedelta(days=62), start, today, 9)]
    assert (ended.post_mortem.learnt, ended.post_mortem.why) == ("Dix entretiens.", "Le besoin est couvert.")
    assert committee.state == "closed"


def test_the_team_is_told_the_verdict_and_its_reasons(territory):
    project = make.project(started=clock.today())
    committee = make.committee(project)
    committees.decide(committee.reviews.get(), by=make.SYSTEM, **GO_ON)
    committees.close(committee, by=make.SYSTEM)

    message = Message.objects.get(kind="incubation.verdict")
    assert (message.to_email, message.subject) == (
        "agente@somme.fr",
        "Allo 80 : Expérimentation, ou expérimentation suivante",
    )
    assert "Le problème est réel." in message.body
    assert "26 semaines" in message.body


def test_a_committee_does_not_close_without_a_verdict_for_each(territory):
    decided, waiting = make.project("Allo 80", started=clock.today()), make.project("Intra 80", started=clock.today())
    committee = make.committee(decided, waiting)
    committees.decide(committee.reviews.get(project=decided), by=make.SYSTEM, **GO_ON)

    with pytest.raises(Refusal) as refused:
        committees.close(committee, by=make.SYSTEM)

    assert (refused.value.code, refused.value.facts) == ("verdict_missing", {"projects": ["Intra 80"]})
    decided.refresh_from_db()
    assert decided.state == "investigation"


def test_a_committee_does_not_close_before_its_day(territory):
    committee = make.committee(make.project(started=clock.today()), held_on=clock.today() + timedelta(days=1))
    committees.decide(committee.reviews.get(), by=make.SYSTEM, **GO_ON)
    with pytest.raises(Refusal) as refused:
        committees.close(committee, by=make.SYSTEM)
    assert refused.value.code == "too_early"


@pytest.mark.parametrize(
    ("details", "field"),
    [
        ({"verdict": "marvellous"}, "verdict"),
        ({"verdict": "construction", "motivation": "Oui."}, "weeks"),
        ({"verdict": "construction", "weeks": 26}, "motivation"),
        ({"verdict": "suspended", "weeks": 12, "motivation": "À revoir."}, "weeks"),
        ({"verdict": "stopped", "why": "Fin."}, "learnt"),
        ({"verdict": "stopped", "learnt": "Beaucoup."}, "why"),
        ({**STOP, "verdict": "pivot", "weeks": 9}, "pivot_problem"),
    ],
)
def test_a_verdict_that_lacks_something_says_which_field(territory, details, field):
    review = make.committee(make.project(started=clock.today())).reviews.get()
    with pytest.raises(Refusal) as refused:
        committees.decide(review, by=make.SYSTEM, **details)
    assert refused.value.field == field
    assert Review.objects.get().verdict == ""


def test_a_closed_committee_keeps_its_decisions(territory):
    committee = make.committee(make.project(started=clock.today()))
    review = committee.reviews.get()
    committees.decide(review, by=make.SYSTEM, **GO_ON)
    committees.close(committee, by=make.SYSTEM)
    with pytest.raises(Refusal) as refused:
        committees.decide(review, by=make.SYSTEM, **STOP)
    assert refused.value.code == "committee_closed"


def test_a_second_green_light_opens_the_second_experiment(territory):
    project = make.project(started=date(2026, 1, 5))
    for held_on in (date(2026, 3, 9), date(2026, 9, 7)):
        committee = make.committee(project, held_on=held_on)
        committees.decide(committee.reviews.get(), by=make.SYSTEM, **GO_ON)
        committees.close(committee, by=make.SYSTEM)
        project.refresh_from_db()
    assert [(kind, number, end) for kind, number, _, _, _, end, _ in phases(project)] == [
        ("investigation", 1, date(2026, 3, 9)),
        ("construction", 1, date(2026, 9, 7)),
        ("construction", 2, None),
    ]


def test_a_suspension_gives_the_running_phase_one_or_two_months(territory):
    start = clock.today() - timedelta(weeks=9)
    project = make.project(started=start)
    committee = make.committee(project)
    committees.decide(committee.reviews.get(), by=make.SYSTEM, verdict="suspended", weeks=4, motivation="À revoir.")
    committees.close(committee, by=make.SYSTEM)
    project.refresh_from_db()
    until = clock.today() + timedelta(weeks=4, days=-1)
    assert project.state == "suspended"
    assert phases(project) == [("investigation", 1, start, until, start, None, 13)]


def test_a_pivot_ends_one_project_and_opens_another_for_the_same_team(territory):
    project = make.project(started=clock.today())
    committee = make.committee(project)
    pivot = {"pivot_name": "Allo PMI", "pivot_problem": "Les rendez-vous manqués en PMI", "weeks": 9}
    committees.decide(committee.reviews.get(), by=make.SYSTEM, **{**STOP, "verdict": "pivot", **pivot})
    committees.close(committee, by=make.SYSTEM)

    new = Project.objects.get(pivoted_from=project)
    assert (new.name, new.problem, new.state) == ("Allo PMI", "Les rendez-vous manqués en PMI", "investigation")
    assert list(new.members.values_list("email", "part")) == [("agente@somme.fr", "team")]
    assert [kind for kind, *_ in phases(new)] == ["investigation"]
    project.refresh_from_db()
    assert (project.state, project.post_mortem.why) == ("inconclusive", "Le besoin est couvert.")


def test_an_ended_project_is_not_put_on_an_agenda(territory):
    project = make.project(started=clock.today())
    committee = make.committee(project)
    committees.decide(committee.reviews.get(), by=make.SYSTEM, **STOP)
    committees.close(committee, by=make.SYSTEM)
    project.refresh_from_db()
    with pytest.raises(Refusal) as refused:
        make.committee(project)
    assert (refused.value.code, refused.value.field) == ("project_ended", "projects")


def test_an_agenda_holds_at_least_one_project(territory):
    with pytest.raises(Invalid) as refused:
        make.committee()
    assert refused.value.field == "projects"
