"""Seats that are not a member's: a vice-president, an alternate, an observer, the secretary, on both sides."""

import pytest

from eclore.kit.errors import Invalid, NotAllowed, Refusal
from programs.juries import domain
from programs.juries.domain import seats
from programs.juries.domain.attendance import arrive
from programs.juries.minutes import minutes
from programs.juries.rules import can
from programs.juries.snapshots import read_sitting
from programs.juries.states import SeatRole
from tests.support.personas import Persona, browser, person


@pytest.fixture
def roles(hold):
    """`roles(role)`: a session whose second member sits as `role`, and was not called."""

    def held(role, **options):
        found = hold(**options)
        with found.inside():
            found.side.seats.objects.filter(jury=found.jury, presides=False).update(role=role, present=False, stays=[])
        return found

    return held


def as_they_are(held):
    return held.side.juries.objects.get(pk=held.jury.pk)


def actor_of(held, who: Persona):
    return who.at(held.site)


def seat_of(held):
    seat = as_they_are(held).seats.get(presides=False)
    seat.jury = as_they_are(held)
    return seat


def marked(held, by):
    passage = held.side.passages.objects.get(pk=held.passages[0].pk)
    passage.jury = as_they_are(held)
    return domain.cast(passage, by=by, marks={each.pk: 4 for each in held.jury.criteria.all()})


def test_an_alternate_counts_and_marks_once_called(roles):
    held = roles(SeatRole.ALTERNATE, quorum=1)
    member = actor_of(held, held.members[1])
    assert "en suppléance" in held.member(1).get(f"{held.url}salle/").content.decode()
    with held.inside():
        with pytest.raises(Refusal) as refused:
            marked(held, member)
        assert refused.value.code == "not_called"
        assert read_sitting(as_they_are(held)).quorum().absent == ()
        domain.note_presence(seat_of(held), by=held.runs, present=True)
        marked(held, member)
        assert read_sitting(as_they_are(held)).expected(held.passages[0].pk) == 2


def test_a_card_does_not_call_an_alternate_and_notes_a_member(roles):
    held = roles(SeatRole.ALTERNATE)
    with held.inside():
        assert not arrive(seat_of(held), by=held.runs).present
        held.side.seats.objects.filter(jury=held.jury).update(role=SeatRole.VICE)
        assert arrive(seat_of(held), by=held.runs).present


@pytest.mark.parametrize("role", [SeatRole.OBSERVER, SeatRole.SECRETARY])
def test_whoever_does_not_vote_neither_marks_nor_counts(roles, role):
    held = roles(role, quorum=1)
    member = actor_of(held, held.members[1])
    with held.inside():
        with pytest.raises(NotAllowed):
            marked(held, member)
        for refused in (
            lambda: domain.note_presence(seat_of(held), by=held.runs, present=True),
            lambda: domain.correct_hours(seat_of(held), by=held.runs, stays=[]),
            lambda: domain.propose_recusal(held.passages[0], seat_of(held), by=held.runs),
            lambda: domain.hand_over(seat_of(held), by=held.runs),
        ):
            with pytest.raises(Refusal):
                refused()
        quorum = read_sitting(as_they_are(held)).quorum()
        assert (len(quorum.present), quorum.absent) == (1, ())


def test_an_observer_reads_the_composition_and_leads_nothing(roles):
    held = roles(SeatRole.OBSERVER)
    client = held.member(1)
    page = client.get(held.url).content.decode()
    assert "Observation" in page and "/presence/" not in page
    assert client.post(f"{held.url}deliberer/").status_code == 403
    assert client.get(f"{held.url}salle/").status_code == 403


def test_the_secretary_conducts_and_neither_reveals_nor_decides(roles):
    held = roles(SeatRole.SECRETARY, quorum=1)
    client, who = held.member(1), actor_of(held, held.members[1])
    page = client.get(held.url).content.decode()
    assert "/presence/" in page
    with held.inside():
        president = held.jury.seats.get(presides=True)
    assert client.post(f"{held.url}membres/{president.pk}/presence/", {"present": "non"}).status_code == 302
    assert client.post(f"{held.url}membres/{president.pk}/presence/", {"present": "oui"}).status_code == 302
    assert client.post(f"{held.url}deliberer/").status_code == 302
    with held.inside():
        jury = as_they_are(held)
        assert jury.state == "deliberation"
        allowed = {
            verb
            for verb in ("compose", "lead", "admit", "reveal", "decide", "publish", "see_ballots", "hand_over")
            if can(who, verb, jury)
        }
    assert allowed == {"compose", "lead", "admit"}
    assert client.get(f"{held.url}decisions/").status_code == 403
    assert client.get(f"{held.url}etat/").json()["state"] == "deliberation"


def test_whoever_presides_votes(hold):
    held = hold(presided=False)
    with held.inside(), pytest.raises(Invalid) as refused:
        given = {"email": "greffe@exemple.fr", "name": "Greffe", "presides": True, "role": SeatRole.SECRETARY}
        seats.add_seat(as_they_are(held), by=held.runs, **given)
    assert refused.value.code == "president_votes"


def test_a_seat_is_added_with_its_role_and_the_minutes_tell_it(hold):
    held = hold()
    sent = {"name": "Greffe", "email": "greffe@exemple.fr", "role": "secretary"}
    assert held.leader().post(f"{held.url}membres/", sent).status_code == 302
    with held.inside():
        told = {member.name: member.details for member in minutes(as_they_are(held)).members}
    assert told["Greffe"] == " · secrétariat"


def test_a_stranger_is_no_secretary(roles):
    held = roles(SeatRole.SECRETARY)
    assert browser(held.site, person(email="autre@exemple.fr")).get(held.url).status_code in (302, 403, 404)
