"""Writing an idea in a browser, without and with htmx."""

from datetime import timedelta
from uuid import uuid4

import pytest

from eclore.kit import clock
from programs.local.ideas.models import Idea
from tenants.contexts import in_territory
from tests.factories.calls import a_call
from tests.factories.ideas import ANSWERS, a_draft
from tests.support.personas import browser, person
from tests.support.statements import Statements

HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def author(somme):
    return person("member", at=somme, name="Agente de la Somme")


def ideas_of(somme):
    with in_territory(somme):
        return list(Idea.objects.values("title", "answers", "state", "number"))


def test_three_questions_then_a_title_then_submit(somme, author):
    with in_territory(somme):
        a_call()
    agent, key = browser(somme, author), str(uuid4())

    page = agent.post("/idees/nouvelle/", {"key": key, "answer": ANSWERS["problem"]})
    for step, field in ((2, "solution"), (3, "users")):
        assert page["Location"] == f"/idees/{key}/modifier/?etape={step}"
        page = agent.post(page["Location"], {"answer": ANSWERS[field]})
    assert page["Location"] == f"/idees/{key}/modifier/?etape=4"
    page = agent.post(page["Location"], {"title": "Le bon interlocuteur", "direction": "Solidarités"})
    assert page["Location"] == f"/idees/{key}/"
    agent.post(f"/idees/{key}/deposer/")

    assert ideas_of(somme) == [{"title": "Le bon interlocuteur", "answers": ANSWERS, "state": "submitted", "number": 1}]


def test_saving_as_one_types_starts_one_draft_and_tells_the_time(somme, author):
    with in_territory(somme):
        a_call()
    agent, key = browser(somme, author), str(uuid4())
    first = agent.post("/idees/nouvelle/", {"key": key, "answer": "Un appel"}, **HTMX)
    second = agent.post("/idees/nouvelle/", {"key": key, "answer": "Un appel sur trois"}, **HTMX)
    agent.post("/idees/nouvelle/", {"key": key, "answer": "Un appel sur trois"})

    assert "Enregistré à" in first.content.decode()
    assert second["HX-Replace-Url"] == f"/idees/{key}/modifier/?etape=1"
    assert ideas_of(somme) == [
        {"title": "", "answers": {"problem": "Un appel sur trois"}, "state": "draft", "number": None}
    ]


def test_the_key_of_somebody_elses_idea_starts_another_one(somme, author):
    other = person("member", at=somme)
    with in_territory(somme):
        call = a_call()
    actor = other.at(somme)
    with in_territory(somme):
        theirs = a_draft(call, actor)
    page = browser(somme, author).post("/idees/nouvelle/", {"key": str(theirs.pk), "answer": "La mienne"})

    assert str(theirs.pk) not in page["Location"]
    assert sorted(row["answers"]["problem"] for row in ideas_of(somme)) == sorted(["La mienne", ANSWERS["problem"]])


def test_what_is_missing_is_said_on_the_page_and_nothing_is_lost(somme, author):
    actor = author.at(somme)
    with in_territory(somme):
        idea = a_draft(a_call(), actor, title="", answers={"problem": "Un problème"})
    page = browser(somme, author).post(f"/idees/{idea.pk}/deposer/")
    text = page.content.decode()

    assert page.status_code == 422
    assert "Donnez un titre" in text and "Un problème" in text


def test_after_closing_the_page_says_when_and_what_to_do(somme, author):
    actor = author.at(somme)
    with in_territory(somme):
        call = a_call()
        idea = a_draft(call, actor)
        type(call).objects.filter(pk=call.pk).update(closes_at=clock.now() - timedelta(hours=1))
    agent = browser(somme, author)
    page, refused = agent.get(f"/idees/{idea.pk}/"), agent.post(f"/idees/{idea.pk}/deposer/")

    assert "appel a fermé" in page.content.decode()
    assert (refused.status_code, ideas_of(somme)[0]["state"]) == (409, "draft")
    assert agent.get("/idees/nouvelle/")["Location"] == "/appel/"


@pytest.mark.parametrize("answer", ["\x00", "a" * 20_001])
def test_bad_words_are_refused_beside_the_field(somme, author, answer):
    with in_territory(somme):
        a_call()
    page = browser(somme, author).post("/idees/nouvelle/", {"key": "pas une clé", "answer": answer})

    assert (page.status_code, ideas_of(somme)) == (422, [])


@pytest.mark.parametrize("step", ["0", "99", "abc", "-1", "²"])
def test_a_strange_step_leads_to_one_that_exists(somme, author, step):
    actor = author.at(somme)
    with in_territory(somme):
        idea = a_draft(a_call(), actor)

    assert browser(somme, author).get(f"/idees/{idea.pk}/modifier/", {"etape": step}).status_code == 200


def test_nobody_opens_the_idea_of_an_account_without_signing_in(somme, author):
    actor = author.at(somme)
    with in_territory(somme):
        idea = a_draft(a_call(), actor)
    page = browser(somme).get(f"/idees/{idea.pk}/modifier/")

    assert page["Location"] == f"/connexion/?suite=%2Fidees%2F{idea.pk}%2Fmodifier%2F"


@pytest.mark.parametrize("how_many", [1, 3])
def test_pages_of_an_agent_cost_the_same_whatever_the_number_of_ideas(somme, author, how_many):
    actor = author.at(somme)
    with in_territory(somme):
        call = a_call()
        drafts = [a_draft(call, actor) for _ in range(how_many)]
    agent = browser(somme, author)
    costs = {}
    for path in ("/mes-idees/", f"/idees/{drafts[0].pk}/", f"/idees/{drafts[0].pk}/modifier/"):
        with Statements() as sql:
            assert agent.get(path).status_code == 200
        costs[path] = len(sql)

    assert list(costs.values()) == [3, 5, 2]


def test_looking_for_close_ideas_sends_nobody_away_whose_session_is_over(somme):
    part, page = (browser(somme).get("/idees/proches/?answer=x", **more) for more in ({"HTTP_HX_REQUEST": "true"}, {}))
    assert (part.status_code, part.content) == (204, b"") and "HX-Redirect" not in part.headers
    assert page.status_code == 302
