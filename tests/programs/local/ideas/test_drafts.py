"""Writing an idea without an account: the link is the key, an account adopts it; asking to be called back."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.conf import settings

from eclore.kit import clock
from eclore.kit.actor import ANONYMOUS
from programs.local.calls.queries import open_call
from programs.local.ideas.domain import drafts
from programs.local.ideas.models import Callback, Draft, Idea
from tenants.contexts import in_territory
from tests.factories.calls import a_call
from tests.factories.ideas import ANSWERS
from tests.support.personas import HostClient, api_client, browser, person
from tests.support.statements import Statements

HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def call(somme):
    with in_territory(somme):
        return a_call()


def began(somme, **fields):
    """A draft of nobody's, and the address of its page."""
    with in_territory(somme):
        _draft, secret = drafts.begin(open_call(), by=ANONYMOUS, **fields)
    return f"/idees/brouillon/{secret}/"


def kept(somme):
    with in_territory(somme):
        return list(Draft.objects.values("title", "answers", "email")), Idea.objects.count()


def test_somebody_without_account_writes_three_answers_and_a_title(somme, call):
    visitor = browser(somme)

    page = visitor.post("/idees/nouvelle/", {"key": str(uuid4()), "answer": ANSWERS["problem"]})
    address = page["Location"].partition("modifier/")[0]
    for step, field in ((2, "solution"), (3, "users")):
        assert page["Location"] == f"{address}modifier/?etape={step}"
        page = visitor.post(page["Location"], {"answer": ANSWERS[field]})
    page = visitor.post(page["Location"], {"title": "Le bon interlocuteur", "direction": "Solidarités"})

    assert page["Location"] == address
    assert kept(somme) == ([{"title": "Le bon interlocuteur", "answers": ANSWERS, "email": ""}], 0)
    shown = visitor.get(address)
    assert shown["Referrer-Policy"] == "same-origin"
    assert "Entrer pour déposer mon idée" in shown.content.decode()


def test_saving_as_one_types_begins_one_draft(somme, call):
    visitor, key = browser(somme), str(uuid4())

    first = visitor.post("/idees/nouvelle/", {"key": key, "answer": "Un appel"}, **HTMX)
    visitor.post("/idees/nouvelle/", {"key": key, "answer": "Un appel sur trois"}, **HTMX)

    assert "Enregistré à" in first.content.decode()
    assert first["HX-Replace-Url"].endswith("/modifier/?etape=1")
    assert kept(somme) == ([{"title": "", "answers": {"problem": "Un appel sur trois"}, "email": ""}], 0)


def test_a_draft_is_offered_again_in_the_same_browser_and_in_no_other(somme, call):
    visitor = browser(somme)
    address = visitor.post("/idees/nouvelle/", {"answer": "Un appel"})["Location"].partition("modifier/")[0]

    assert visitor.get("/idees/nouvelle/")["Location"] == address
    assert visitor.get("/idees/nouvelle/?autre=1").status_code == 200
    assert browser(somme).get("/idees/nouvelle/").status_code == 200


def test_the_link_is_sent_to_any_address_and_opens_the_draft_elsewhere(somme, call, queue, mailoutbox):
    address = began(somme, answers={"problem": "Un appel sur trois"})

    browser(somme).post(f"{address}lien/", {"email": "moi@perso.example"})
    queue.run()

    assert [email.to for email in mailoutbox] == [["moi@perso.example"]]
    assert f"http://{somme.host}:8000{address}" in mailoutbox[0].body
    assert "Un appel sur trois" in browser(somme).get(address).content.decode()


def test_a_wrong_address_is_said_next_to_the_field(somme, call, queue, mailoutbox):
    address = began(somme)

    answer = browser(somme).post(f"{address}lien/", {"email": "moi@"})

    assert answer.status_code == 422 and "moi@" in answer.content.decode()
    assert mailoutbox == []


