"""What writes an idea bears no key of its own: sent again, late or by two at once, it does once what it says."""

import re
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from django.db import connection

from programs.local.ideas.models import Draft, Idea
from tenants.contexts import in_territory
from tests.factories.calls import a_call
from tests.factories.ideas import a_draft
from tests.support.personas import browser, person
from tests.support.statements import Statements

HTMX = {"HTTP_HX_REQUEST": "true"}


def drawn(page):
    return re.search(r'name="drawn"[^>]* value="([^"]*)"', page.content.decode())[1]


@pytest.fixture
def written(somme):
    """Somebody's draft, the browser that writes it, and the address of its second question."""
    author = person("member", at=somme)
    actor = author.at(somme)
    with in_territory(somme):
        idea = a_draft(a_call(), actor)
    return idea, browser(somme, author), f"/idees/{idea.pk}/modifier/?etape=2"


def kept(somme, idea):
    with in_territory(somme):
        return Idea.objects.get(pk=idea.pk).answers["solution"]


def test_pressed_again_it_leads_to_the_same_page_and_writes_nothing(somme, written):
    idea, agent, address = written
    sent = {"drawn": drawn(agent.get(address)), "answer": "Des mots neufs."}
    first = agent.post(address, sent)
    with Statements() as sql:
        again = agent.post(address, sent)
    assert (first.status_code, first["Location"]) == (again.status_code, again["Location"])
    assert not [text for text in sql.texts if not text.startswith("SELECT")]
    assert kept(somme, idea) == "Des mots neufs."


def test_words_that_arrive_after_newer_ones_erase_nothing(somme, written):
    idea, agent, address = written
    page = {"drawn": drawn(agent.get(address))}
    older, newer = page | {"answer": "Des mots"}, page | {"answer": "Des mots plus longs."}
    agent.post(address, newer, **HTMX)
    late = agent.post(address, older, **HTMX)
    assert "Changé aussi sur une autre page" in late.content.decode()
    assert kept(somme, idea) == "Des mots plus longs."


def test_the_key_of_somebody_else_s_idea_begins_one_s_own(somme, written):
    idea, _theirs, _address = written
    me = person("member", at=somme)
    page = browser(somme, me).post("/idees/nouvelle/", {"key": str(idea.pk), "answer": "Les miens."})
    assert page.status_code == 302
    assert str(idea.pk) not in page["Location"]
    with in_territory(somme):
        assert Idea.objects.get(author=str(me.user_id)).answers == {"problem": "Les miens."}
        assert Idea.objects.get(pk=idea.pk).answers == idea.answers


@pytest.mark.real_database
@pytest.mark.parametrize("signed_in", [True, False])
def test_a_page_sent_several_times_at_once_begins_one(real_db, somme, signed_in):
    with in_territory(somme):
        a_call()
    author, key = person("member", at=somme), str(uuid4())
    browsers = [browser(somme, author if signed_in else None) for _ in range(4)]

    def send(agent):
        try:
            return agent.post("/idees/nouvelle/", {"key": key, "answer": "Une fois."})
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(send, browsers))
    assert {(answer.status_code, answer["Location"]) for answer in answers} == {(302, answers[0]["Location"])}
    with in_territory(somme):
        assert [row.answers for row in (Idea if signed_in else Draft).objects.all()] == [{"problem": "Une fois."}]
