"""The identities that open an account: shown, and taken away by their owner, who proves again who they are."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.core import mail

from eclore.kit import audit
from tenants.contexts import in_programme
from tenants.hosts import Site
from tests.support.browsing import Browser, code_received, words
from tests.support.personas import Persona, browser, person
from tests.support.proconnect import AGENT
from tests.support.proconnect.journey import Arrival

LINKS, CONFIRM = "/compte/proconnect/lien/", "/compte/confirmer/"


def link() -> SocialAccount:
    with in_programme():
        return SocialAccount.objects.select_related("user").get(user__email=AGENT["email"])


def removal() -> str:
    return f"{LINKS}{link().pk}/delier/"


def told() -> list[tuple[str, str]]:
    with in_programme():
        lines = audit.log()._default_manager.filter(act="account").order_by("at")
        return [(line.verb, str(line.by_id)) for line in lines]


@pytest.fixture
def linked(agent: Arrival) -> Arrival:
    agent.first_time()
    return agent


@pytest.fixture
def back(linked: Arrival, somme: Site, auth_host: Site) -> Arrival:
    """Another browser of the same person, come by ProConnect's open session."""
    again = Arrival(Browser(somme, auth_host), auth_host, linked.provider)
    again.elsewhere = linked.elsewhere
    again.come_back()
    return again


def test_the_account_says_since_when_and_the_page_what(linked: Arrival) -> None:
    account = words(linked.client.get("/compte/"))
    page = words(linked.client.get(LINKS))

    assert f'href="{LINKS}">ProConnect' in account and "relié depuis le" in account
    assert [said in page for said in (AGENT["email"], AGENT["siret"], "Reliée", "Dernière connexion", removal())] == [
        True
    ] * 5


def test_an_account_without_a_link_is_told_how_to_make_one(proconnect, auth_host: Site) -> None:
    client = browser(auth_host, person())

    assert "non relié" in words(client.get("/compte/"))
    assert "Aucune identité ProConnect n'ouvre votre compte." in words(client.get(LINKS))


def test_without_configuration_the_account_does_not_speak_of_it(auth_host: Site) -> None:
    client = browser(auth_host, person())

    assert "ProConnect" not in words(client.get("/compte/"))
    assert "Cette plateforme n'est pas reliée à ProConnect." in words(client.get(LINKS))


def test_unlinking_asks_first_who_one_is_then_whether_one_is_sure(back: Arrival) -> None:
    path = removal()
    assert back.client.get(path)["Location"] == f"{CONFIRM}?next={path.replace('/', '%2F')}"
    assert back.client.post(path)["Location"].startswith(CONFIRM)
    back.client.post(f"{CONFIRM}?next={path}", {"action": "send"})
    sure = back.client.get(back.client.post(f"{CONFIRM}?next={path}", {"code": code_received()})["Location"])

    assert "Délier cette identité ProConnect ?" in words(sure)
    assert f"un code envoyé à <strong>{AGENT['email']}</strong>" in words(sure)
    assert link().uid == "camille"
    assert back.client.post(path)["Location"] == LINKS
    with in_programme():
        assert not SocialAccount.objects.exists()
    assert "Cette identité ProConnect n'ouvre plus votre compte." in words(back.client.get(LINKS))


@pytest.mark.parametrize("way", ["password", "factor"])
def test_whoever_has_a_password_or_a_factor_gives_that(linked: Arrival, auth_host: Site, way: str) -> None:
    path, somebody = removal(), link().user
    with in_programme():
        if way == "password":
            somebody.set_password("une phrase que je choisis")
            somebody.save()
        else:
            Authenticator.objects.create(user=somebody, type=Authenticator.Type.TOTP, data={"secret": "x"})
    client = browser(auth_host, Persona(somebody.pk, somebody.email, somebody.name))
    asked = {"password": "/compte/reauthenticate/", "factor": "/compte/2fa/reauthenticate/"}[way]

    assert client.get(path)["Location"].startswith(asked)
    assert client.post(path)["Location"].startswith(asked)
    assert link().uid == "camille"


def test_it_is_told_in_the_log_and_to_its_owner(linked: Arrival) -> None:
    owner = str(link().user_id)
    linked.client.post(removal())

    assert told() == [("link_proconnect", owner), ("unlink_proconnect", owner)]
    email = mail.outbox[-1]
    assert (email.to, email.subject) == ([AGENT["email"]], "ProConnect n'ouvre plus votre compte")
    assert f"L'identité ProConnect {AGENT['email']} n'ouvre plus votre compte" in email.body