def test_an_account_adopts_the_draft_once(somme, call):
    address = began(somme, answers=ANSWERS, title="Le bon interlocuteur", open_team=True)
    author, other = person("member", at=somme), person("member", at=somme)

    answer = browser(somme, author).post(f"{address}reprendre/")

    with in_territory(somme):
        idea = Idea.objects.get()
        team = list(idea.team.values_list("user_id", "leads"))
    assert (idea.title, idea.answers, idea.state, idea.open_team) == ("Le bon interlocuteur", ANSWERS, "draft", True)
    assert team == [(author.user_id, True)]
    assert answer["Location"] == f"/idees/{idea.pk}/"
    assert browser(somme, other).post(f"{address}reprendre/").status_code == 404
    assert browser(somme).get(address).status_code == 404


def test_submitting_asks_to_sign_in_and_comes_back_to_the_draft(somme, call):
    address = began(somme)

    answer = browser(somme).post(f"{address}reprendre/")

    assert answer.status_code == 302 and answer["Location"].startswith("/connexion/?suite=")
    assert kept(somme)[0] != []


def test_a_draft_outlives_its_call_but_is_no_longer_taken(somme, call):
    address, author = began(somme, title="Trop tard"), person("member", at=somme)
    with clock.at(clock.now() + timedelta(days=60)):
        page = browser(somme, author).get(address).content.decode()
        browser(somme, author).post(f"{address}reprendre/")

    assert "a fermé" in page
    assert kept(somme) == ([{"title": "Trop tard", "answers": {}, "email": ""}], 0)


def test_discarding_asks_first_then_forgets(somme, call):
    address = began(somme)

    assert "Effacer ce brouillon ?" in browser(somme).get(f"{address}effacer/").content.decode()
    assert kept(somme)[0] != []
    browser(somme).post(f"{address}effacer/")
    assert kept(somme) == ([], 0)


def test_no_one_who_runs_the_programme_reads_a_draft_without_account(somme, call):
    began(somme, title="Rien que pour moi", answers={"problem": "Secret jusqu'au dépôt"})
    manager = browser(somme, person("manager", at=somme))
    with in_territory(somme):
        edition = call.edition_id

    pages = [
        manager.get(f"/appels/{edition}/"),
        manager.get(f"/appels/{edition}/export.csv"),
        manager.get("/api/v1/ideas/"),
        manager.get("/messages/"),
        manager.get(f"/appels/{edition}/?q=Secret"),
    ]

    assert [page.status_code for page in pages] == [200] * 5
    assert not any("Rien que pour moi" in p.content.decode() or "jusqu'au dépôt" in p.content.decode() for p in pages)


def test_a_draft_of_a_territory_is_not_found_in_another(somme, oise, call):
    with in_territory(oise):
        a_call()

    assert browser(oise).get(began(somme)).status_code == 404


def test_after_the_call_nothing_is_begun(somme):
    with in_territory(somme):
        a_call()

    with clock.at(clock.now() + timedelta(days=60)):
        assert browser(somme).post("/idees/nouvelle/", {"answer": "Un appel"})["Location"] == "/appel/"
        assert browser(somme).get("/idees/rappel/")["Location"] == "/appel/"
    assert kept(somme) == ([], 0)


def test_the_page_of_a_draft_costs_few_statements(somme, call):
    visitor, address = browser(somme), began(somme, answers=ANSWERS)
    visitor.get(address)

    with Statements() as sql:
        visitor.get(address)

    assert len(sql) <= 4, sql.texts


def test_asking_to_be_called_back_shows_on_the_board_until_it_is_done(somme, call):
    manager, visitor = browser(somme, person("manager", at=somme, name="Chargée")), browser(somme)
    with in_territory(somme):
        edition = call.edition_id

    refused = visitor.post("/idees/rappel/", {"name": "Agente", "contact": "plus tard"})
    visitor.post("/idees/rappel/", {"name": "Agente", "contact": "06 00 00 00 01", "moment": "le mardi"})
    visitor.post("/idees/rappel/", {"name": "Agente de voirie", "contact": "06 00 00 00 01"})
    board = manager.get(f"/appels/{edition}/").content.decode()
    with in_territory(somme):
        asked = Callback.objects.get()
    manager.post(f"/rappels/{asked.pk}/fait/")

    assert refused.status_code == 422 and "plus tard" in refused.content.decode()
    assert "Agente de voirie" in board and "06 00 00 00 01" in board
    assert "À rappeler" not in manager.get(f"/appels/{edition}/").content.decode()
    with in_territory(somme):
        assert Callback.objects.get().answered_by == "Chargée"


