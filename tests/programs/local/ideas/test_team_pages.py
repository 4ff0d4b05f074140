"""The team's pages, and the line manager's."""

import pytest

from eclore.kit import clock
from eclore.kit.errors import NotAllowed
from programs.local.ideas.domain import commitments, ideas
from programs.local.ideas.models import Commitment, Idea, TeamMember
from tenants.contexts import in_territory
from tenants.territories import sites
from tenants.territories.models import Territory
from tests.factories.calls import a_call
from tests.factories.ideas import a_draft, an_idea
from tests.support.browsing import words
from tests.support.personas import browser, person
from tests.support.statements import Statements

BOSS = {"signatory_name": "Directrice", "signatory_email": "directrice@exemple.fr"}


@pytest.fixture
def author(somme):
    return person("member", at=somme, name="Agente")


@pytest.fixture
def idea(somme, author):
    actor = author.at(somme)
    with in_territory(somme):
        return a_draft(a_call(), actor)


@pytest.fixture
def secret(somme, author, idea):
    actor = author.at(somme)
    with in_territory(somme):
        return commitments.request(idea.team.get(leads=True), by=actor, **BOSS)[1]


def state(somme):
    with in_territory(somme):
        return Commitment.objects.values_list("state", flat=True).get()


def test_inviting_and_removing_a_colleague(somme, author, idea):
    agent = browser(somme, author)
    invited = agent.post(f"/idees/{idea.pk}/equipe/", {"name": "Collègue", "email": "c@exemple.fr", "status": "agent"})
    with in_territory(somme):
        member = TeamMember.objects.get(email="c@exemple.fr")
    again = agent.post(f"/idees/{idea.pk}/equipe/", {"name": "Collègue", "email": "C@exemple.fr", "status": "agent"})
    asked = agent.get(f"/idees/{idea.pk}/equipe/{member.pk}/retirer/")
    removed = agent.post(f"/idees/{idea.pk}/equipe/{member.pk}/retirer/")

    assert (invited.status_code, again.status_code, asked.status_code, removed.status_code) == (302, 422, 200, 302)
    assert "déjà dans l" in again.content.decode() and "C@exemple.fr" in again.content.decode()


def test_a_line_manager_signs_without_account(somme, secret):
    somebody = browser(somme)
    page = somebody.get(f"/engagement/{secret}/")
    signed = somebody.post(
        f"/engagement/{secret}/", {"answer": "sign", "signatory_name": "Directrice", "days_per_week": "1"}
    )
    after = somebody.get(signed["Location"])

    assert (page.status_code, page["Referrer-Policy"], page["Cache-Control"].count("no-store")) == (
        200,
        "same-origin",
        1,
    )
    assert (state(somme), after.status_code) == ("signed", 200)
    assert "c’est signé" in after.content.decode().replace("'", "’")


def test_a_line_manager_refuses_with_a_reason_that_the_team_reads(somme, author, idea, secret):
    somebody = browser(somme)
    silent = somebody.post(f"/engagement/{secret}/", {"answer": "refuse", "reason": ""})
    somebody.post(f"/engagement/{secret}/", {"answer": "refuse", "reason": "Effectif réduit."})
    page = browser(somme, author).get(f"/idees/{idea.pk}/").content.decode()

    assert (silent.status_code, state(somme)) == (422, "refused")
    assert "Effectif réduit." in page and "à quelqu" in page


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"answer": "sign"},
        {"answer": "sign", "days_per_week": "abc", "signatory_name": "x"},
        {"answer": "sign", "days_per_week": "9", "signatory_name": "\x00"},
    ],
)
def test_a_bad_answer_is_asked_again(somme, secret, data):
    assert browser(somme).post(f"/engagement/{secret}/", data).status_code in (200, 422)
    assert state(somme) == "requested"


def test_an_unknown_link_is_a_plain_404(somme, secret):
    assert browser(somme).get(f"/engagement/{secret[:-1]}/").status_code == 404


