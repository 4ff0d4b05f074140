"""An idea that has ended tells what it has been through, and asks for nothing more."""

import pytest

from eclore.kit.errors import Refusal
from programs.local.ideas import stages
from programs.local.ideas.domain import ideas, teams
from programs.local.messages.models import Message
from tenants.contexts import in_territory
from tests.factories.calls import a_call, manager
from tests.factories.ideas import a_draft, an_idea
from tests.support.browsing import words
from tests.support.personas import browser, person


@pytest.fixture
def who(somme):
    return person("member", at=somme, name="Agente")


@pytest.fixture
def agent(somme, who):
    return who.at(somme)


def told(idea):
    return [(step.label, step.state) for step in stages.of(idea)]


def test_a_withdrawn_idea_shows_only_what_it_has_been_through(somme, agent):
    with in_territory(somme):
        call = a_call()
        early, late = an_idea(call, agent, title="Retirée tôt"), an_idea(call, agent, title="Retirée tard")
        draft = a_draft(call, agent)
        late.shortlisted_at = late.submitted_at
        late.save(update_fields=["shortlisted_at"])
        for idea in (early, late, draft):
            ideas.withdraw(idea, by=agent)

        assert told(early) == [("Dépôt", "done"), ("Retirée", "done")]
        assert told(late) == [("Dépôt", "done"), ("Présélection", "done"), ("Retirée", "done")]
        assert told(draft) == [("Retirée", "done")]


def test_an_idea_set_aside_was_not_shortlisted(somme, agent):
    with in_territory(somme):
        idea = an_idea(a_call(), agent)
        ideas.set_aside(idea, by=manager(), ground="not_digital", text="Hors champ.")

        assert told(idea) == [("Dépôt", "done"), ("Hors champ", "done")]


def test_a_withdrawn_idea_asks_for_no_agreement(somme, who, agent):
    with in_territory(somme):
        idea = an_idea(a_call(), agent)
    page = browser(somme, who)
    before = words(page.get(f"/idees/{idea.pk}/"))
    page.post(f"/idees/{idea.pk}/retirer/")
    after = words(page.get(f"/idees/{idea.pk}/"))
    stale = page.post(f"/idees/{idea.pk}/accord/", {"accord": "oui"})

    assert "Donner mon accord" in before and "Donner mon accord" not in after
    assert (stale.status_code, "votre accord n'est plus demandé" in words(stale)) == (409, True)
    with in_territory(somme), pytest.raises(Refusal):
        teams.consent(type(idea).objects.get(pk=idea.pk).team.get(), by=agent)


def test_an_agreement_given_before_may_still_be_taken_back(somme, agent):
    with in_territory(somme):
        idea = an_idea(a_call(), agent)
        member = idea.team.get()
        teams.consent(member, by=agent)
        ideas.withdraw(idea, by=agent)

        assert teams.take_consent_back(member, by=agent).consented_at is None


def test_an_idea_given_back_promises_no_letter(somme, who, agent):
    with in_territory(somme):
        idea = an_idea(a_call(), agent)
        ideas.ask_completion(idea, by=manager(), reason="Combien de personnes ?")
        letters = Message.objects.count()
    page = browser(somme, who).post(f"/idees/{idea.pk}/deposer/", follow=True)
    with in_territory(somme):
        sent = Message.objects.count() - letters

    said = words(page)
    assert f"elle garde le numéro {idea.number}" in said
    assert (sent, "Un message vous le confirme" in said) == (0, False)


def test_an_idea_submitted_says_that_a_letter_leaves_and_it_does(somme, who, agent):
    with in_territory(somme):
        idea = a_draft(a_call(), agent)
    page = browser(somme, who).post(f"/idees/{idea.pk}/deposer/", follow=True)
    with in_territory(somme):
        assert Message.objects.filter(kind="ideas.acknowledgement").count() == 1

    assert "Un message vous le confirme" in words(page)
