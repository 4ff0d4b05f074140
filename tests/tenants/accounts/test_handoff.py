"""From the auth host to another host: once, within fifteen seconds, for one host and one browser."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from eclore.kit import clock
from tenants.accounts.domain import handoffs
from tenants.accounts.models import Handoff
from tenants.contexts import in_programme, in_territory
from tenants.hosts import Site
from tenants.memberships.models import Membership
from tests.support.browsing import Browser, words
from tests.support.personas import browser, person


def on_the_way(mine: Browser, site: Site, auth_host: Site, suite: str = "/") -> str:
    """The address at `site`, with its code, to which the auth host sends a browser signed in there."""
    away = mine.at(site).get("/connexion/", {"suite": suite})
    return mine.open(away["Location"])["Location"]


def is_in(mine: Browser, site: Site) -> bool:
    return mine.at(site).get("/deconnexion/").context["actor"].is_authenticated


@pytest.fixture
def mine(somme: Site, oise: Site, national: Site, auth_host: Site) -> Browser:
    """A member of Somme, signed in on the auth host."""
    member = person("member", at=somme, name="Membre de la Somme")
    return Browser(somme, oise, national, auth_host).sign_in(auth_host, member)


def test_a_member_arrives_where_they_were_going(mine: Browser, somme: Site, auth_host: Site) -> None:
    arrived = mine.open(on_the_way(mine, somme, auth_host, "/idees/nouvelle/?probleme=1"))
    assert (arrived.status_code, arrived["Location"]) == (302, "/idees/nouvelle/?probleme=1")
    assert mine.at(somme).get("/deconnexion/").context["actor"].roles == {"member"}
    assert arrived.cookies["eclore_nonce"]["max-age"] == 0


def test_anybody_with_an_account_enters_the_national_host_without_a_role(
    mine: Browser, national: Site, auth_host: Site
) -> None:
    assert mine.open(on_the_way(mine, national, auth_host))["Location"] == "/"
    assert mine.at(national).get("/deconnexion/").context["actor"].roles == frozenset()


def test_the_nonce_cookie_is_out_of_reach_of_scripts_and_other_sites(mine: Browser, somme: Site) -> None:
    cookie = mine.at(somme).get("/connexion/").cookies["eclore_nonce"]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"], cookie["domain"]) == (True, "Lax", 3600, "")
    assert len(cookie.value) == 43


def test_only_hashes_are_kept(mine: Browser, somme: Site, auth_host: Site) -> None:
    url = on_the_way(mine, somme, auth_host)
    code = parse_qs(urlsplit(url).query)["code"][0]
    with in_programme():
        kept = Handoff.objects.get()
    assert code not in str(vars(kept)) and mine.at(somme).cookies["eclore_nonce"].value not in str(vars(kept))
    assert (kept.host, kept.owner_role) == (somme.host, somme.role)


def test_a_code_serves_once(mine: Browser, somme: Site, auth_host: Site) -> None:
    nonce = mine.at(somme).get("/connexion/").cookies["eclore_nonce"].value
    url = on_the_way(mine, somme, auth_host)
    assert mine.open(url).status_code == 302
    mine.at(somme).post("/deconnexion/")
    mine.at(somme).cookies["eclore_nonce"] = nonce
    again = mine.open(url)
    assert (again.status_code, again.context["refusal"].code) == (403, "used_code")
    assert not is_in(mine, somme)


def test_a_code_lasts_fifteen_seconds(mine: Browser, somme: Site, auth_host: Site) -> None:
    url = on_the_way(mine, somme, auth_host)
    with clock.at(clock.now() + timedelta(seconds=16)):
        late = mine.open(url)
    assert (late.status_code, late.context["refusal"].code) == (403, "expired_code")


def test_a_code_opens_no_other_host(mine: Browser, somme: Site, oise: Site, auth_host: Site) -> None:
    url = on_the_way(mine, somme, auth_host)
    mine.at(oise).cookies["eclore_nonce"] = mine.at(somme).cookies["eclore_nonce"].value
    elsewhere = mine.open(url.replace(somme.host, oise.host))
    assert (elsewhere.status_code, elsewhere.context["refusal"].code) == (403, "unknown_code")
    assert not is_in(mine, oise)


def test_a_code_opens_no_other_address_of_the_same_territory(mine: Browser, somme: Site, auth_host: Site) -> None:
    """Behind the same role, which sees the code: the host that it names is what decides."""
    code = parse_qs(urlsplit(on_the_way(mine, somme, auth_host)).query)["code"][0]
    nonce = mine.at(somme).cookies["eclore_nonce"].value
    with in_territory(somme), pytest.raises(handoffs.NoEntry) as refused:
        handoffs.consume(code, nonce=nonce, host=f"idees.{somme.host}")
    assert refused.value.code == "unknown_code"
    with in_territory(somme):
        assert handoffs.consume(code, nonce=nonce, host=somme.host).path == "/"


def test_a_code_is_refused_without_the_cookie(mine: Browser, somme: Site, auth_host: Site) -> None:
    url = on_the_way(mine, somme, auth_host)
    del mine.at(somme).cookies["eclore_nonce"]
    refused = mine.open(url)
    assert (refused.status_code, refused.context["refusal"].code) == (403, "missing_nonce")
    assert "Recommencer" in words(refused)


def test_nobody_can_be_signed_in_as_somebody_else(mine: Browser, somme: Site, auth_host: Site) -> None:
    """Login CSRF: an attacker sends their own address, code included, to a victim's browser."""
    victim = Browser(somme)
    victim.at(somme).get("/connexion/")
    sent = victim.open(on_the_way(mine, somme, auth_host))
    assert (sent.status_code, sent.context["refusal"].code) == (403, "other_browser")
    assert not is_in(victim, somme)