def test_the_secret_is_on_no_page_of_the_team(somme, author, idea, secret):
    assert secret not in browser(somme, author).get(f"/idees/{idea.pk}/").content.decode()


def test_consent_is_given_and_taken_back(somme, author, idea):
    agent, given = browser(somme, author), []
    for answer in ("oui", "non"):
        agent.post(f"/idees/{idea.pk}/accord/", {"accord": answer})
        with in_territory(somme):
            idea.refresh_from_db()
        given.append(idea.share_with_forum)

    assert given == [True, False]


def test_the_page_of_an_idea_with_everything_costs_at_most_ten_statements(somme, author):
    actor = author.at(somme)
    with in_territory(somme):
        submitted = an_idea(a_call(), actor)
        commitments.request(submitted.team.get(leads=True), by=actor, **BOSS)
    manager = browser(somme, person("manager", at=somme))
    with Statements() as sql:
        assert manager.get(f"/idees/{submitted.pk}/").status_code == 200

    assert len(sql) == 5


def test_asking_for_a_place_from_a_page_is_confirmed_first(somme, author):
    actor, other = author.at(somme), person("member", at=somme)
    with in_territory(somme):
        submitted = ideas.save(an_idea(a_call(), actor), by=actor, open_team=True)
    client, address = browser(somme, other), f"/idees/{submitted.pk}/rejoindre/"
    near = client.get("/idees/proches/", {"answer": "le standard des habitants"}).content.decode()
    asked, sent = client.get(address), client.post(address)

    assert address in near
    assert (asked.status_code, sent.status_code) == (200, 302)
    assert client.get(f"/idees/{submitted.pk}/").status_code == 404


@pytest.mark.parametrize(
    ("signatory", "told"),
    [
        ("agente.chef@exemple.fr", ""),
        ("direction@sous.exemple.fr", ""),
        ("chef@ailleurs.fr", "Adresse de signature hors des domaines du territoire : ailleurs.fr."),
        ("own", "Adresse de signature : c'est la messagerie de Agente, qui porte l'idée."),
    ],
)
def test_a_signatory_s_mailbox_that_raises_a_doubt_is_told_to_the_manager_alone(somme, author, signatory, told):
    if signatory == "own":
        name, domain = author.email.split("@")
        signatory = f"{name[:4].upper()}.{name[4:]}+chef@{domain}"
    actor, runs = author.at(somme), person("manager", at=somme)
    with in_territory(somme):
        Territory.objects.filter(slug="somme").update(email_domains=["exemple.fr"])
        sites.forget()
        idea = an_idea(a_call(), actor)
        commitments.request(idea.team.get(), by=actor, signatory_name="Cheffe", signatory_email=signatory)
    manager, agent = (words(browser(somme, who).get(f"/idees/{idea.pk}/")) for who in (runs, author))
    shown = "Adresse de signature" in manager
    assert (told in manager, shown, "Adresse de signature" in agent) == (True, bool(told), False)


def test_time_may_still_be_asked_for_a_retained_idea_whose_project_waits_for_it(somme, author):
    actor = author.at(somme)
    with in_territory(somme):
        idea = an_idea(a_call(), actor)
        Idea.objects.filter(pk=idea.pk).update(state="laureate", answered_at=clock.now())
        member = idea.team.select_related("idea__call__edition").get()
        assert commitments.request(member, by=actor, **BOSS)[0].state == "requested"
        for state in ("withdrawn", "not_retained"):
            Idea.objects.filter(pk=idea.pk).update(state=state, withdrawn_at=clock.now())
            member = TeamMember.objects.select_related("idea__call__edition").get(pk=member.pk)
            with pytest.raises(NotAllowed):
                commitments.request(member, by=actor, **BOSS)


def test_the_link_of_an_idea_that_is_taken_back_signs_nothing_more(somme, author, idea, secret):
    actor = author.at(somme)
    with in_territory(somme):
        ideas.withdraw(idea, by=actor)
        assert commitments.find(secret) is None
    assert browser(somme).get(f"/engagement/{secret}/").status_code == 404
