"""Sessions on every host, seen and ended from the auth host, which reads no session of a territory."""

from datetime import timedelta

import pytest
from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal import auth as totp

from eclore.kit import clock
from tenants.accounts.domain import sessions
from tenants.accounts.models import Handoff, Session, User
from tenants.contexts import in_programme, in_territory
from tenants.hosts import Site
from tests.support.browsing import Browser, code_received, words
from tests.support.personas import HostClient, browser, person
from tests.support.statements import Statements
from tests.tenants.accounts.test_mfa import SECRET, code_now

LIST = "/compte/sessions/"


def enter(mine: Browser, site: Site) -> str:
    """Arrive at `site` from the auth host; returns the key of the record of that session."""
    away = mine.at(site).get("/connexion/")["Location"]
    mine.open(mine.open(away)["Location"])
    assert is_in(mine, site)
    with in_programme():
        return Handoff.objects.filter(host=site.host).latest("used_at").pk


def is_in(mine: Browser, site: Site) -> bool:
    return mine.at(site).get("/deconnexion/").context["actor"].is_authenticated


@pytest.fixture
def mine(somme: Site, national: Site, auth_host: Site) -> Browser:
    return Browser(somme, national, auth_host).sign_in(auth_host, person("member", at=somme))


def test_every_host_is_listed(mine: Browser, somme: Site, national: Site, auth_host: Site) -> None:
    enter(mine, somme), enter(mine, national)
    page = mine.at(auth_host).get(LIST)
    assert [session.host for session in page.context["elsewhere"]] == [national.host, somme.host]
    assert somme.host in words(page)


def test_a_session_ended_from_the_auth_host_stops_at_the_next_request(
    mine: Browser, somme: Site, national: Site, auth_host: Site
) -> None:
    key = enter(mine, somme)
    enter(mine, national)
    assert mine.at(auth_host).post(LIST, {"session": key})["Location"] == LIST
    assert (is_in(mine, somme), is_in(mine, national)) == (False, True)
    assert [session.host for session in mine.at(auth_host).get(LIST).context["elsewhere"]] == [national.host]


def came_in(auth_host: Site, email: str) -> HostClient:
    """One more browser on the auth host, by a code."""
    client = browser(auth_host)
    client.post("/compte/login/", {"email": email})
    client.post("/compte/login/code/confirm/", {"code": code_received()})
    return client


def test_one_browser_of_the_auth_host_is_closed_from_another_and_the_third_goes_on(auth_host: Site) -> None:
    email = person().email
    here, lost, third = (came_in(auth_host, email) for _browser in range(3))
    rows = {session.session_key: session.pk for session in here.get(LIST).context["sessions"]}
    assert 'name="browser"' in words(here.get(LIST))
    key = rows[lost.cookies["sessionid"].value]

    assert here.post(LIST, {"browser": key})["Location"] == LIST
    assert [each.get("/compte/").status_code for each in (here, lost, third)] == [200, 302, 200]
    assert len(here.get(LIST).context["sessions"]) == 2


def test_closing_the_others_leaves_this_one(auth_host: Site) -> None:
    email = person().email
    here, other = came_in(auth_host, email), came_in(auth_host, email)
    page = here.post(LIST, follow=True)

    assert "Vos autres sessions sont fermées." in words(page)
    assert [each.get("/compte/").status_code for each in (here, other)] == [200, 302]
    assert [each.session_key for each in here.get(LIST).context["sessions"]] == [here.cookies["sessionid"].value]


def test_a_session_whose_key_has_changed_is_listed_still(auth_host: Site) -> None:
    somebody = person()
    here = browser(auth_host, somebody)
    here.post("/compte/reauthenticate/", {"password": "mot de passe long"})
    new = {"password1": "une phrase que je choisis", "password2": "une phrase que je choisis"}
    here.post("/compte/password/change/", {"oldpassword": "mot de passe long", **new})

    for _time in range(2):
        listed = here.get(LIST).context["sessions"]
        assert [each.session_key for each in listed] == [here.cookies["sessionid"].value]


def test_a_session_that_a_new_password_has_ended_is_not_listed(auth_host: Site) -> None:
    somebody = person()
    came_in(auth_host, somebody.email)
    with in_programme():
        sessions.end_all(User.objects.get(pk=somebody.user_id))

    assert len(came_in(auth_host, somebody.email).get(LIST).context["sessions"]) == 1


