"""What is taken back is over at the next request: pages, tokens and open pollings alike, on both sides of the house."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from eclore.kit import clock
from eclore.kit.actor import NATIONAL_ADMINISTRATOR
from tenants.doors import in_programme
from tenants.hosts import Place
from tenants.people.models import Membership, NationalGrant, User
from tests.factories.selections import a_court
from tests.support.personas import Persona, browser, person, script

POLLING = {"HX-Request": "true"}


def revoke_membership(somebody: Persona) -> None:
    with in_programme():
        Membership.objects.filter(user_id=somebody.user_id).update(revoked_at=clock.now())


def close_account(somebody: Persona) -> None:
    with in_programme():
        User.objects.filter(pk=somebody.user_id).update(is_active=False)


@pytest.mark.parametrize("taking_back", [revoke_membership, close_account])
def test_a_membership_taken_back_closes_pages_tokens_and_pollings(
    somme: Place, taking_back: Callable[[Persona], None]
) -> None:
    court = a_court(somme)
    page, token = browser(somme, court.manager), script(somme, court.manager)
    screen = f"{court.url}ecran/"
    assert page.get(court.url).status_code == 200
    assert page.get(screen, headers=POLLING).status_code == 200
    assert token.get("/api/v1/me/").status_code == 200
    taking_back(court.manager)
    polled = page.get(screen, headers=POLLING)
    assert (polled.status_code, polled.content) == (200, b"")
    assert polled["HX-Redirect"] == f"/connexion/?suite=%2Fjurys%2F{court.jury.pk}%2Fecran%2F"
    assert page.get(court.url).status_code == 302
    assert token.get("/api/v1/me/").status_code == 401


def test_a_polling_of_what_one_may_no_longer_see_is_refused(somme: Place) -> None:
    """A manager who stays a member keeps a session, and loses the jury's screen."""
    court = a_court(somme)
    page, token = browser(somme, court.manager), script(somme, court.manager)
    with in_programme():
        Membership.objects.create(
            user_id=court.manager.user_id, territory_id=somme.territory_id, territory_role=somme.role, role="member"
        )
        Membership.objects.filter(user_id=court.manager.user_id, role="manager").update(revoked_at=clock.now())
    assert page.get(f"{court.url}ecran/", headers=POLLING).status_code == 404
    assert page.get("/membres/").status_code == 403
    assert token.get("/api/v1/me/").json()["roles"] == ["member"]


@pytest.mark.parametrize(
    "ending",
    [{"revoked_at": clock.now()}, {"until": clock.today() - timedelta(days=1)}],
    ids=["taken back", "past its last day"],
)
def test_a_national_grant_taken_back_closes_pages_tokens_and_pollings(national: Place, ending: dict) -> None:
    somebody = person(national=(NATIONAL_ADMINISTRATOR,))
    page, token = browser(national, somebody), script(national, somebody)
    assert page.get("/territoires/", headers=POLLING).status_code == 200
    with in_programme():
        NationalGrant.objects.update(**ending)
    assert page.get("/territoires/", headers=POLLING).status_code == 403
    assert page.get("/equipe/").status_code == 403
    assert token.get("/api/v1/me/").json()["roles"] == []
