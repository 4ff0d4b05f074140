"""Writing, submitting and withdrawing an idea."""

from datetime import timedelta

import pytest

from eclore.kit import clock
from eclore.kit.errors import Invalid, NotAllowed, TooLate
from programs.local.ideas.domain import ideas
from programs.local.messages.models import Message
from tenants.contexts import in_territory
from tests.factories.calls import a_call
from tests.factories.ideas import ANSWERS, a_draft, an_idea
from tests.support.personas import person


@pytest.fixture
def agent(somme):
    return person("member", at=somme, name="Agente de la Somme").at(somme)


def test_an_idea_is_submitted_with_a_number_and_acknowledged(somme, agent):
    with in_territory(somme):
        call = a_call(reply_by=clock.today() + timedelta(days=60))
        first, second = an_idea(call, agent), an_idea(call, agent, title="Autre")
        emails = list(Message.objects.values_list("kind", "to_email", "about").order_by("created_at"))

    assert [(idea.state, idea.number) for idea in (first, second)] == [("submitted", 1), ("submitted", 2)]
    assert emails == [
        ("ideas.acknowledgement", agent.email, first.pk),
        ("ideas.acknowledgement", agent.email, second.pk),
    ]


def test_an_idea_with_missing_words_is_refused_and_says_what_is_missing(somme, agent):
    with in_territory(somme):
        idea = a_draft(a_call(), agent, title="", answers={"problem": "trop long " * 100, "solution": ""})
        with pytest.raises(Invalid) as refusal:
            ideas.submit(idea, by=agent)

    assert (refusal.value.code, refusal.value.field, refusal.value.facts) == (
        "incomplete",
        "title",
        {"missing": ["title", "problem", "solution", "users"]},
    )


def test_after_closing_the_refusal_says_when_and_what_to_do(somme, agent):
    with in_territory(somme):
        call = a_call()
        idea = a_draft(call, agent)
        with clock.at(call.closes_at), pytest.raises(TooLate) as refusal:
            ideas.submit(idea, by=agent)

    assert (refusal.value.code, refusal.value.facts) == ("closed", {"closed_at": call.closes_at.isoformat()})
    assert "a fermé" in str(refusal.value) and "brouillon est gardé" in str(refusal.value)


def test_saving_one_answer_keeps_the_others(somme, agent):
    with in_territory(somme):
        idea = a_draft(a_call(), agent)
        ideas.save(idea, by=agent, answers={"solution": "Un numéro unique."}, title="Un numéro")
        idea.refresh_from_db()

    assert (idea.title, idea.answers) == ("Un numéro", {**ANSWERS, "solution": "Un numéro unique."})


def test_a_colleague_outside_the_team_cannot_submit(somme, agent):
    other = person("member", "manager", at=somme).at(somme)
    with in_territory(somme), pytest.raises(NotAllowed):
        ideas.submit(a_draft(a_call(), agent), by=other)
