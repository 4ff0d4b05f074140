"""What the territory does with a submitted idea, and what its team is told."""

import pytest

from eclore.kit.errors import Invalid, NotAllowed
from eclore.kit.transitions import WrongState, apply
from programs.local.ideas.domain import ideas
from programs.local.messages.models import Message
from tenants.contexts import in_territory
from tests.factories.calls import a_call, an_edition, manager
from tests.factories.ideas import a_colleague, a_draft, an_idea
from tests.support.personas import person


@pytest.fixture
def agent(somme):
    return person("member", at=somme, name="Agente").at(somme)


def told(kind):
    return set(Message.objects.filter(kind=kind).values_list("to_email", flat=True))


def test_a_team_asked_to_complete_is_told_why_and_gives_the_idea_back_even_after_closing(somme, agent):
    with in_territory(somme):
        idea = an_idea(a_call(), agent)
        ideas.ask_completion(idea, by=manager(), reason="Combien d'appels par an ?")
        asked, email = idea.state, Message.objects.get(kind="ideas.completion_request")
        ideas.save(idea, by=agent, answers={"problem": "9 000 appels par an n'aboutissent pas."})
        ideas.complete(idea, by=agent)

    assert (asked, idea.state, idea.number) == ("to_complete", "submitted", 1)
    assert "Combien d'appels par an ?" in email.body


def test_an_idea_set_aside_is_answered_at_once_with_a_ground_in_words(somme, agent):
    with in_territory(somme):
        idea = an_idea(a_call(), agent)
        ideas.set_aside(idea, by=manager(), ground="not_digital", text="Le service logistique peut vous aider.")
        email = Message.objects.get(kind="ideas.set_aside")

    assert (idea.state, idea.answered_at is not None) == ("out_of_scope", True)
    assert "services numériques" in email.body and "Le service logistique peut vous aider." in email.body


@pytest.mark.parametrize(("ground", "field"), [("inconnu", "ground"), ("other", "text")])
def test_a_ground_is_chosen_or_written(somme, agent, ground, field):
    with in_territory(somme), pytest.raises(Invalid) as refusal:
        ideas.set_aside(an_idea(a_call(), agent), by=manager(), ground=ground, text=" ")

    assert refusal.value.field == field


def test_a_merge_tells_both_teams_and_keeps_the_authors(somme, agent):
    other = person("member", at=somme).at(somme)
    with in_territory(somme):
        call = a_call()
        idea, into = an_idea(call, agent), an_idea(call, other, title="Un annuaire")
        ideas.merge(idea, by=manager(), into=into, note="Le même problème.")
        authors = [member.email for member in idea.team.all()]
        emails = (told("ideas.merge"), told("ideas.merge_welcome"))

    assert (idea.state, idea.merged_into_id, authors) == ("merged", into.pk, [agent.email])
    assert emails == ({agent.email}, {other.email})


def test_an_idea_is_not_merged_into_itself_nor_into_another_call(somme, agent):
    with in_territory(somme):
        idea = an_idea(a_call(), agent)
        elsewhere = an_idea(an_edition(number=9, commitment_required=False).call, agent)
        refusals = []
        for into in (idea, elsewhere):
            with pytest.raises(Invalid) as refusal:
                ideas.merge(idea, by=manager(), into=into)
            refusals.append(refusal.value.field)

    assert refusals == ["into", "into"]


def test_a_draft_is_out_of_reach_and_an_agent_does_not_sort(somme, agent):
    with in_territory(somme):
        call = a_call()
        with pytest.raises(WrongState):
            ideas.ask_completion(a_draft(call, agent), by=manager(), reason="Encore ?")
        with pytest.raises(NotAllowed):
            ideas.set_aside(an_idea(call, agent), by=agent, ground="not_digital")


def test_a_withdrawal_is_the_leads_and_the_rest_of_the_team_is_told(somme, agent):
    mate = person("member", at=somme).at(somme)
    with in_territory(somme):
        idea = an_idea(a_call(), agent)
        a_colleague(idea, agent, arriving=mate)
        with pytest.raises(NotAllowed):
            ideas.withdraw(idea, by=mate)
        ideas.withdraw(idea, by=agent)
        emails = told("ideas.withdrawal")

    assert (idea.state, idea.withdrawn_at is not None, emails) == ("withdrawn", True, {mate.email})


@pytest.fixture
def incomplete(somme, agent):
    """An idea whose team was asked for more; inside the territory's context."""
    with in_territory(somme):
        yield ideas.ask_completion(an_idea(a_call(), agent), by=manager(), reason="Combien d'appels par an ?")


def test_an_idea_that_waits_for_its_team_can_be_set_aside(incomplete):
    ideas.set_aside(incomplete, by=manager(), ground="not_digital")
    incomplete.refresh_from_db()
    assert (incomplete.state, incomplete.answered_at is not None) == ("out_of_scope", True)


def test_an_idea_that_waits_for_its_team_can_be_merged(incomplete, agent):
    into = an_idea(incomplete.call, agent, title="Un annuaire")
    ideas.merge(incomplete, by=manager(), into=into)
    incomplete.refresh_from_db()
    assert (incomplete.state, incomplete.merged_into_id) == ("merged", into.pk)


def test_a_team_that_was_asked_for_more_can_withdraw_instead(incomplete, agent):
    ideas.withdraw(incomplete, by=agent)
    incomplete.refresh_from_db()
    assert (incomplete.state, incomplete.withdrawn_at is not None) == ("withdrawn", True)


def test_a_shortlisted_idea_can_still_be_withdrawn(somme, agent):
    with in_territory(somme):
        idea = an_idea(a_call(), agent)
        apply(idea, "shortlist", by=manager())
        ideas.withdraw(idea, by=agent)
        idea.refresh_from_db()

    assert (idea.state, idea.withdrawn_at is not None) == ("withdrawn", True)
