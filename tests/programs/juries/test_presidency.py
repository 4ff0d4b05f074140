"""The presidency handed over for the rest of the session or for one dossier, and given back, on both sides."""

import pytest

from eclore.kit.errors import NotAllowed, Refusal
from eclore.kit.transitions import WrongState
from programs.juries import decision_table, domain, presidency
from programs.juries.minutes import minutes
from programs.juries.rules import can, can_on
from programs.juries.states import SeatRole
from tests.factories.entry_cards import holder
from tests.programs.juries.deliberations import decided, joins, jury_of, passage_of, published, seat_of, told
from tests.support.statements import Statements
from tests.tenants.accounts.test_races import together


@pytest.fixture
def held(hold):
    """Two members who are there, the first presides; the dossiers are heard."""
    return hold(quorum=1)


def confide(held, client, who, passage="", **others):
    with held.inside():
        seat, president = seat_of(held, who), presidency.president(jury_of(held))
    sent = {
        "who": str(seat.pk),
        "passage": str(passage),
        "instead_of": str(president.pk) if president else "",
        **others,
    }
    return client.post(f"{held.url}presidence/", sent)


def allowed(held, who, *verbs):
    actor = who.at(held.site)
    with held.inside():
        jury = jury_of(held)
        return {
            verb for verb in verbs or ("lead", "reveal", "decide", "hand_over", "see_ballots") if can(actor, verb, jury)
        }


def chairs(held, who, rank=0):
    actor = who.at(held.site)
    with held.inside():
        passage = passage_of(held, rank)
        return can_on(actor, "lead", passage) and can_on(actor, "decide", passage)


def test_one_act_and_the_new_president_leads_where_the_former_no_more_does(held):
    former, new = held.members
    page = held.president().get(f"{held.url}presidence/").content.decode()
    assert new.name in page or "Membre" in page
    assert confide(held, held.president(), new, reason="Doit partir")["Location"] == held.url
    assert allowed(held, new) == {"lead", "reveal", "decide", "hand_over"}
    assert allowed(held, former) == set()
    with held.inside():
        name = seat_of(held, new).name
        assert told(held, "hand_over") == [f"{name} : Doit partir"]
    console, room = held.member(1).get(held.url), held.president().get(f"{held.url}salle/")
    assert f"Présidence : {name}, depuis" in console.content.decode()
    assert f"Présidence : {name}, depuis" in room.content.decode()
    assert "Conduire la séance" not in room.content.decode()


def composed(told):
    """What the composition says of the presidency."""
    return next(note for note in told.before[0].notes if note.startswith("Présidence"))


def test_it_is_given_back_in_one_act_and_the_minutes_tell_the_hours(held):
    former, new = held.members
    confide(held, held.president(), new)
    shown = held.member(1).get(f"{held.url}presidence/").context["shown"]
    with held.inside():
        names = {seat.pk: seat.name for seat in jury_of(held).seats.all()}
        first, second = (names[seat_of(held, who).pk] for who in (former, new))
    assert shown.back.label == f"Rendre la présidence à {first}"
    assert held.member(1).post(shown.back.url)["Location"] == held.url
    assert (allowed(held, former, "lead"), allowed(held, new, "lead")) == ({"lead"}, set())
    with held.inside():
        line = composed(minutes(jury_of(held)))
        assert [line.count(name) for name in (first, second)] == [2, 1] and "depuis" in line
        redacted = composed(minutes(jury_of(held), version="redacted"))
        assert first not in redacted and second not in redacted and "Membre 1 (" in redacted


def test_pressed_twice_it_is_once_even_by_who_no_more_presides(held):
    assert [confide(held, held.president(), held.members[1]).status_code for _press in (1, 2)] == [302, 302]
    with held.inside():
        seat = seat_of(held, held.members[1])
    assert held.president().post(f"{held.url}membres/{seat.pk}/presider/").status_code == 302
    with held.inside():
        assert len(told(held, "hand_over")) == 1 and len(seat.presided) == 1


