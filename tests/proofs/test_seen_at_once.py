"""What was seen on an ordinary afternoon, and limits of number that several people reach at the same instant."""

from datetime import timedelta
from functools import partial

import pytest

from eclore.kit import clock
from eclore.kit.errors import TooLate
from programs.joint.forums import domain as forums
from programs.joint.forums.models import Forum, Nomination
from programs.joint.juries import domain as joint_juries
from programs.local.ideas.domain import attachments, callbacks, commitments, drafts, teams, triage
from programs.local.ideas.models import Attachment, Callback, Commitment, Draft, Idea, TeamMember
from programs.local.juries import domain as juries
from programs.local.juries.models import Jury, Seat
from programs.local.messages.models import Message
from tenants.contexts import in_programme, in_territory
from tenants.memberships.domain import invitations
from tenants.memberships.models import Invitation
from tenants.storage import files as storage
from tenants.territories import domain as territories
from tenants.territories.models import Territory
from tests.factories import files
from tests.factories.calls import a_call
from tests.factories.files import upload
from tests.factories.forums import NATIONAL, a_forum, a_jury, a_nomination, a_shortlisted
from tests.factories.ideas import a_draft, an_idea
from tests.factories.juries import a_jury_setup
from tests.proofs.interleavings.together import at_once
from tests.support.personas import person

pytestmark = pytest.mark.real_database


@pytest.fixture
def agent(real_db, somme):
    return person("member", at=somme, name="Agente").at(somme)


@pytest.fixture
def manager(real_db, somme):
    return person("manager", at=somme, name="Chargée").at(somme)


@pytest.fixture
def here(real_db, somme):
    return partial(in_territory, somme.schema_name)


def test_a_signature_and_a_reminder_at_once_leave_one_of_them(here, agent):
    """One waits for the other: signed, and nobody is reminded; or reminded, and the former link signs nothing."""
    for _turn in range(4):
        with here():
            idea = a_draft(a_call(), agent)
            asked, _secret = commitments.request(
                idea.team.get(), by=agent, signatory_name="Cheffe", signatory_email="cheffe@exemple.fr"
            )
        outcomes = at_once(
            here,
            lambda: partial(commitments.sign, Commitment.objects.get(token_hash=asked.token_hash)),  # noqa: B023  now
            lambda: partial(commitments.remind, Commitment.objects.get(pk=asked.pk), by=agent),  # noqa: B023  now
        )
        with here():
            found, letters = Commitment.objects.get(pk=asked.pk), Message.objects.filter(about=idea.pk)
            told = sorted(letters.values_list("kind", flat=True))
        assert outcomes["done"] == 1, outcomes
        if found.is_signed:
            assert told == ["ideas.commitment_request", "ideas.commitment_signed"]
        else:
            assert (found.state, told) == ("requested", ["ideas.commitment_request"] * 2)
            assert found.token_hash != asked.token_hash


def test_eight_invitations_at_once_fill_a_team_of_five(here, agent):
    with here():
        idea = a_draft(a_call(team_max=5), agent)

    def inviting(number):
        return partial(
            teams.invite, Idea.objects.get(pk=idea.pk), by=agent, email=f"a{number}@exemple.fr", name=f"A{number}"
        )

    outcomes = at_once(here, *(partial(inviting, number) for number in range(8)))

    with here():
        assert TeamMember.objects.filter(idea=idea).count() == 5
        assert Message.objects.filter(about=idea.pk).count() == 4
    assert outcomes == {"done": 4, "team_full": 4}


def test_two_ideas_merged_into_each_other_at_once_are_merged_once(here, agent, manager):
    with here():
        call = a_call()
        one, other = an_idea(call, agent), an_idea(call, agent, title="Une autre")

    def merging(idea, into):
        return partial(triage.merge, Idea.objects.get(pk=idea.pk), by=manager, into=Idea.objects.get(pk=into.pk))

    outcomes = at_once(here, partial(merging, one, other), partial(merging, other, one))

    with here():
        assert sorted(Idea.objects.values_list("state", flat=True)) == ["merged", "submitted"]
    assert outcomes == {"done": 1, "invalid": 1}


def test_a_forum_is_not_reopened_from_a_page_drawn_before_its_jury_opened(real_db, somme, oise):
    forum = a_forum(somme, oise)
    a_nomination(somme, forum)
    jury = a_jury(forum, ("presidente@exemple.fr", None))
    with in_programme():
        drawn = forums.close(Forum.objects.get(pk=forum.pk), by=NATIONAL)
        joint_juries.open_session(type(jury).objects.get(pk=jury.pk), by=NATIONAL)
    with in_programme(), pytest.raises(TooLate) as refusal:
        forums.reopen(drawn, by=NATIONAL)
    with in_programme():
        assert (refusal.value.code, Forum.objects.get(pk=forum.pk).state) == ("jury_opened", "closed")


