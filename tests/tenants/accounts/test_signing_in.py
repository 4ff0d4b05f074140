"""The sign-in pages of the auth host: an address and a code; a name for newcomers; a password for who wants one."""

import pytest
from django.core import mail
from django.core.cache import cache

from tenants.accounts.models import Credential, User
from tenants.contexts import in_programme, in_territory
from tenants.hosts import Site
from tests.support.browsing import Browser, code_received, words
from tests.support.personas import browser, person


@pytest.fixture(autouse=True)
def fresh_limits() -> None:
    cache.clear()


def test_newcomer_enters_an_open_territory_with_a_code_and_a_name(somme: Site, auth_host: Site) -> None:
    mine = Browser(somme, auth_host)
    login, url = mine.arrive(somme.url("/connexion/?suite=/visites/"))
    assert url == auth_host.url("/compte/login/")
    assert "Entrer dans l'espace Somme" in words(login)
    assert f'href="{somme.theme_url}"' in words(login)
    auth = mine.at(auth_host)
    assert auth.post("/compte/login/", {"email": "Nouvelle@Somme.fr"})["Location"] == "/compte/login/code/confirm/"
    assert mail.outbox[-1].to == ["nouvelle@somme.fr"]
    assert mail.outbox[-1].from_email == '"Somme via Éclore" <bonjour@eclore.localhost>'.replace('"', "")
    assert auth.post("/compte/login/code/confirm/", {"code": code_received()})["Location"] == "/compte/signup/"
    named = auth.post("/compte/signup/", {"email": "nouvelle@somme.fr", "name": "Agente Nouvelle"})
    assert named["Location"] == "/entrer/"
    handed = auth.get("/entrer/")
    assert handed["Referrer-Policy"] == "no-referrer"
    arrived = mine.open(handed["Location"])
    assert (arrived.status_code, arrived["Location"]) == (302, "/visites/")
    with in_programme():
        user = User.objects.get(email="nouvelle@somme.fr")
        assert (user.name, user.has_usable_password()) == ("Agente Nouvelle", False)
        assert list(user.memberships.values_list("role", "territory_role")) == [("member", somme.role)]


def test_the_two_pages_are_the_same_whether_an_account_exists_or_not(auth_host: Site) -> None:
    person(email="connue@exemple.fr")
    pages = []
    for address in ("connue@exemple.fr", "inconnu@exemple.fr"):
        client = browser(auth_host)
        first = client.post("/compte/login/", {"email": address})
        page = words(client.get(first["Location"])).replace(address, "")
        pages.append((first.status_code, first["Location"], page.split("<main")[1].split("csrfmiddlewaretoken")[0]))
    assert pages[0] == pages[1]
    assert [message.to for message in mail.outbox] == [["connue@exemple.fr"], ["inconnu@exemple.fr"]]


def test_a_known_person_is_in_after_the_code(auth_host: Site) -> None:
    known = person(email="connue@exemple.fr", name="Personne connue")
    client = browser(auth_host)
    client.post("/compte/login/", {"email": known.email})
    assert client.post("/compte/login/code/confirm/", {"code": code_received()})["Location"] == "/entrer/"
    assert client.get("/entrer/")["Location"] == "/compte/"
    assert "Personne connue" in words(client.get("/compte/"))


def test_nobody_opens_an_account_for_a_mailbox_that_they_have_not_proved(auth_host: Site) -> None:
    """Else its owner would find one there later, under a name that a stranger chose."""
    stranger = browser(auth_host)
    given = {"email": "victime@exemple.fr", "name": "Choisi par quelqu'un d'autre"}
    assert stranger.get("/compte/signup/")["Location"] == "/compte/login/"
    assert stranger.post("/compte/signup/", given)["Location"] == "/compte/login/"

    stranger.post("/compte/login/", {"email": "la.mienne@exemple.fr"})
    stranger.post("/compte/login/code/confirm/", {"code": code_received()})
    assert stranger.post("/compte/signup/", given)["Location"] == "/entrer/"
    with in_programme():
        assert not User.objects.filter(email=given["email"]).exists()
        assert User.objects.get(email="la.mienne@exemple.fr").name == given["name"]


def test_the_owner_of_a_closed_account_is_told_once_the_mailbox_is_proved(auth_host: Site) -> None:
    """And not before: a passer-by sees the two pages of everybody."""
    somebody, client = person(), browser(auth_host)
    with in_programme():
        User.objects.filter(pk=somebody.user_id).update(is_active=False)
    assert client.post("/compte/login/", {"email": somebody.email})["Location"] == "/compte/login/code/confirm/"
    answer = client.post("/compte/login/code/confirm/", {"code": code_received()})

    assert answer["Location"] == "/compte/inactive/"
    assert "Ce compte est fermé" in words(client.get(answer["Location"]))
    assert client.get("/compte/login/code/confirm/")["Location"] == "/compte/login/"
    assert client.get("/compte/")["Location"].startswith("/connexion/")