def test_what_it_had_opened_is_closed_and_this_browser_goes_on(linked: Arrival, back: Arrival, somme: Site) -> None:
    back.mine.arrive(somme.url("/connexion/?suite=/mes-idees/"))
    back.client.post("/entrer/")
    arrived = back.mine.arrive(somme.url("/connexion/?suite=/mes-idees/"))
    assert arrived[0].status_code == 200
    linked.client.post(removal())

    assert linked.client.get("/compte/").status_code == 200
    assert back.client.get("/compte/")["Location"].startswith("/connexion/")
    assert back.mine.at(somme).get("/mes-idees/")["Location"].startswith("/connexion/")


def test_a_code_still_lets_in_and_coming_by_proconnect_proves_the_mailbox_again(
    linked: Arrival, auth_host: Site
) -> None:
    linked.client.post(removal())
    by_code = browser(auth_host)
    by_code.post("/compte/login/", {"email": AGENT["email"]})
    assert by_code.post("/compte/login/code/confirm/", {"code": code_received()})["Location"] == "/entrer/"

    again = Arrival(Browser(auth_host), auth_host, linked.provider)
    assert again.come_back()["Location"] == "/compte/login/code/confirm/"
    assert again.client.get("/compte/")["Location"].startswith("/connexion/")
    again.prove_mailbox()
    assert link().uid == "camille"


def test_one_of_two_goes_and_the_other_stays(linked: Arrival, auth_host: Site) -> None:
    first = removal()
    linked.provider.be({"camille-ailleurs": AGENT})
    other = Arrival(Browser(auth_host), auth_host, linked.provider)
    other.come_back(sub="camille-ailleurs")
    other.prove_mailbox()
    other.client.post(first)

    assert link().uid == "camille-ailleurs"


def test_nobody_unlinks_somebody_else(linked: Arrival, auth_host: Site) -> None:
    path, thief = removal(), browser(auth_host)
    thief.post("/compte/login/", {"email": person().email})
    thief.post("/compte/login/code/confirm/", {"code": code_received()})
    from_nobody = browser(auth_host)

    assert thief.post(path).status_code in (302, 404)
    thief.post("/compte/reauthenticate/", {"password": "mot de passe long"})
    assert (thief.get(path).status_code, thief.post(path).status_code) == (404, 404)
    assert from_nobody.post(path)["Location"].startswith("/connexion/")
    assert link().uid == "camille"


def manager_come_with_two_factors(agent: Arrival, somme: Site) -> None:
    agent.mine.arrive(somme.url("/connexion/?suite=/membres/"))
    agent.first_time(acr="eidas2")
    agent.client.post("/compte/reauthenticate/", {"password": "mot de passe long"})


def test_the_second_factor_that_it_had_told_goes_with_it(agent: Arrival, somme: Site, settings) -> None:
    """Else this session would open the territory to a manager who has no factor any more, for as long as it lasts."""
    settings.SECOND_FACTOR_REQUIRED = True
    person("manager", at=somme, email=AGENT["email"])
    manager_come_with_two_factors(agent, somme)
    assert agent.mine.arrive(somme.url("/connexion/?suite=/membres/"))[1] == somme.url("/membres/")
    agent.client.post(removal())

    _page, url = agent.mine.arrive(somme.url("/connexion/?suite=/membres/"))
    assert url.endswith("/compte/second-facteur/")


def test_what_another_identity_has_told_stays(agent: Arrival, somme: Site, auth_host: Site, settings) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    person("manager", at=somme, email=AGENT["email"])
    agent.provider.be({"camille-ailleurs": AGENT})
    other = Arrival(Browser(auth_host), auth_host, agent.provider)
    other.come_back(sub="camille-ailleurs")
    other.prove_mailbox()
    first = removal()
    agent.provider.be()
    manager_come_with_two_factors(agent, somme)
    agent.client.post(first)

    assert link().uid == "camille"
    assert agent.mine.arrive(somme.url("/connexion/?suite=/membres/"))[1] == somme.url("/membres/")


def test_a_second_factor_is_not_asked_of_an_identity_that_was_unlinked(
    agent: Arrival, mine: Browser, somme: Site, settings
) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    person("manager", at=somme, email=AGENT["email"])
    agent.first_time()
    assert "Vérifier avec ProConnect" in words(agent.client.get("/compte/second-facteur/"))
    agent.client.post("/compte/reauthenticate/", {"password": "mot de passe long"})
    agent.client.post(removal())

    assert "Vérifier avec ProConnect" not in words(agent.client.get("/compte/second-facteur/"))
