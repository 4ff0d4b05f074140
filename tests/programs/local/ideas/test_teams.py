"""Who carries an idea."""

import pytest

from eclore.kit.errors import Invalid, NotAllowed, Refusal
from programs.local.ideas import queries
from programs.local.ideas.domain import ideas, teams
from programs.local.messages.models import Message
from tenants.contexts import in_programme, in_territory
from tenants.memberships.models import Invitation
from tests.factories.calls import a_call
from tests.factories.ideas import a_colleague, a_draft, an_idea
from tests.support.personas import person


@pytest.fixture
def agent(somme):
    return person("member", at=somme, name="Agente").at(somme)


@pytest.fixture
def colleague(somme):
    return person("member", at=somme, name="Collègue").at(somme)


def test_an_invited_colleague_sees_the_draft_once_arrived(somme, agent, colleague):
    with in_territory(somme):
        idea = a_draft(a_call(), agent)
        member = teams.invite(idea, by=agent, email=colleague.email.upper(), name="Collègue")
        before = list(queries.visible_to(colleague))
        teams.claim(colleague)
        after = list(queries.visible_to(colleague))
        email = Message.objects.get(kind="ideas.invitation")
        member.refresh_from_db()
    with in_programme():
        pending = Invitation.objects.values_list("email", "role", "territory_role").get()

    assert (before, after, member.user_id) == ([], [idea], colleague.user_id)
    assert (email.to_email, pending) == (colleague.email, (colleague.email, "member", somme.role))


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"email": "nouvelle@exemple.fr", "status": "student"}, "agents_only", "status"),
        ({"email": "deja@exemple.fr"}, "already_in_team", "email"),
        ({"email": "nouvelle@exemple.fr", "status": "inconnu"}, "invalid", "status"),
    ],
)
def test_an_invitation_that_does_not_fit_says_what_to_mend(somme, agent, changes, code, field):
    with in_territory(somme):
        idea = a_draft(a_call(team_max=3), agent)
        a_colleague(idea, agent, email="deja@exemple.fr")
        with pytest.raises(Invalid) as refusal:
            teams.invite(idea, by=agent, name="Quelqu'un", **changes)

    assert (refusal.value.code, refusal.value.field) == (code, field)


def test_a_full_team_takes_nobody_more(somme, agent):
    with in_territory(somme):
        idea = a_draft(a_call(team_max=1), agent)
        with pytest.raises(Invalid) as refusal:
            a_colleague(idea, agent)

    assert refusal.value.code == "team_full"


def test_a_student_joins_when_the_call_is_open_to_partners(somme, agent):
    with in_territory(somme):
        idea = a_draft(a_call(partners_allowed=True), agent)
        member = teams.invite(idea, by=agent, email="etudiante@exemple.fr", name="Étudiante", status="student")

    assert member.status == "student"


def test_the_idea_may_travel_only_when_everybody_agrees(somme, agent, colleague):
    def agreed(idea):
        idea.refresh_from_db()
        return idea.share_with_forum

    with in_territory(somme):
        idea = an_idea(a_call(), agent)
        teams.consent(idea.team.get(leads=True), by=agent)
        alone = agreed(idea)
        other = a_colleague(idea, agent, arriving=colleague)
        joined = agreed(idea)
        with pytest.raises(NotAllowed):
            teams.consent(other, by=agent)
        teams.consent(other, by=colleague)
        both = agreed(idea)
        teams.take_consent_back(other, by=colleague)
        one = agreed(idea)

    assert (alone, joined, both, one) == (True, False, True, False)


def test_whoever_leads_stays_and_others_may_leave(somme, agent, colleague):
    with in_territory(somme):
        idea = a_draft(a_call(), agent)
        member = a_colleague(idea, agent, arriving=colleague)
        with pytest.raises(Refusal) as refusal:
            teams.remove(idea.team.get(leads=True), by=agent)
        teams.remove(member, by=colleague)
        left = [person.name for person in idea.team.all()]

    assert (refusal.value.code, left) == ("lead_stays", ["Agente"])


def test_one_may_ask_an_open_team_for_a_place_once(somme, agent, colleague):
    with in_territory(somme):
        call = a_call()
        idea, closed = an_idea(call, agent), an_idea(call, agent, title="Sans équipe ouverte")
        ideas.save(idea, by=agent, open_team=True)
        near = queries.close_to("Mon standard ne répond jamais aux habitants", call=call, actor=colleague)
        teams.ask_to_join(idea, by=colleague)
        with pytest.raises(Refusal) as twice:
            teams.ask_to_join(idea, by=colleague)
        with pytest.raises(NotAllowed):
            teams.ask_to_join(closed, by=colleague)
        email = Message.objects.get(kind="ideas.join_request")

    assert ([found.pk for found in near], twice.value.code) == ([idea.pk], "already_asked")
    assert (email.to_email, colleague.email in email.body) == (agent.email, True)