def test_five_wrong_codes_end_the_attempt(auth_host: Site) -> None:
    person(email="connue@exemple.fr")
    client = browser(auth_host)
    client.post("/compte/login/", {"email": "connue@exemple.fr"})
    right = code_received()
    answers = [client.post("/compte/login/code/confirm/", {"code": "0000-0000"}) for _time in range(5)]
    assert [answer.status_code for answer in answers] == [422, 422, 422, 422, 302]
    assert client.post("/compte/login/code/confirm/", {"code": right})["Location"] == "/compte/login/"


def test_another_code_replaces_the_first(auth_host: Site) -> None:
    person(email="connue@exemple.fr")
    client = browser(auth_host)
    client.post("/compte/login/", {"email": "connue@exemple.fr"})
    first = code_received()
    client.post("/compte/login/code/confirm/", {"action": "resend"})
    assert len(mail.outbox) == 2
    assert client.post("/compte/login/code/confirm/", {"code": first}).status_code == 422
    assert client.post("/compte/login/code/confirm/", {"code": code_received()})["Location"] == "/entrer/"


def test_asking_again_for_a_code_from_an_old_page_is_no_wrong_code(auth_host: Site) -> None:
    known = person(email="connue@exemple.fr")
    client = browser(auth_host)
    client.post("/compte/login/", {"email": known.email})
    answers = [client.post("/compte/login/code/confirm/", {"action": "resend"}) for _time in range(9)]
    assert {answer["Location"] for answer in answers} == {"/compte/login/code/confirm/"}
    assert len(mail.outbox) < len(answers)
    assert client.post("/compte/login/code/confirm/", {"code": code_received()})["Location"] == "/entrer/"


def test_a_bad_address_is_told_next_to_the_field_and_kept(auth_host: Site) -> None:
    response = browser(auth_host).post("/compte/login/", {"email": "pas une adresse"})
    assert response.status_code == 422
    assert 'value="pas une adresse"' in words(response)


@pytest.mark.parametrize("typed", ["a\x00b@exemple.fr", "x" * 100_000, ""])
def test_no_typing_breaks_the_entrance(auth_host: Site, typed: str) -> None:
    assert browser(auth_host).post("/compte/login/", {"email": typed}).status_code == 422


def test_a_password_still_opens(auth_host: Site) -> None:
    known = person(email="connue@exemple.fr")
    client = browser(auth_host)
    assert client.get("/compte/login/password/").status_code == 200
    wrong = client.post("/compte/login/password/", {"login": known.email, "password": "autre"})
    assert (wrong.status_code, len(mail.outbox)) == (200, 0)
    right = client.post("/compte/login/password/", {"login": known.email, "password": "mot de passe long"})
    assert right["Location"] == "/compte/confirm-email/"
    confirmed = client.post("/compte/confirm-email/", {"code": code_received()})
    assert confirmed["Location"] == "/entrer/"


def test_a_reset_password_ends_the_sessions_opened_before(auth_host: Site, somme: Site) -> None:
    known = person("member", at=somme, email="connue@exemple.fr")
    elsewhere = browser(somme, known)
    client = browser(auth_host)
    assert (
        client.post("/compte/password/reset/", {"email": known.email})["Location"] == "/compte/password/reset/confirm/"
    )
    done = client.post("/compte/password/reset/confirm/", {"code": code_received()})
    assert done["Location"] == "/compte/password/reset/complete/"
    passwords = {"password1": "une phrase assez longue", "password2": "une phrase assez longue"}
    assert client.post("/compte/password/reset/complete/", passwords).status_code == 302
    assert elsewhere.get("/deconnexion/").context["actor"].is_authenticated is False


def test_a_territory_never_reads_a_password_hash(somme: Site) -> None:
    known = person("manager", at=somme)
    with in_programme():
        assert Credential.objects.get(pk=known.user_id).hash
    with (
        pytest.raises(Exception, match="permission denied for table accounts_credential"),
        in_territory(somme.schema_name),
    ):
        Credential.objects.count()
    with (
        pytest.raises(Exception, match="permission denied for table accounts_credential"),
        in_territory(somme.schema_name),
    ):
        User.objects.get(pk=known.user_id).password  # noqa: B018  reading it is the act


