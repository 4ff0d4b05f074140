"""The front page, for each kind of person."""

from datetime import timedelta

import pytest

from eclore.kit import clock
from tenants.contexts import in_territory
from tests.factories.calls import a_call
from tests.factories.ideas import a_draft, an_idea
from tests.support.personas import browser, person
from tests.support.statements import Statements


def text_of(client):
    page = client.get("/")
    assert page.status_code == 200
    return page.content.decode().replace("\xa0", " ").replace("\u202f", " ").replace("’", "'")


def test_anybody_reads_the_open_call_and_its_figures(somme):
    agents = [person("member", at=somme).at(somme) for _ in range(2)]
    with in_territory(somme):
        call = a_call(title="Quel problème ?")
        an_idea(call, agents[0], direction="Routes")
        an_idea(call, agents[1], direction="Autonomie")
    text = text_of(browser(somme))

    assert "Quel problème ?" in text and "2 idées déposées" in text
    assert "2 personnes" in text and "2 directions" in text


def test_an_agent_resumes_a_draft_that_nobody_else_is_told_about(somme):
    author = person("member", at=somme)
    actor = author.at(somme)
    with in_territory(somme):
        draft = a_draft(a_call(), actor)
    mine, theirs = text_of(browser(somme, author)), text_of(browser(somme, person("manager", at=somme)))

    assert f"/idees/{draft.pk}/" in mine and "Reprendre mon brouillon" in mine
    assert str(draft.pk) not in theirs and "idée déposée" not in theirs


def test_a_manager_reads_what_waits(somme):
    actor = person("member", at=somme).at(somme)
    with in_territory(somme):
        call = a_call(reply_by=clock.today() - timedelta(days=1))
        an_idea(call, actor)
    text = text_of(browser(somme, person("manager", at=somme)))

    assert "1 idée sans réponse" in text and "La date de réponse promise est passée" in text
    assert "sans réponse" not in text_of(browser(somme, person("member", at=somme)))


def test_between_two_seasons_the_page_still_stands(somme):
    assert "Aucun appel n'est ouvert" in text_of(browser(somme))


@pytest.mark.parametrize("how_many", [1, 3])
@pytest.mark.parametrize(("who", "cost"), [((), 3), (("member",), 6), (("manager",), 8), (("juror",), 6)])
def test_the_front_page_costs_at_most_ten_statements(somme, who, cost, how_many):
    actor = person("member", at=somme).at(somme)
    with in_territory(somme):
        call = a_call()
        for number in range(how_many):
            an_idea(call, actor, title=f"Idée {number}")
    client = browser(somme, person(*who, at=somme)) if who else browser(somme)
    with Statements() as sql:
        assert client.get("/").status_code == 200

    assert len(sql) == cost
