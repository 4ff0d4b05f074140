"""The national team enters a territory openly: read-only, for eight hours, in the territory's log."""

from datetime import timedelta

import pytest

from eclore.kit import clock
from tenants.contexts import in_programme
from tenants.hosts import Site
from tenants.memberships.domain import grants
from tenants.memberships.models import Membership, NationalGrant, Visit
from tests.factories import people
from tests.support.browsing import Browser, words
from tests.support.personas import api_client, browser, person

COACH = "national_coach"


@pytest.mark.parametrize("kind", [COACH, "national_administrator"])
def test_one_click_leads_inside_through_the_hand_off(somme: Site, national: Site, auth_host: Site, kind: str) -> None:
    coach = person(national=(kind,), name="Coach nationale")
    mine = Browser(somme, national, auth_host).sign_in(national, coach).sign_in(auth_host, coach)
    clicked = mine.at(national).post("/territoires/somme/entrer/", {"suite": "/projets/"})
    assert clicked["Location"] == somme.url("/connexion/?suite=%2Fprojets%2F")
    handed = mine.open(mine.open(clicked["Location"])["Location"])
    assert mine.open(handed["Location"])["Location"] == "/projets/"
    page = mine.at(somme).get("/deconnexion/")
    assert (page.context["actor"].visitor, page.context["actor"].roles) == (True, {kind})
    with in_programme():
        visit = Visit.objects.get()
        assert (visit.name, visit.territory_role, visit.ends_at - visit.created_at) == (
            "Coach nationale",
            somme.role,
            timedelta(hours=8),
        )


def test_the_territory_sees_the_visit(somme: Site, oise: Site, national: Site) -> None:
    people.visit(somme, person(national=(COACH,), name="Coach nationale"), national=national)
    seen = words(browser(somme, person("manager", at=somme)).get("/visites/"))
    assert "Coach nationale" in seen and "En cours" in seen
    elsewhere = words(browser(oise, person("manager", at=oise)).get("/visites/"))
    assert "Coach nationale" not in elsewhere and "Aucune visite" in elsewhere


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_a_visitor_changes_nothing(somme: Site, national: Site, method: str) -> None:
    coach = person(national=(COACH,))
    people.visit(somme, coach, national=national)
    response = getattr(browser(somme, coach), method)("/membres/inviter/")
    assert response.status_code == 403 and "lecture seule" in words(response)


def test_a_visitor_changes_nothing_through_the_api_either(somme: Site, national: Site) -> None:
    coach = person(national=(COACH,))
    people.visit(somme, coach, national=national)
    for client in (browser(somme, coach), api_client(somme, coach)):
        assert client.get("/api/v1/me/").json()["visitor"] is True
        refused = client.send("post", "/api/v1/invitations/", {"email": "a@b.fr", "role": "member"})
        assert (refused.status_code, refused.json()["code"]) == (403, "read_only")


def test_a_visitor_leaves_for_the_national_pages(somme: Site, national: Site) -> None:
    coach = person(national=(COACH,))
    people.visit(somme, coach, national=national)
    client = browser(somme, coach)
    assert client.post("/deconnexion/")["Location"] == national.url("/portefeuille/")
    assert not client.get("/deconnexion/").context["actor"].is_authenticated


def test_a_visit_ends_after_eight_hours(somme: Site, national: Site) -> None:
    coach = person(national=(COACH,))
    people.visit(somme, coach, national=national)
    assert coach.at(somme).visitor
    with clock.at(clock.now() + timedelta(hours=8, minutes=1)):
        assert not coach.at(somme).is_authenticated


def test_a_visit_ends_with_the_grant(somme: Site, national: Site) -> None:
    coach = person(national=(COACH,))
    people.visit(somme, coach, national=national)
    with in_programme():
        NationalGrant.objects.update(revoked_at=clock.now())
    assert not coach.at(somme).is_authenticated


def test_a_coach_who_is_a_member_keeps_their_hands(somme: Site, national: Site) -> None:
    coach = person("manager", at=somme, national=(COACH,))
    people.visit(somme, coach, national=national)
    assert (coach.at(somme).visitor, coach.at(somme).roles) == (False, {"manager"})


def test_a_visit_wins_over_an_ordinary_membership_says_so_and_gives_it_back_when_it_is_left(
    somme: Site, national: Site
) -> None:
    coach = person("member", at=somme, national=(COACH,))
    people.visit(somme, coach, national=national)
    client = browser(somme, coach)
    page = client.get("/").content.decode()

    assert (coach.at(somme).visitor, coach.at(somme).roles) == (True, {COACH})
    assert "il reprend" in " ".join(page.split())
    client.post("/deconnexion/")
    assert (coach.at(somme).visitor, coach.at(somme).roles) == (False, {"member"})


def test_a_grant_that_is_taken_back_ends_its_visits(somme: Site, national: Site) -> None:
    coach, administrator = person(national=(COACH,)), person(national=("national_administrator",))
    people.visit(somme, coach, national=national)
    by = administrator.at(national)
    with in_programme():
        grants.revoke(NationalGrant.objects.get(user_id=coach.user_id), by=by)
        assert not Visit.objects.filter(ends_at__gt=clock.now()).exists()


def test_a_member_of_a_territory_enters_no_other(somme: Site, oise: Site, national: Site) -> None:
    client = browser(national, person("manager", at=somme))
    assert client.post("/territoires/oise/entrer/").status_code == 403
    with in_programme():
        assert Visit.objects.count() == 0


def test_visiting_asks_for_a_click_and_an_existing_territory(national: Site) -> None:
    client = browser(national, person(national=(COACH,)))
    assert client.get("/territoires/somme/entrer/").status_code == 405
    assert client.post("/territoires/nulle-part/entrer/").status_code == 404


def test_a_visit_makes_no_membership(somme: Site, national: Site, auth_host: Site) -> None:
    coach = person(national=(COACH,))
    people.visit(somme, coach, national=national)
    mine = Browser(somme, auth_host).sign_in(auth_host, coach)
    mine.open(mine.open(mine.at(somme).get("/connexion/")["Location"])["Location"])
    with in_programme():
        assert Membership.objects.count() == 0