def test_an_older_page_does_not_take_it_from_whoever_has_it_meanwhile(held):
    third = joins(held, name="Troisième")
    with held.inside():
        stale = str(seat_of(held, held.members[0]).pk)
        domain.hand_over(seat_of(held, held.members[1]), by=held.runs)
    answer = confide(held, held.leader(), third, instead_of=stale, reason="Doit partir")
    page = answer.content.decode()
    assert (answer.status_code, "La présidence a changé de mains" in page, "Doit partir" in page) == (422, True, True)
    assert allowed(held, third, "lead") == set()


@pytest.mark.real_database
def test_two_at_once_leave_one_president_and_one_story(real_db, held):
    third = joins(held)

    def give(who):
        def act():
            with held.inside():
                return domain.hand_over(seat_of(held, who), by=held.runs).name

        return act

    together(give(held.members[1]), give(third))
    with held.inside():
        rows = list(jury_of(held).seats.all())
        assert sum(seat.presides for seat in rows) == 1
        assert sum(each.upper is None for seat in rows for each in seat.presided) == 1


@pytest.mark.parametrize("role", [SeatRole.OBSERVER, SeatRole.SECRETARY])
def test_neither_an_observer_nor_the_secretary_presides(held, role):
    other = joins(held, role)
    with held.inside():
        for refused in (
            lambda: domain.hand_over(seat_of(held, other), by=held.runs),
            lambda: domain.lend_passage(passage_of(held), seat_of(held, other), by=held.runs),
        ):
            with pytest.raises(Refusal) as why:
                refused()
            assert why.value.code == "president_votes"


def test_nor_whoever_is_not_in_the_room_but_an_alternate_once_called(held):
    away, alternate = joins(held, present=False), joins(held, SeatRole.ALTERNATE)
    with held.inside():
        for refused in (
            lambda: domain.hand_over(seat_of(held, away), by=held.runs),
            lambda: domain.lend_passage(passage_of(held), seat_of(held, away), by=held.runs),
        ):
            with pytest.raises(Refusal, match="n'est pas dans la salle"):
                refused()
        assert domain.hand_over(seat_of(held, alternate), by=held.runs).presides


def test_nothing_once_decisions_are_published_nor_by_a_member(held):
    member = held.members[1].at(held.site)
    assert confide(held, held.member(1), held.members[1]).status_code == 403
    assert held.member(1).get(f"{held.url}presidence/").status_code == 403
    with held.inside(), pytest.raises(NotAllowed):
        domain.hand_over(seat_of(held, held.members[1]), by=member)
    held.deliberate()
    published(held)
    with held.inside():
        for refused in (
            lambda: domain.hand_over(seat_of(held, held.members[1]), by=held.runs),
            lambda: domain.lend_passage(passage_of(held), seat_of(held, held.members[1]), by=held.runs),
            lambda: domain.return_passage(passage_of(held), by=held.runs),
        ):
            with pytest.raises(WrongState):
                refused()


def test_a_recused_president_lends_one_dossier_which_the_other_leads_and_decides(held):
    president, other = held.members
    actor = president.at(held.site)
    with held.inside():
        domain.recuse(passage_of(held), by=actor, reason="Proche")
    assert confide(held, held.president(), other, held.passages[0].pk, reason="Déport")["Location"] == held.url
    assert (chairs(held, other), chairs(held, other, 1), chairs(held, president), chairs(held, president, 1)) == (
        True,
        False,
        False,
        True,
    )
    assert allowed(held, president) == {"lead", "reveal", "decide", "hand_over"}
    room = held.member(1).get(f"{held.url}salle/").content.decode()
    assert "Vous présidez ce passage" in room and held.passages[0].title in room
    assert held.member(1).post(f"{held.dossier()}commencer/").status_code == 302
    assert held.member(1).post(f"{held.dossier(1)}commencer/").status_code == 403
    held.deliberate()
    assert held.member(1).get(f"{held.dossier()}decision/").status_code == 200
    assert held.member(1).get(f"{held.dossier(1)}decision/").status_code == 403
    decided(held)