def test_the_page_costs_the_same_for_one_browser_and_for_twelve(auth_host: Site, settings) -> None:
    settings.LIMITS = dict.fromkeys(settings.LIMITS, ("1000/m", "1000/m"))
    email, spent = person().email, []
    for more in (1, 11):
        here = [came_in(auth_host, email) for _browser in range(more)][-1]
        here.get(LIST)
        with Statements() as sql:
            here.get(LIST)
        spent.append(len(sql))

    assert spent[0] == spent[1] <= 10
    assert len(here.get(LIST).context["sessions"]) == 12


@pytest.mark.parametrize("key", ["", "abc", "99999999999999999999", "1e3"])
def test_a_made_up_browser_closes_nothing(auth_host: Site, key: str) -> None:
    here, other = (came_in(auth_host, email) for email in (person().email, person().email))
    theirs = other.get(LIST).context["sessions"][0].pk
    for tried in (key, theirs):
        assert here.post(LIST, {"browser": tried})["Location"] == LIST
    assert [each.get("/compte/").status_code for each in (here, other)] == [200, 200]


def test_nobody_ends_the_session_of_another(mine: Browser, somme: Site, auth_host: Site) -> None:
    key = enter(mine, somme)
    other = Browser(auth_host).sign_in(auth_host, person("member", at=somme))
    other.at(auth_host).post(LIST, {"session": key})
    other.at(auth_host).post(LIST)
    assert is_in(mine, somme)
    assert other.at(auth_host).get(LIST).context["elsewhere"] == []


def test_the_other_devices_are_ended_together(mine: Browser, somme: Site, national: Site, auth_host: Site) -> None:
    enter(mine, somme), enter(mine, national)
    mine.at(auth_host).post(LIST)
    assert (is_in(mine, somme), is_in(mine, national)) == (False, False)
    assert mine.at(auth_host).get(LIST).status_code == 200


def test_signing_out_of_a_host_takes_it_off_the_list(mine: Browser, somme: Site, auth_host: Site) -> None:
    enter(mine, somme)
    cookie = mine.at(somme).cookies["sessionid"].value
    mine.at(somme).post("/deconnexion/")
    assert mine.at(auth_host).get(LIST).context["elsewhere"] == []
    mine.at(somme).cookies["sessionid"] = cookie
    assert not is_in(mine, somme)


def test_signing_out_everywhere_empties_it(mine: Browser, somme: Site, auth_host: Site) -> None:
    enter(mine, somme)
    mine.at(auth_host).post("/compte/partout/")
    assert not is_in(mine, somme)
    with in_programme():
        assert Handoff.objects.filter(ended_at=None).count() == 0


def test_a_record_that_is_thirty_days_old_ends_its_session(mine: Browser, somme: Site, auth_host: Site) -> None:
    enter(mine, somme)
    with in_programme():
        Handoff.objects.update(expires_at=clock.now() - timedelta(days=31))
    mine.open(mine.at(auth_host).get("/entrer/", {"vers": somme.host, "suite": "/", "marque": "0" * 64}).url)
    assert not is_in(mine, somme)


def test_the_auth_host_reads_no_session_of_a_territory(mine: Browser, somme: Site) -> None:
    enter(mine, somme)
    with in_programme():
        assert not Session.objects.filter(owner_role=somme.role).exists()
    with in_territory(somme.schema_name):
        assert Session.objects.filter(owner_role=somme.role).count() == 1


@pytest.mark.parametrize("ending", ["everywhere", "password"])
def test_a_sign_in_that_was_half_way_is_over_too(auth_host: Site, ending: str) -> None:
    """The password was right a moment ago; the second factor comes after its owner has closed everything."""
    somebody, thief = person(), browser(auth_host)
    with in_programme():
        user = User.objects.get(pk=somebody.user_id)
        totp.TOTP.activate(user, SECRET)
        EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
    first = thief.post("/compte/login/password/", {"login": somebody.email, "password": "mot de passe long"})
    assert first["Location"] == "/compte/2fa/authenticate/"
    with in_programme():
        if ending == "everywhere":
            sessions.end_all(user)
        else:
            get_adapter().set_password(user, "une phrase que je choisis")

    given = thief.post("/compte/2fa/authenticate/", {"code": code_now()})
    assert given["Location"] == "/compte/login/"
    assert "Pendant que vous entriez" in words(thief.get("/compte/login/"))
    assert thief.get("/compte/")["Location"].startswith("/connexion/")
    assert thief.get("/compte/2fa/authenticate/")["Location"] == "/compte/login/"
