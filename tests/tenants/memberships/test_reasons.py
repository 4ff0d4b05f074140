"""A role or an invitation falls with its reason; whoever was taken back comes back by a manager only."""

import pytest

from eclore.kit.actor import MEMBER, Actor
from programs.juries import domain as juries
from programs.local.ideas.domain import ideas, teams
from programs.local.juries import domain
from tenants.accounts.models import User
from tenants.contexts import in_programme, in_territory
from tenants.memberships.domain import access, invitations, members
from tenants.memberships.domain.access import Answer
from tenants.memberships.domain.pending_invitations import TakenBack
from tenants.memberships.models import Invitation, Membership
from tests.factories.calls import a_call, manager
from tests.factories.ideas import a_draft, an_idea
from tests.factories.juries import a_jury_setup
from tests.support.personas import person

EMAIL = "inconnue@ailleurs.fr"


def carrying(site, *titles):
    """An author and their ideas."""
    author = person("member", at=site, name="Autrice")
    actor = Actor(author.user_id, author.name, author.email, frozenset({MEMBER}), schema=site.schema_name)
    with in_territory(site):
        call = a_call()
        return actor, [a_draft(call, actor, title=title) for title in titles]


def pending(email=EMAIL):
    return list(Invitation.objects.filter(email=email, accepted_at=None, revoked_at=None).values_list("role", "reason"))


def arrives(site, persona):
    with in_programme():
        return access.of(User.objects.get(pk=persona.user_id), site).answer


def revoke(site, persona):
    with in_territory(site):
        for held in Membership.objects.filter(user_id=persona.user_id, revoked_at=None):
            members.revoke(held, by=manager(site.schema_name))


def test_an_invitation_into_a_team_falls_with_the_place_and_moves_to_another_one(somme):
    author, [first, second] = carrying(somme, "A", "B")
    with in_territory(somme):
        places = [teams.invite(idea, by=author, email=EMAIL, name="Invitée") for idea in (first, second)]
        teams.remove(places[0], by=author)
        one_left = pending()
        teams.remove(places[1], by=author)
        assert (one_left, pending()) == ([("member", "team")] * 2, [])


def test_what_was_promised_to_a_team_falls_with_an_idea_that_is_taken_back(somme):
    author, [idea] = carrying(somme, "A")
    with in_territory(somme):
        teams.consent(idea.team.get(), by=author)
        teams.invite(idea, by=author, email=EMAIL, name="Invitée")
        ideas.withdraw(ideas.submit(idea, by=author), by=author)
        idea.refresh_from_db()
        assert (pending(), idea.share_with_forum) == ([], False)
        assert not idea.team.exclude(consented_at=None).exists()


def test_a_role_taken_with_a_place_in_a_team_falls_with_it_and_bars_no_way(somme):
    author, [idea] = carrying(somme, "A")
    colleague = person(name="Collègue")
    with in_territory(somme):
        place = teams.invite(idea, by=author, email=colleague.email, name="Collègue")
    assert arrives(somme, colleague) == Answer.IN
    with in_territory(somme):
        teams.remove(place, by=author)
        assert list(Membership.objects.filter(user_id=colleague.user_id).values_list("fell", "reason")) == [
            (True, "team")
        ]
    assert arrives(somme, colleague) != Answer.TAKEN_BACK
    with in_territory(somme):
        teams.invite(idea, by=author, email=colleague.email, name="Collègue")
    assert arrives(somme, colleague) == Answer.IN


def test_a_revoked_member_comes_back_neither_by_what_was_promised_nor_by_a_colleague(somme):
    author, [idea] = carrying(somme, "A")
    colleague = person("member", at=somme, name="Collègue")
    with in_territory(somme):
        teams.invite(idea, by=author, email=colleague.email, name="Collègue")
    revoke(somme, colleague)
    assert arrives(somme, colleague) == Answer.TAKEN_BACK
    with in_territory(somme):
        assert pending(colleague.email) == []
        other = an_idea(idea.call, author, title="B")
        with pytest.raises(TakenBack):
            teams.invite(other, by=author, email=colleague.email, name="Collègue")
    assert arrives(somme, colleague) == Answer.TAKEN_BACK


def test_a_manager_alone_brings_them_back(somme):
    colleague = person("member", at=somme, name="Collègue")
    revoke(somme, colleague)
    with in_territory(somme):
        invitations.invite(colleague.email, "member", site=somme, by=manager("somme"))
    assert arrives(somme, colleague) == Answer.IN


def test_a_seat_that_is_taken_back_takes_its_invitation_and_its_role_with_it(somme):
    jury_setup = a_jury_setup(somme, opened=False, members=1)
    agent = person("member", at=somme, name="Agent")
    with in_territory(somme):
        seats = [
            domain.add_seat(jury_setup.jury, by=jury_setup.runs, email=email, name="Membre")
            for email in (EMAIL, agent.email)
        ]
        promised = pending()
        for seat in seats:
            juries.remove_seat(seat, by=jury_setup.runs)
        roles = Membership.objects.filter(user_id=agent.user_id, revoked_at=None).values_list("role", flat=True)
        assert (promised, pending(), list(roles)) == ([("juror", "seat")], [], ["member"])


def test_a_cancelled_session_takes_them_too_but_not_what_another_seat_holds(somme):
    first, second = (a_jury_setup(somme, opened=False, titles=title, members=1) for title in "AB")
    with in_territory(somme):
        for jury_setup in (first, second):
            domain.add_seat(jury_setup.jury, by=jury_setup.runs, email=EMAIL, name="Membre")
        domain.cancel(first.jury, by=first.runs)
        still = pending()
        domain.cancel(second.jury, by=second.runs)
        assert (still, pending()) == ([("juror", "seat")], [])