def test_without_a_recusal_too_the_former_neither_leads_nor_decides_it(held):
    president, other = held.members
    confide(held, held.president(), other, held.passages[0].pk)
    client = held.president()
    assert client.post(f"{held.dossier()}commencer/").status_code == 403
    with held.inside():
        name = seat_of(held, other).name
    assert f"Présidence de ce passage : {name}" in client.get(held.url).content.decode()
    held.deliberate()
    assert client.get(f"{held.dossier()}decision/").status_code == 403
    actor = president.at(held.site)
    with held.inside():
        table = decision_table.table(jury_of(held), actor, held.side)
        assert [line.passage.pk for line in table.lines] == [held.passages[1].pk]
        assert f"Présidence de ce passage : {name}" in minutes(jury_of(held)).items[0].besides
    assert client.post(f"{held.dossier()}presidence/rendre/")["Location"] == f"{held.url}presidence/"
    assert client.post(f"{held.dossier()}presidence/rendre/").status_code == 302
    assert (chairs(held, president), chairs(held, other)) == (True, False)
    with held.inside():
        assert len(told(held, "lend_passage")) == len(told(held, "return_passage")) == 1


def test_the_ranking_offers_to_decide_on_what_is_not_lent_to_somebody_else(held):
    actor = held.members[0].at(held.site)
    with held.inside():
        domain.lend_passage(passage_of(held), seat_of(held, held.members[1]), by=held.runs)
    held.deliberate()
    with held.inside():
        domain.reveal(jury_of(held), by=actor)

    def offered(client):
        page = client.get(f"{held.url}classement/").content.decode()
        return [rank for rank in (0, 1) if f"{held.dossier(rank)}decision/" in page]

    assert (offered(held.president()), offered(held.leader())) == ([1], [0, 1])


def test_whoever_has_stepped_aside_does_not_preside_on_it_and_who_does_then_gives_it_back(held):
    other = held.members[1]
    actor = other.at(held.site)
    with held.inside():
        domain.recuse(passage_of(held), by=actor)
        with pytest.raises(Refusal, match="en déport"):
            domain.lend_passage(passage_of(held), seat_of(held, other), by=held.runs)
        domain.lend_passage(passage_of(held, 1), seat_of(held, other), by=held.runs)
        domain.lend_passage(passage_of(held, 1), seat_of(held, other), by=held.runs)
        domain.recuse(passage_of(held, 1), by=actor)
        assert passage_of(held, 1).chair_id is None
        assert len(told(held, "lend_passage")) == 1


def test_before_the_session_opens_it_changes_hands_without_hours(hold):
    held = hold(opened=False, called=False)
    with held.inside():
        domain.hand_over(seat_of(held, held.members[1]), by=held.runs)
        found = [(seat.presides, seat.presided) for seat in jury_of(held).seats.order_by("created_at")]
    assert found == [(False, []), (True, [])]


def test_a_member_with_a_card_has_the_president_s_console_and_may_hand_it_over(held):
    client = holder(held.site, held.jury, 1, by=held.runs)
    assert client.get(held.url)["Location"] == f"{held.url}salle/"
    confide(held, held.president(), held.members[1])
    console = client.get(held.url)
    assert (console.status_code, "Passer à la délibération" in console.content.decode()) == (200, True)
    assert confide(held, client, held.members[0])["Location"] == held.url
    assert client.get(held.url)["Location"] == f"{held.url}salle/"


def test_another_session_s_member_or_dossier_is_not_found(held):
    nowhere = "5c3b8c1e-6f0b-4c39-9d53-1a0f6d7c2b11"
    assert held.president().post(f"{held.url}passages/{nowhere}/presidence/rendre/").status_code == 404
    sent = {"who": nowhere, "passage": "", "instead_of": ""}
    assert held.president().post(f"{held.url}presidence/", sent).status_code == 422


def test_the_page_costs_few_statements(held):
    client = held.leader()
    with Statements() as sql:
        assert client.get(f"{held.url}presidence/").status_code == 200
    assert len(sql) <= 6