@pytest.mark.parametrize("code", ["", "n'importe quoi", "\x00", "é" * 5000])
def test_a_made_up_code_opens_nothing(mine: Browser, somme: Site, code: str) -> None:
    mine.at(somme).get("/connexion/")
    assert mine.at(somme).get("/entree/", {"code": code}).status_code == 403


@pytest.mark.parametrize(
    "suite",
    [
        "https://ailleurs.fr/",
        "//ailleurs.fr/",
        "/\\ailleurs.fr",
        "javascript:alert(1)",
        "ailleurs",
        "/\nailleurs",
        "/connexion/",
        "/entree/?code=x",
        "/" + "x" * 3000,
        "/\x00",
        "",
    ],
)
def test_one_never_arrives_outside(mine: Browser, somme: Site, auth_host: Site, suite: str) -> None:
    assert mine.open(on_the_way(mine, somme, auth_host, suite))["Location"] == "/"


def test_the_way_is_checked_again_by_the_auth_host(mine: Browser, somme: Site, auth_host: Site) -> None:
    query = {"vers": somme.host, "suite": "//ailleurs.fr", "marque": "0" * 64}
    mine.at(auth_host).get("/entrer/", query)
    with in_programme():
        assert Handoff.objects.get().path == "/"


@pytest.mark.parametrize(
    ("host", "mark"),
    [
        ("ailleurs.fr", "0" * 64),
        ("", "0" * 64),
        ("compte.eclore.localhost", "0" * 64),
        ("somme.eclore.localhost", "jury_setup"),
    ],
)
def test_the_auth_host_hands_nobody_to_a_host_that_is_not_ours(
    mine: Browser, auth_host: Site, host: str, mark: str
) -> None:
    response = mine.at(auth_host).get("/entrer/", {"vers": host, "suite": "/", "marque": mark})
    assert response.status_code == 400
    with in_programme():
        assert Handoff.objects.count() == 0


def test_a_session_of_one_host_is_nothing_on_another(mine: Browser, somme: Site, oise: Site, auth_host: Site) -> None:
    mine.open(on_the_way(mine, somme, auth_host))
    mine.at(oise).cookies["sessionid"] = mine.at(somme).cookies["sessionid"].value
    assert is_in(mine, somme) and not is_in(mine, oise)


def test_the_session_key_changes_on_arrival(mine: Browser, somme: Site, auth_host: Site) -> None:
    mine.open(on_the_way(mine, somme, auth_host))
    first = mine.at(somme).cookies["sessionid"].value
    mine.at(somme).post("/deconnexion/")
    mine.open(on_the_way(mine, somme, auth_host))
    assert mine.at(somme).cookies["sessionid"].value != first


def test_a_revocation_holds_at_the_next_request(mine: Browser, somme: Site, auth_host: Site) -> None:
    mine.open(on_the_way(mine, somme, auth_host))
    assert is_in(mine, somme)
    with in_programme():
        Membership.objects.update(revoked_at=clock.now())
    assert not is_in(mine, somme)


def test_a_revocation_between_the_code_and_the_arrival_holds(mine: Browser, somme: Site, auth_host: Site) -> None:
    url = on_the_way(mine, somme, auth_host)
    with in_programme():
        Membership.objects.update(revoked_at=clock.now())
    assert mine.open(url).context["refusal"].code == "no_access"


def test_whoever_is_in_goes_straight_where_they_asked(somme: Site) -> None:
    member = browser(somme, person("member", at=somme))
    assert member.get("/connexion/", {"suite": "/visites/"})["Location"] == "/visites/"
