"""The line manager's signature: asked by a link, given or refused, never silently."""

from decimal import Decimal

import pytest

from eclore.kit.actor import Actor
from eclore.kit.errors import Invalid, NotAllowed, Refusal
from programs.local.ideas.domain import commitments, ideas
from programs.local.ideas.domain.commitments import AlreadyAnswered
from programs.local.ideas.models import Commitment
from programs.local.messages.models import Message
from tenants.contexts import in_territory
from tests.factories.calls import a_call, manager
from tests.factories.ideas import a_colleague, a_draft, an_idea
from tests.support.personas import person

BOSS = {"signatory_name": "Directrice des routes", "signatory_email": "directrice@exemple.fr"}


@pytest.fixture
def agent(somme):
    return person("member", at=somme, name="Agente").at(somme)


def lead(idea):
    return idea.team.get(leads=True)


def test_the_link_is_sent_to_the_line_manager_and_its_secret_is_kept_nowhere(somme, agent):
    with in_territory(somme):
        commitment, secret = commitments.request(lead(a_draft(a_call(), agent)), by=agent, **BOSS)
        email = Message.objects.get(kind="ideas.commitment_request")
        row = Commitment.objects.values().get()

    assert (email.to_email, f"/engagement/{secret}/" in email.body) == ("directrice@exemple.fr", True)
    assert secret not in str(row)
    assert (commitment.state, commitment.days_per_week) == ("requested", Decimal(1))


def test_a_signature_is_told_to_the_whole_team(somme, agent):
    with in_territory(somme):
        idea = a_draft(a_call(), agent)
        a_colleague(idea, agent, email="collegue@exemple.fr")
        _commitment, secret = commitments.request(lead(idea), by=agent, **BOSS)
        signed = commitments.sign(
            commitments.find(secret), signatory_name="La directrice", days_per_week=Decimal("1.5")
        )
        told = set(Message.objects.filter(kind="ideas.commitment_signed").values_list("to_email", flat=True))
        event = idea.events.get(verb="sign_commitment")

    assert (signed.state, signed.signatory_name, signed.days_per_week) == ("signed", "La directrice", Decimal("1.5"))
    assert told == {agent.email, "collegue@exemple.fr"}
    assert event.by_name == "La directrice"


def test_a_refusal_needs_a_reason_and_the_team_reads_it_and_may_ask_somebody_else(somme, agent):
    with in_territory(somme):
        member = lead(a_draft(a_call(), agent))
        _commitment, secret = commitments.request(member, by=agent, **BOSS)
        with pytest.raises(Invalid) as silent:
            commitments.refuse(commitments.find(secret), reason="  ")
        commitments.refuse(commitments.find(secret), reason="Effectif réduit jusqu'en mars.")
        email = Message.objects.get(kind="ideas.commitment_refused")
        asked, other = commitments.request(member, by=agent, signatory_name="DGS", signatory_email="dgs@exemple.fr")
        links = (commitments.find(secret), commitments.find(other).pk)

    assert silent.value.field == "reason"
    assert "Effectif réduit jusqu'en mars." in email.body
    assert (asked.state, asked.reason, asked.answered_at, asked.signatory_name) == ("requested", "", None, "DGS")
    assert links == (None, asked.pk)


def test_a_second_answer_to_the_same_link_changes_nothing(somme, agent):
    with in_territory(somme):
        _commitment, secret = commitments.request(lead(a_draft(a_call(), agent)), by=agent, **BOSS)
        commitments.sign(commitments.find(secret))
        with pytest.raises(AlreadyAnswered):
            commitments.refuse(commitments.find(secret), reason="J'ai changé d'avis.")
        state = Commitment.objects.get().state

    assert state == "signed"


def test_one_cannot_sign_for_oneself_nor_ask_again_once_signed(somme, agent):
    with in_territory(somme):
        member = lead(a_draft(a_call(), agent))
        with pytest.raises(Invalid) as own:
            commitments.request(member, by=agent, signatory_name="Moi", signatory_email=agent.email.upper())
        commitment, _secret = commitments.request(member, by=agent, **BOSS)
        commitments.sign(commitment)
        member.refresh_from_db()
        with pytest.raises(Refusal) as again:
            commitments.request(member, by=agent, **BOSS)

    assert (own.value.field, again.value.code) == ("signatory_email", "already_signed")


def test_a_manager_reminds_but_a_stranger_does_not(somme, agent):
    with in_territory(somme):
        idea = a_draft(a_call(), agent)
        commitment, first = commitments.request(lead(idea), by=agent, **BOSS)
        with pytest.raises(NotAllowed):
            commitments.remind(commitment, by=manager())
        ideas.submit(idea, by=agent)
        reminded = commitments.remind(
            Commitment.objects.select_related("member__idea__call__edition").get(), by=manager()
        )
        with pytest.raises(NotAllowed):
            commitments.remind(reminded, by=Actor(user_id=idea.pk, roles=frozenset({"member"})))
        emails = Message.objects.filter(kind="ideas.commitment_request").count()
        voided = commitments.find(first)

    assert (reminded.state, emails, voided) == ("requested", 2, None)


def test_when_the_call_wants_a_commitment_asking_for_it_is_enough_to_submit(somme, agent):
    with in_territory(somme):
        idea = a_draft(a_call(commitment_required=True), agent)
        with pytest.raises(Invalid) as refusal:
            ideas.submit(idea, by=agent)
        commitments.request(lead(idea), by=agent, **BOSS)
        ideas.submit(idea, by=agent)

    assert (refusal.value.facts, idea.state) == ({"missing": ["commitment"]}, "submitted")


@pytest.mark.parametrize("secret", ["", "inconnu", "é" * 50, "\udcff"])
def test_an_unknown_secret_opens_nothing(somme, agent, secret):
    with in_territory(somme):
        an_idea(a_call(), agent)
        found = commitments.find(secret)

    assert found is None
