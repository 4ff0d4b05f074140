"""The forums' pages: what everybody reads, what the national team does, and their cost in statements."""

import re
from datetime import timedelta

import pytest

from eclore.kit import clock
from programs.joint.forums.models import Forum, Participation
from tenants.contexts import in_programme
from tests.factories.forums import a_decided_forum, a_forum, a_nomination
from tests.support.personas import browser, person
from tests.support.statements import Statements


@pytest.fixture
def coach(national):
    return browser(national, person(national=("national_coach",)))


def filled(**changes):
    day = clock.today() + timedelta(days=30)
    return {
        "name": "Forum du Nord",
        "place": "Lille",
        "held_on": day.isoformat(),
        "nominations_until": f"{day - timedelta(days=8)}T18:00",
        "quota_total": "15",
        "places": "10",
        "criteria": "L'idée\nL'équipe",
        **changes,
    }


def test_a_visitor_sees_published_forums_only(national, somme):
    draft, published = a_forum(somme, published=False), a_forum(somme)
    page = browser(national).get("/forums/").content.decode()
    assert (draft.name in page, published.name in page) == (False, True)
    assert browser(national).get(draft.get_absolute_url()).status_code == 404
    assert browser(national).get(published.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("forums", [1, 3])
def test_the_list_costs_the_same_however_long(national, somme, forums):
    for _ in range(forums):
        a_forum(somme)
    client = browser(national)
    with Statements() as sql:
        client.get("/forums/")
    assert len(sql) == 2


def test_results_show_what_was_retained_and_nothing_else(national, somme, oise):
    jury = a_decided_forum(somme, oise, retained=["Somme"])
    page = browser(national).get(jury.forum.get_absolute_url()).content.decode()
    assert "sur 2 dossiers présentés par 2 territoires" in page
    assert "Motif pour" not in page
    assert page.count("Oise") == 1  # the participant; its dossier was not retained


def test_the_public_page_says_nothing_of_pending_decisions(national, somme):
    jury = a_decided_forum(somme, retained=["Somme"], published=False)
    response = browser(national).get(jury.forum.get_absolute_url())
    assert "projets retenus" not in response.content.decode()
    assert response.context["results"] == []


def test_a_forum_is_prepared_then_published(national, somme, coach):
    answer = coach.post("/forums/nouveau/", filled())
    assert answer.headers["Location"] == "/forums/forum-du-nord/organisation/"
    answer = coach.post("/forums/forum-du-nord/participants/ajouter/", {"territory": somme.territory_id, "quota": "2"})
    assert answer.status_code == 302
    assert coach.post("/forums/forum-du-nord/publier/").status_code == 302
    with in_programme():
        assert Forum.objects.values_list("state", "criteria").get() == ("published", ["L'idée", "L'équipe"])
        assert Participation.objects.values_list("territory_role", "quota").get() == ("territory_somme", 2)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": ""}, "name"),
        ({"held_on": "le 3"}, "held_on"),
        ({"places": "99"}, "places"),
        ({"nominations_until": "2999-01-01T10:00"}, "nominations_until"),
        ({"criteria": "\n".join("abcdefg")}, "criteria"),
        ({"name": "Nul\x00 octet"}, "name"),
        ({"quota_total": "999999999999"}, "quota_total"),
    ],
)
def test_what_does_not_fit_is_said_next_to_its_field_and_nothing_is_lost(coach, changes, field):
    answer = coach.post("/forums/nouveau/", filled(**changes, introduction="À garder"))
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert "À garder" in answer.content.decode()


def test_the_organisation_is_the_national_teams(national, somme):
    forum = a_forum(somme)
    stranger = browser(national, person())
    for path in ("", "modifier/", "participants/ajouter/", "publier/", "clore/", "organisation/"):
        answer = stranger.get(f"{forum.get_absolute_url()}{path}")
        assert answer.status_code == (200 if path == "" else 403), path
    assert browser(national).get(forum.organisation_url).status_code == 302


@pytest.mark.parametrize("dossiers", [1, 3])
def test_the_organisation_costs_the_same_however_many_dossiers(national, somme, coach, dossiers):
    forum = a_forum(somme)
    for number in range(dossiers):
        a_nomination(somme, forum, f"Dossier {number}")
    with Statements() as sql:
        page = coach.get(forum.organisation_url)
    assert (len(sql), page.content.decode().count("/dossiers/")) == (8, dossiers)


def test_a_dossier_is_read_as_it_was_frozen(national, somme, coach):
    nomination = a_nomination(somme, a_forum(somme))
    page = coach.get(f"/forums/{nomination.forum.slug}/dossiers/{nomination.pk}/").content.decode()
    assert "Un appel sur trois au standard" in page
    assert re.findall(r"agent\d+@", page) == []
    other = a_forum(somme)
    assert coach.get(f"/forums/{other.slug}/dossiers/{nomination.pk}/").status_code == 404


def test_closing_and_a_quota_that_does_not_fit(national, somme, coach):
    forum = a_forum(somme)
    a_nomination(somme, forum)
    with in_programme():
        mine = Participation.objects.get().pk
    answer = coach.post(f"/forums/{forum.slug}/participants/{mine}/", {"quota": "99"})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["quota"])
    assert coach.post(f"/forums/{forum.slug}/participants/{mine}/retirer/").status_code == 409
    assert coach.post(f"/forums/{forum.slug}/clore/").status_code == 302
    again, another = coach.post(f"/forums/{forum.slug}/clore/"), browser(national, person(national=("national_coach",)))
    assert (again.status_code, again["Location"]) == (302, f"/forums/{forum.slug}/")
    assert another.post(f"/forums/{forum.slug}/clore/").status_code == 409
