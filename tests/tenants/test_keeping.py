"""Forms sent by their own page: what the server says of them, and in whose name nothing is written."""

from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.conf import settings
from django.http import QueryDict

from eclore.kit.actor import ANONYMOUS, Actor, Held
from programs.local.ideas.models import Idea
from tenants.accounts.keepers import CARD, Keeper, keeper_of
from tenants.contexts import in_territory
from tests.factories.calls import a_call
from tests.support.personas import HostClient, browser, person

HTMX = {"HTTP_HX_REQUEST": "true"}
NEW, PAGE = "/idees/nouvelle/", "/idees/nouvelle/?autre=1"


@pytest.fixture
def author(somme):
    with in_territory(somme):
        a_call()
    return person("member", at=somme)


def tag_of(persona, site) -> str:
    return keeper_of(SimpleNamespace(actor=persona.at(site), site=site)).tag


def told(answer) -> tuple[int, str, str]:
    headers = answer.headers
    assert "Location" not in headers
    return answer.status_code, headers.get("Eclore-State", ""), headers.get("Eclore-Address", "")


def written(somme) -> list[dict[str, str]]:
    with in_territory(somme):
        return list(Idea.objects.values_list("answers", flat=True))


def sends(client: HostClient, tag: str, key: str = "", **headers: str):
    referer = f"http://{client.site.host}{PAGE}"
    body = {"key": key or str(uuid4()), "answer": "Un appel sur trois"}
    return client.post(NEW, body, HTTP_ECLORE_KEEPER=tag, HTTP_REFERER=referer, **headers)


def test_what_is_taken_is_told_without_leaving(somme, author):
    key = str(uuid4())
    answer = sends(browser(somme, author), tag_of(author, somme), key)

    assert told(answer) == (200, "taken", f"/idees/{key}/modifier/?etape=2")
    assert written(somme) == [{"problem": "Un appel sur trois"}]


def test_what_is_to_be_said_on_the_next_page_still_is(somme, author):
    client, tag = browser(somme, author), tag_of(author, somme)
    answer = client.post(NEW, {"key": str(uuid4()), "answer": "a" * 3000}, HTTP_ECLORE_KEEPER=tag)

    assert told(answer)[1] == "taken"
    assert "Votre réponse est gardée." in client.get(answer["Eclore-Address"]).content.decode().replace("’", "'")


@pytest.mark.parametrize("how", [{}, HTMX])
def test_a_session_that_ended_is_told_apart_and_leads_back_to_the_form(somme, author, how):
    """Not begun without an account instead, as this address would take it from nobody."""
    answer = sends(browser(somme), tag_of(author, somme), **how)

    assert told(answer) == (401, "sign-in", "/connexion/?suite=%2Fidees%2Fnouvelle%2F%3Fautre%3D1")
    assert written(somme) == []


@pytest.mark.parametrize("how", [{}, HTMX])
def test_nothing_is_written_in_the_name_of_whoever_came_in_meanwhile(somme, author, how):
    answer = sends(browser(somme, person("member", at=somme)), tag_of(author, somme), **how)

    assert told(answer) == (403, "somebody-else", "")
    assert written(somme) == []


def test_a_page_drawn_for_nobody_may_be_sent_by_whoever_has_come_in(somme, author):
    assert told(sends(browser(somme, author), "nobody"))[1] == "taken"


def test_a_form_sent_by_the_browser_itself_is_answered_as_ever(somme, author):
    key = str(uuid4())
    answer = browser(somme, author).post(NEW, {"key": key, "answer": "Un appel"})

    assert (answer.status_code, answer["Location"]) == (302, f"/idees/{key}/modifier/?etape=2")


def test_a_token_too_old_is_told_apart(somme, author):
    client = browser(somme, author)
    client.handler.enforce_csrf_checks = True

    assert told(sends(client, tag_of(author, somme))) == (403, "too-old", "")


@pytest.mark.parametrize(
    ("address", "referer", "back"),
    [
        ("/projets/{pk}/journal/", "/projets/1/?vue=tout", "/projets/1/?vue=tout"),
        ("/projets/{pk}/journal/", "", "/projets/{pk}/journal/"),
        ("/projets/{pk}/journal/", "http://ailleurs.example/x", "/projets/{pk}/journal/"),
    ],
)
def test_a_form_without_session_leads_to_sign_in_and_back_to_its_page(somme, address, referer, back):
    """Whatever sent it: the page that holds the form, or the address it was sent to when nobody knows."""
    pk = uuid4()
    here = f"http://{somme.host}{referer}" if referer.startswith("/") else referer
    answer = browser(somme).post(address.format(pk=pk), {"text": "Une note"}, HTTP_REFERER=here)

    assert answer.status_code == 302
    assert QueryDict(answer["Location"].partition("?")[2])["suite"] == back.format(pk=pk)


def test_a_keeper_is_one_person_on_one_host_and_a_card_one_session(somme, oise, author):
    def of(actor: Actor, site=somme, session: str = "a") -> Keeper:
        return keeper_of(SimpleNamespace(actor=actor, site=site, session=SimpleNamespace(session_key=session)))

    me, somebody = author.at(somme), person("member", at=somme).at(somme)
    card = Actor(held=Held("local_juries", uuid4(), uuid4()))
    keepers = [of(me), of(me, oise), of(somebody), of(card), of(card, session="b")]

    assert len({each.tag for each in keepers}) == len({each.key for each in keepers}) == len(keepers)
    assert (of(me), of(me, session="b")) == (keepers[0], keepers[0])
    assert [each.tag.startswith(CARD) for each in keepers] == [False, False, False, True, True]
    assert of(ANONYMOUS) == Keeper()
    assert all(str(me.user_id) not in each.tag + each.key for each in keepers)


def test_leaving_renews_the_token_so_that_pages_of_before_know(somme, author):
    client = browser(somme, author)
    client.get(NEW)
    before = client.cookies[settings.CSRF_COOKIE_NAME].value
    client.post("/deconnexion/")

    assert client.cookies[settings.CSRF_COOKIE_NAME].value != before