def test_a_territory_s_place_for_files_is_counted_over_all_its_ideas(here, somme, agent):
    with here():
        call = a_call()
        ideas = [a_draft(call, agent) for _number in range(4)]
    with in_programme():
        Territory.objects.filter(pk=somme.territory_id).update(files_quota=1)

    def attaching(idea):
        sent = upload(files.pdf(b"4 0 obj<</A(" + b"x" * 600_000 + b")>>endobj\n"))
        return partial(attachments.attach, Idea.objects.get(pk=idea.pk), sent, by=agent)

    outcomes = at_once(here, *(partial(attaching, idea) for idea in ideas))

    with here():
        kept = Attachment.objects.get()
        storage().remove(kept.path)
    assert outcomes == {"done": 1, "territory_files_full": 3}


def test_links_to_one_address_are_counted_over_all_drafts(here, somme):
    from eclore.kit.actor import Actor

    anybody = Actor(schema=somme.schema_name)
    with here():
        call = a_call()
        begun = [drafts.begin(call, by=anybody) for _number in range(6)]

    def sending(draft, secret):
        return partial(drafts.send_link, Draft.objects.get(pk=draft.pk), secret, by=anybody, email="moi@exemple.fr")

    assert at_once(here, *(partial(sending, *one) for one in begun)) == {"done": 3, "too_many": 3}


def test_one_person_presides_and_an_address_sits_once(here, somme):
    setup = a_jury_setup(somme, opened=False, presided=False)

    def seating(email):
        jury = Jury.objects.get(pk=setup.jury.pk)
        return partial(juries.add_seat, jury, by=setup.runs, email=email, name="Neuf", presides=True)

    addresses = ["a@exemple.fr", "b@exemple.fr", "a@exemple.fr", "c@exemple.fr"]
    outcomes = at_once(here, *(partial(seating, email) for email in addresses))

    with here():
        assert Seat.objects.filter(jury=setup.jury, presides=True).count() == 1
    assert (outcomes["done"], sum(outcomes.values())) == (1, 4)
    assert set(outcomes) <= {"done", "already_presided", "already_seated"}


def test_one_invitation_to_a_role_waits_for_an_address(here, somme, manager):
    inviting = partial(invitations.invite, "neuf@exemple.fr", "juror", site=somme, by=manager)

    assert at_once(here, *(lambda: inviting for _number in range(4))) == {"done": 4}
    with here():
        waiting = Invitation.objects.filter(email="neuf@exemple.fr", revoked_at=None)
        assert waiting.count() == 1


def test_one_call_back_waits_for_a_contact(here, somme):
    from eclore.kit.actor import Actor

    with here():
        call = a_call()
    asking = partial(callbacks.ask, call, by=Actor(schema=somme.schema_name), name="Lou", contact="06 11 22 33 44")

    assert at_once(here, *(lambda: asking for _number in range(4))) == {"done": 4}
    with here():
        assert Callback.objects.count() == 1


def test_one_territory_is_asked_for_under_a_name(real_db, national):
    administrator = person(national=("national_administrator",)).at(national)
    asking = partial(
        territories.ask,
        by=administrator,
        slug="aisne",
        name="Aisne",
        kind="departement",
        manager_email="gestion@exemple.fr",
    )

    assert at_once(in_programme, *(lambda: asking for _number in range(3))) == {"done": 1, "invalid": 2}


def test_quotas_of_a_territory_and_of_a_forum_hold_while_the_national_team_lowers_them(real_db, somme, oise):
    """Whoever comes second is refused: no dossier over a quota, and nobody waits for the other for ever."""
    from programs.bridge import nominations

    forum = a_forum(somme, oise, quota=2, nominations_until=clock.now() + timedelta(days=5))
    ideas = [a_shortlisted(somme, f"Idée {number}") for number in range(3)]
    manager = person("manager", at=somme).at(somme)

    def nominating(idea):
        return partial(nominations.nominate, Idea.objects.get(pk=idea.pk), Forum.objects.get(pk=forum.pk), by=manager)

    outcomes = at_once(partial(in_territory, somme.schema_name), *(partial(nominating, idea) for idea in ideas))

    with in_programme():
        assert Nomination.objects.filter(forum=forum, withdrawn_at=None).count() == 2
    assert outcomes == {"done": 2, "territory_quota_reached": 1}