def test_signing_out_everywhere_holds_on_every_host(auth_host: Site, somme: Site, national: Site) -> None:
    known = person("member", at=somme)
    mine = Browser(auth_host, somme, national)
    for site in (auth_host, somme, national):
        mine.sign_in(site, known)
    assert mine.at(auth_host).post("/compte/partout/")["Location"] == "/compte/login/"
    for site in (somme, national):
        assert mine.at(site).get("/deconnexion/").context["actor"].is_authenticated is False


def test_signing_out_here_leaves_the_other_hosts(auth_host: Site, somme: Site, national: Site) -> None:
    known = person("member", at=somme)
    mine = Browser(somme, national).sign_in(somme, known).sign_in(national, known)
    assert mine.at(somme).get("/deconnexion/").context["actor"].is_authenticated is True
    assert mine.at(somme).post("/deconnexion/")["Location"] == "/deconnexion/"
    assert "Votre session est fermée sur ce site" in words(mine.at(somme).get("/deconnexion/"))
    assert mine.at(national).get("/deconnexion/").context["actor"].is_authenticated is True


def test_account_page_shows_spaces_and_saves_what_is_typed(auth_host: Site, somme: Site) -> None:
    known = person("manager", "juror", at=somme, name="Personne connue")
    client = browser(auth_host, known)
    page = client.get("/compte/")
    assert [(space.name, space.url, space.roles) for space in page.context["spaces"]] == [
        ("Somme", somme.url("/connexion/"), ["Membre du jury", "Chargée ou chargé de programme"])
    ]
    assert client.post("/compte/", {"name": "Autre nom", "function": "Agente", "language": "en"}).status_code == 302
    assert client.post("/compte/", {"name": "", "function": "", "language": "xx"}).status_code == 422
    with in_programme():
        user = User.objects.get(pk=known.user_id)
        assert (user.name, user.function, user.language) == ("Autre nom", "Agente", "en")


@pytest.mark.parametrize(
    "path", ["/compte/login/", "/compte/login/password/", "/compte/password/reset/", "/theme.css?0b5c7a", "/demo/"]
)
def test_pages_of_the_auth_host_open_to_anybody(auth_host: Site, path: str) -> None:
    assert browser(auth_host).get(path).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/compte/",
        "/compte/partout/",
        "/compte/email/",
        "/compte/password/change/",
        "/compte/2fa/",
        "/compte/logout/",
        "/compte/sessions/",
    ],
)
def test_pages_of_the_account_open_to_their_owner_only(auth_host: Site, path: str) -> None:
    assert browser(auth_host).get(path).status_code == 302
    assert browser(auth_host, person()).get(path).status_code == 200


def test_an_address_changes_after_a_code_sent_to_the_new_one(auth_host: Site) -> None:
    known = person(email="ancienne@exemple.fr")
    client = browser(auth_host, known)
    change = {"email": "nouvelle@exemple.fr", "action_add": "1"}
    assert client.post("/compte/email/", change)["Location"].startswith("/compte/reauthenticate/")
    asked = client.post("/compte/reauthenticate/?next=/compte/email/", {"password": "mot de passe long"})
    assert (asked["Location"], mail.outbox[-1].to) == ("/compte/confirm-email/", ["nouvelle@exemple.fr"])
    with in_programme():
        assert User.objects.get(pk=known.user_id).email == "ancienne@exemple.fr"
    client.post("/compte/confirm-email/", {"code": code_received()})
    with in_programme():
        assert User.objects.get(pk=known.user_id).email == "nouvelle@exemple.fr"


def test_a_chosen_password_opens_afterwards(auth_host: Site) -> None:
    with in_programme():
        User.objects.create_user("sans@exemple.fr", "Sans mot de passe")
    client = browser(auth_host)
    client.post("/compte/login/", {"email": "sans@exemple.fr"})
    client.post("/compte/login/code/confirm/", {"code": code_received()})
    passwords = {"password1": "une phrase assez longue", "password2": "une phrase assez longue"}
    assert client.get("/compte/password/change/")["Location"] == "/compte/password/set/"
    assert client.post("/compte/password/set/", {**passwords, "password2": "autre"}).status_code == 200
    assert client.post("/compte/password/set/", passwords).status_code == 302
    typed = {"login": "sans@exemple.fr", "password": "une phrase assez longue"}
    assert browser(auth_host).post("/compte/login/password/", typed)["Location"] == "/entrer/"


def test_starting_again_keeps_where_one_was_heading(somme: Site, auth_host: Site) -> None:
    mine = Browser(somme, auth_host)
    mine.arrive(somme.url("/connexion/?suite=/projets/"))
    client = mine.at(auth_host)
    client.post("/compte/login/", {"email": "fausse@exemple.fr"})
    assert client.post("/compte/recommencer/")["Location"] == "/compte/login/"
    assert "espace Somme" in words(client.get("/compte/login/"))
    assert client.get("/")["Location"] == somme.url()