@pytest.mark.parametrize("role", ["member", "juror", "coach"])
def test_only_those_who_run_the_programme_see_and_answer_callbacks(somme, call, role):
    browser(somme).post("/idees/rappel/", {"name": "Agente", "contact": "06 00 00 00 01"})
    someone = person(role, at=somme)
    with in_territory(somme):
        asked = Callback.objects.get()

    assert browser(somme, someone).post(f"/rappels/{asked.pk}/fait/").status_code == 403
    assert api_client(somme, someone).get("/api/v1/callbacks/").status_code == 403
    assert api_client(somme, someone).send("post", f"/api/v1/callbacks/{asked.pk}/answer/").status_code == 403


def test_programs_write_without_account_too(somme, call):
    client, author = browser(somme), api_client(somme, person("member", at=somme))

    begun = client.send("post", "/api/v1/drafts/", {"title": "Par programme", "answers": {"problem": "Un appel"}})
    address = f"/api/v1/drafts/{begun.json()['secret']}/"
    changed = client.send("patch", address, {"answers": {"solution": "Un service"}})
    adopted = author.send("post", f"{address}adopt/")

    assert begun.status_code == 201
    assert changed.json() == {
        "edition": str(call.edition_id),
        "title": "Par programme",
        "direction": "",
        "open_team": False,
        "problem": None,
        "answers": {"problem": "Un appel", "solution": "Un service"},
        "email": "",
        "updated_at": changed.json()["updated_at"],
    }
    assert adopted.status_code == 201 and adopted.json()["title"] == "Par programme"
    assert [client.get(address).status_code, client.send("post", f"{address}adopt/").status_code] == [404, 401]


def test_programs_ask_to_be_called_back(somme, call):
    asked = browser(somme).send("post", "/api/v1/callbacks/", {"name": "Agente", "contact": "agente@perso.example"})
    wrong = browser(somme).send("post", "/api/v1/callbacks/", {"name": "Agente", "contact": "jamais"})
    manager = api_client(somme, person("manager", at=somme))

    assert (asked.status_code, wrong.status_code) == (201, 422), wrong.json()
    assert wrong.json()["field"] == "contact"
    assert [row["contact"] for row in manager.get("/api/v1/callbacks/").json()["results"]] == ["agente@perso.example"]


def test_the_cookie_of_a_draft_is_this_hosts_and_hidden_from_scripts(somme, call):
    answer = browser(somme).post("/idees/nouvelle/", {"answer": "Un appel"})
    cookie = answer.cookies[settings.DRAFT_COOKIE_NAME]

    assert (cookie["httponly"], cookie["samesite"], cookie["domain"], cookie["path"]) == (True, "Lax", "", "/")


def test_an_address_gets_a_few_links_an_hour_from_whatever_draft(somme, call, queue, mailoutbox):
    for _draft in range(5):
        answer = browser(somme).post(f"{began(somme)}lien/", {"email": "cible@perso.example"})
    queue.run()

    assert answer.status_code == 422 and "recommencez dans une heure" in answer.content.decode()
    assert len(mailoutbox) == 3


@pytest.fixture
def rates(settings):
    settings.LIMITS = {**settings.LIMITS, "draft": ("2/h", "2/h"), "callback": ("2/h", "2/h")}


def test_a_network_that_begins_too_many_drafts_is_told_to_wait(somme, call, rates):
    visitor, neighbour = browser(somme), HostClient(somme, REMOTE_ADDR="192.0.2.7")
    answers = [visitor.send("post", "/api/v1/drafts/", {"title": "Encore"}) for _ in range(3)]
    page = visitor.post("/idees/nouvelle/", {"answer": "Un appel"})

    assert [answer.status_code for answer in answers] == [201, 201, 429]
    assert 3500 < int(answers[2]["Retry-After"]) <= 3600 and answers[2].json()["code"] == "too_many"
    assert (
        page.status_code == 422 and "Trop de demandes" in page.content.decode() and "Un appel" in page.content.decode()
    )
    assert neighbour.send("post", "/api/v1/drafts/", {"title": "Ailleurs"}).status_code == 201
