"""No session is stuck, on either side: an opening undone, a session cancelled, a presidency handed over."""

import pytest

from eclore.kit.errors import NotAllowed, Refusal
from eclore.kit.transitions import WrongState
from programs.joint.forums.models import Forum
from programs.juries import domain
from programs.juries.rules import can
from tests.programs.juries.deliberations import rows
from tests.programs.juries.paper import TYPED, Desk
from tests.programs.juries.sides import joint_session
from tests.support.personas import api_client


def refused(verb, *args, **given):
    with pytest.raises(Refusal) as refusal:
        verb(*args, **given)
    return refusal.value.code


def test_the_opening_is_undone_until_the_first_ballot_and_what_it_had_closed_opens_again(hold):
    held = hold(heard=False)
    with held.inside():
        held.side.unopen_session(held.jury, by=held.runs)
        jury = type(held.jury).objects.get(pk=held.jury.pk)
        forums = list(Forum.objects.values_list("state", "jury_opened_at"))
        assert (jury.state, jury.opened_at) == ("preparation", None)
        assert [passage.state for passage in jury.passages.all()] == ["waiting", "waiting"]
        held.side.open_session(jury, by=held.runs)
    assert forums in ([], [("published", None)])


def test_once_somebody_has_marked_the_opening_stays(hold):
    held = hold()
    held.member().post(held.dossier(), held.marks())
    with held.inside():
        assert refused(held.side.unopen_session, held.jury, by=held.runs) == "has_marked"
    assert "Annuler l&#x27;ouverture" not in held.leader().get(held.url).content.decode()


def test_a_sheet_that_was_typed_once_keeps_it_open_as_a_ballot_does(hold):
    held = hold()
    desk = Desk(held)
    assert "Annuler l&#x27;ouverture" in held.leader().get(held.url).content.decode()
    assert TYPED in desk.types(desk.first)
    with held.inside():
        assert not rows(held, "ballots")
        assert refused(held.side.unopen_session, held.jury, by=held.runs) == "has_marked"
        assert len(rows(held, "paper_entries")) == 1
    assert "Annuler l&#x27;ouverture" not in held.leader().get(held.url).content.decode()


def test_opening_and_undoing_are_asked_once_and_say_what_they_end(hold):
    held = hold(opened=False)
    asked = held.leader().get(f"{held.url}ouvrir/").content.decode()
    assert "se reprend tant que personne" in asked
    held.leader().post(f"{held.url}ouvrir/")
    page = held.leader().get(held.url).content.decode()
    assert f'action="{held.url}ouvrir/annuler/"' in page
    held.leader().post(f"{held.url}ouvrir/annuler/")
    with held.inside():
        assert type(held.jury).objects.get(pk=held.jury.pk).state == "preparation"


def test_a_session_in_preparation_is_cancelled_and_changes_no_more(hold):
    held = hold(opened=False)
    answer = held.leader().post(f"{held.url}annuler/", follow=True)
    assert "La séance est annulée." in answer.content.decode()
    with held.inside():
        jury = type(held.jury).objects.get(pk=held.jury.pk)
        seat = jury.seats.first()
        seat.jury = jury
        assert jury.is_over
        with pytest.raises(WrongState):
            domain.note_presence(seat, by=held.runs, present=False)
    assert held.member().get(f"{held.url}salle/").status_code == 200


def test_a_president_who_has_marked_hands_over_and_another_reveals(hold):
    held = hold()
    for rank in (0, 1):
        held.member(rank).post(held.dossier(), held.marks())
    with held.inside():
        president, other = held.jury.seats.order_by("-presides", "name")
        assert refused(domain.remove_seat, president, by=held.runs) == "has_marked"
    assert held.president().post(f"{held.url}membres/{other.pk}/presider/").status_code == 302
    held.deliberate()
    first, second = (persona.at(held.site) for persona in held.members)
    with held.inside():
        jury = type(held.jury).objects.prefetch_related("seats").get(pk=held.jury.pk)
        assert [can(actor, "reveal", jury) for actor in (first, second)] == [False, True]
        assert (domain.reveal(jury, by=second).revealed_at is None, jury.events.filter(verb="hand_over").count()) == (
            False,
            1,
        )


def test_a_member_hands_nothing_over(hold):
    held = hold()
    with held.inside():
        seat = held.jury.seats.get(presides=False)
    assert held.member().post(f"{held.url}membres/{seat.pk}/presider/").status_code == 403
    actor = held.members[1].at(held.site)
    with held.inside(), pytest.raises(NotAllowed):
        domain.hand_over(seat, by=actor)


def test_a_changed_quorum_is_told_with_both_values_and_fixed_once_the_session_is_open(hold):
    held = hold(opened=False, quorum=3)
    with held.inside():
        domain.change(held.jury, by=held.runs, quorum=2, place="Salle B")
        note = held.jury.events.filter(verb="change").latest("created_at").note
        held.side.open_session(held.jury, by=held.runs)
        domain.change(held.jury, by=held.runs, place="Salle C", quorum=2)
        with pytest.raises(WrongState):
            domain.change(held.jury, by=held.runs, quorum=1)
    assert note == "Quorum : 3, puis 2"


def test_the_same_by_the_api(hold):
    held = hold(heard=False)
    client, url = api_client(held.site, held.manager), f"/api/v1/juries/{held.jury.pk}/"
    with held.inside():
        seat = held.jury.seats.get(presides=False)
    handed = client.send("post", f"{url}seats/{seat.pk}/preside/").json()
    states = [client.send("post", f"{url}{verb}/").json()["state"] for verb in ("unopen", "cancel")]
    assert (handed["presides"], states) == (True, ["preparation", "cancelled"])


def test_a_forum_whose_jury_was_cancelled_has_one_again(somme, oise, national):
    held = joint_session(somme, oise, national, opened=False)
    leader, forum = held.leader(), held.jury.forum.slug
    leader.post(f"{held.url}annuler/")
    assert f'href="/forums/{forum}/jury/"' in leader.get(f"/forums/{forum}/organisation/").content.decode()
    terms = {"title": "Jury de mai", "held_on": "2031-05-02", "place": "Lille", "quorum": 2, "places": 3}
    again, twice = (leader.post(f"/forums/{forum}/jury/", terms) for _press in range(2))

    with held.inside():
        jury = type(held.jury).objects.get()
        assert (jury.state, jury.title, jury.passages.count(), jury.seats.count()) == (
            "preparation",
            "Jury de mai",
            2,
            2,
        )
    assert (again.status_code, again["Location"], twice.status_code) == (302, held.url, 422)
