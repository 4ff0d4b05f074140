"""A draft is its team's alone; a submitted idea is its team's and the programme's; nobody else's."""

from datetime import timedelta

import pytest

from eclore.kit import clock
from programs.local.ideas import queries
from programs.local.ideas.domain import ideas
from tenants.contexts import in_programme, in_territory
from tenants.memberships.models import Visit
from tests.factories.calls import an_edition
from tests.factories.ideas import a_draft, an_idea
from tests.support.personas import api_client, browser, person

SECRET = "Canari du brouillon"


def visiting(somme):
    """A national coach inside the territory."""
    coach = person(national=("national_coach",), name="Coach nationale")
    with in_programme():
        Visit.objects.create(
            user_id=coach.user_id,
            territory_id=somme.territory_id,
            territory_role=somme.role,
            name=coach.name,
            ends_at=clock.now() + timedelta(hours=1),
        )
    return coach


@pytest.fixture
def season(somme):
    """A draft, an idea withdrawn before it was submitted, and a submitted idea of one author."""
    author = person("member", at=somme, name="Autrice")
    actor = author.at(somme)
    with in_territory(somme):
        edition = an_edition(commitment_required=False)
        draft = a_draft(edition.call, actor, title=SECRET)
        dropped = ideas.withdraw(a_draft(edition.call, actor, title=SECRET), by=actor)
        submitted = an_idea(edition.call, actor, title="Idée déposée")
    return {"author": author, "edition": edition, "draft": draft, "dropped": dropped, "submitted": submitted}


@pytest.mark.parametrize(
    ("roles", "seen"),
    [(("member",), []), (("juror",), []), (("coach",), []), (("sponsor",), []), (("manager",), ["Idée déposée"])],
)
def test_who_sees_what_in_lists(somme, season, roles, seen):
    actor = person(*roles, at=somme).at(somme)
    with in_territory(somme):
        titles = [idea.title for idea in queries.visible_to(actor)]

    assert titles == seen


def test_the_team_sees_its_drafts_and_a_visitor_what_was_submitted(somme, season):
    actors = [season["author"].at(somme), visiting(somme).at(somme)]
    with in_territory(somme):
        counts = [queries.visible_to(actor).count() for actor in actors]

    assert counts == [3, 1]


def test_a_draft_is_nowhere_on_the_managers_pages(somme, season):
    manager = browser(somme, person("manager", at=somme))
    board = f"/appels/{season['edition'].pk}/"
    pages = [
        manager.get(path)
        for path in (
            board,
            f"{board}?q=Canari",
            f"{board}?vue=colonnes",
            f"{board}?etat=withdrawn",
            f"{board}export.csv",
            "/",
            "/mes-idees/",
            f"/idees/{season['submitted'].pk}/rattacher/",
        )
    ]

    assert [page.status_code for page in pages] == [200] * len(pages)
    assert not any(SECRET in page.content.decode() for page in pages)


@pytest.mark.parametrize("kind", ["draft", "dropped"])
@pytest.mark.parametrize("who", ["manager", "member", "juror", "visitor"])
def test_a_draft_answers_404_to_everybody_else_on_every_address(somme, season, who, kind):
    persona = visiting(somme) if who == "visitor" else person(who, at=somme)
    client, idea = browser(somme, persona), season[kind]
    actions = ("", "modifier/", "deposer/", "retirer/", "equipe/", "completer/", "ecarter/", "rattacher/", "accord/")
    pages = [client.get(f"/idees/{idea.pk}/{action}").status_code for action in actions]
    posts = [client.post(f"/idees/{idea.pk}/{action}", {"reason": "x"}).status_code for action in actions]

    assert (set(pages), set(posts)) == ({404}, {403 if who == "visitor" else 404})


def test_a_draft_is_absent_from_the_api_of_a_manager_and_of_a_visitor(somme, season):
    for persona in (person("manager", at=somme), visiting(somme)):
        client = api_client(somme, persona)
        listed = client.get("/api/v1/ideas/").json()
        read = client.get(f"/api/v1/ideas/{season['draft'].pk}/")

        assert [row["title"] for row in listed["results"]] == ["Idée déposée"]
        assert (listed["count"], read.status_code, read.json()["code"]) == (1, 404, "not_found")


def test_counts_and_public_figures_leave_drafts_out(somme, season):
    actor = person("manager", at=somme).at(somme)
    with in_territory(somme):
        counts = dict(queries.season_of(actor, season["edition"]).by_state)
        public = queries.season_counts(season["edition"].call)

    assert (counts, (public.ideas, public.people, public.directions)) == ({"submitted": 1}, (1, 1, 1))


def test_a_visitor_changes_nothing(somme, season):
    client = browser(somme, visiting(somme))
    idea = season["submitted"]

    assert client.get(f"/idees/{idea.pk}/").status_code == 200
    assert client.post(f"/idees/{idea.pk}/completer/", {"reason": "x"}).status_code == 403
    assert client.post(f"/appels/{season['edition'].pk}/actions/", {"action": "set_aside"}).status_code == 403
