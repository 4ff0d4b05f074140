"""Sheets that cannot be typed, sent twice, typed by two people at once: nothing is lost, nothing counts twice."""

import pytest

from eclore.kit.errors import Invalid, NotAllowed, Refusal
from eclore.kit.transitions import AlreadyDone, WrongState
from programs.juries import domain
from programs.juries.domain.paper_entries import Overtaken
from programs.juries.states import SeatRole
from tests.programs.juries.deliberations import jury_of, passage_of, published, rows, seat_of
from tests.programs.juries.paper import COUNTED, Desk, text_of
from tests.tenants.accounts.test_races import together


@pytest.fixture
def desk(hold):
    """A session whose two dossiers were heard."""
    return Desk(hold())


def refused(desk, code, kind=Refusal, by=None):
    """The verb refuses, and so does the page, where what was typed is still there."""
    with desk.held.inside():
        with pytest.raises(kind) as met:
            desk.put(by or desk.held.runs)
        assert met.value.code == code
    page = desk.types(desk.first, 4, "Tapé avec soin.")
    assert str(met.value.sentence) in page.replace("&#x27;", "'") and "Tapé avec soin." in page
    assert desk.entries() == [] and desk.ballot() is None


def test_whoever_has_stepped_aside_or_must_answer_has_no_sheet(desk):
    member = desk.held.members[1].at(desk.held.site)
    with desk.held.inside():
        asked = domain.propose_recusal(
            passage_of(desk.held), seat_of(desk.held, desk.held.members[1]), by=desk.held.runs
        )
    refused(desk, "recusal_pending")
    with desk.held.inside():
        domain.confirm_recusal(asked, by=member)
    refused(desk, "recused")


def test_whoever_has_not_said_if_they_have_a_conflict_has_no_sheet(desk):
    with desk.held.inside():
        desk.held.side.seats.objects.filter(email=desk.held.members[1].email).update(conflicts_until=None)
    refused(desk, "conflicts_unanswered")


def test_a_seat_that_does_not_mark_has_no_sheet(desk):
    with desk.held.inside():
        seats = desk.held.side.seats.objects.filter(email=desk.held.members[1].email)
        seats.update(role=SeatRole.OBSERVER)
    refused(desk, "does_not_vote")


def test_an_alternate_is_called_first(desk):
    with desk.held.inside():
        seats = desk.held.side.seats.objects.filter(email=desk.held.members[1].email)
        seats.update(role=SeatRole.ALTERNATE, present=False, stays=[])
    refused(desk, "not_called")


def test_a_dossier_that_has_not_begun_has_no_sheet(hold):
    desk = Desk(hold(heard=False))
    refused(desk, "not_open")


def test_neither_before_the_opening_nor_after_publication(hold):
    desk = Desk(hold(opened=False))
    refused(desk, "wrong_state", WrongState)
    assert "pendant la séance et la délibération" in text_of(desk.first.get(desk.index))
    published(desk.held)
    refused(desk, "wrong_state", WrongState)


def test_a_member_of_another_session_is_not_found(desk, hold):
    other = hold(title="Autre") if desk.held.side.adds_passages else None
    if other is None:
        return
    with other.inside():
        seat = seat_of(other, other.members[0])
    assert desk.first.get(f"{desk.held.dossier()}papier/{seat.pk}/").status_code == 404
    with desk.held.inside(), pytest.raises(Refusal) as met:
        domain.type_paper(passage_of(desk.held), seat, by=desk.held.runs, marks={}, drawn="")
    assert met.value.code == "not_seated"


def test_an_incomplete_sheet_says_what_is_missing(desk):
    with desk.held.inside(), pytest.raises(Invalid, match="Il reste à noter"):
        passage, seat = passage_of(desk.held), seat_of(desk.held, desk.held.members[1])
        domain.type_paper(passage, seat, by=desk.held.runs, marks={}, drawn=desk.sheet().version)
    url = desk.url()
    answer = desk.first.post(url, {"comment": "À moitié.", "drawn": desk.drawn(desk.first)})
    assert answer.status_code == 422 and "À moitié." in text_of(answer) and desk.entries() == []


def test_who_does_not_lead_types_nothing_and_whoever_has_left_the_dossier_neither(desk):
    member, president = (desk.held.members[rank].at(desk.held.site) for rank in (1, 0))
    with desk.held.inside():
        with pytest.raises(NotAllowed):
            desk.put(member)
        domain.recuse(passage_of(desk.held), by=president)
        with pytest.raises(NotAllowed, match="en déport"):
            desk.put(president)
    assert desk.held.president().get(desk.url()).status_code == 404
    assert desk.held.president().get(desk.url(1)).status_code == 200


def test_pressed_twice_is_once_whichever_the_typing(desk):
    first, second = desk.drawn(desk.first), None
    for _press in range(2):
        assert "La saisie est gardée" in desk.types(desk.first, 4, drawn=first)
        assert len(desk.entries()) == 1
    second = desk.drawn(desk.first)
    for _press in range(2):
        assert COUNTED in desk.types(desk.first, 4, drawn=second)
    assert desk.ballot() == ({4}, "", True, True)
    assert [verb for verb, _facts in desk.log()] == ["type_paper", "cast"]


def test_one_that_differs_pressed_twice_does_not_agree_with_itself(desk):
    desk.types(desk.first, 4)
    drawn = desk.drawn(desk.second)
    for _press in range(2):
        desk.types(desk.second, 2, drawn=drawn)
    assert [set(entry.given.values()) for entry in desk.entries()] == [{4}, {2}]
    assert desk.ballot() is None


def test_confirmed_twice_is_once(desk):
    desk.types(desk.first, 4)
    drawn = desk.drawn(desk.second)
    by = desk.held.manager.at(desk.held.site)
    for _press in range(2):
        assert "est confirmée" in desk.confirms(desk.second, drawn)
    with desk.held.inside(), pytest.raises(AlreadyDone):
        passage, seat = passage_of(desk.held), seat_of(desk.held, desk.held.members[1])
        domain.confirm_paper(passage, seat, by=by, drawn=drawn)
    assert [verb for verb, _facts in desk.log() if verb != "see_paper"] == ["type_paper", "confirm_paper", "cast"]


def test_two_people_who_do_not_see_each_other_s_have_typed_it_twice(desk):
    drawn = desk.drawn(desk.first)
    desk.types(desk.first, 4, drawn=drawn)
    assert COUNTED in desk.types(desk.second, 4, drawn=drawn)
    assert desk.ballot() == ({4}, "", True, True)


def test_a_stale_page_of_one_s_own_is_told_and_keeps_what_was_typed(desk):
    drawn = desk.drawn(desk.first)
    desk.types(desk.first, 4, drawn=drawn)
    page = desk.types(desk.first, 2, "Autre onglet.", drawn=drawn)
    assert "saisie entre-temps" in page and "Autre onglet." in page and len(desk.entries()) == 1
    assert desk.drawn(desk.first) in page  # the next press is compared with what is there


def test_what_was_typed_again_meanwhile_is_not_confirmed(desk):
    desk.types(desk.first, 4)
    drawn = desk.drawn(desk.second)
    desk.types(desk.first, 2)
    answer = desk.second.post(f"{desk.url()}confirmer/", {"drawn": drawn})
    assert answer.status_code == 422 and "saisie de nouveau" in text_of(answer)
    by = desk.held.manager.at(desk.held.site)
    with desk.held.inside(), pytest.raises(Overtaken):
        passage, seat = passage_of(desk.held), seat_of(desk.held, desk.held.members[1])
        domain.confirm_paper(passage, seat, by=by, drawn=drawn)
    assert desk.ballot() is None


def test_the_log_says_who_typed_read_and_confirmed_and_never_a_mark(desk):
    desk.types(desk.first, 4, "Un mot rare.")
    desk.types(desk.first, 2, "Un mot rare.")
    desk.first.get(desk.url())
    desk.types(desk.second, 2, "Un mot rare.")
    verbs = [verb for verb, _facts in desk.log()]
    assert verbs[:2] == ["type_paper", "differ_paper"] and "see_paper" in verbs and verbs[-1] == "cast"
    facts = " ".join(facts for _verb, facts in desk.log())
    assert "rare" not in facts and '"marks"' not in facts and '"means":"paper"' in facts


@pytest.mark.real_database
def test_two_secretaries_at_once_make_one_ballot(real_db, hold):
    desk = Desk(hold())
    one, other = desk.secretary.at(desk.held.site), desk.held.manager.at(desk.held.site)
    with desk.held.inside():
        drawn = desk.sheet().version

    def type_it(by, value):
        def act():
            with desk.held.inside():
                return len(desk.put(by, value, drawn=drawn).entries)

        return act

    assert sorted(map(str, together(type_it(one, 4), type_it(other, 4)))) == ["0", "1"]
    assert (desk.ballot(), desk.entries()) == (({4}, "", True, True), [])
    verbs = [verb for verb, _facts in desk.log()]
    assert verbs.count("cast") == 1


@pytest.mark.real_database
def test_the_member_s_own_ballot_at_once_is_not_lost(real_db, hold):
    desk = Desk(hold())
    one, member = desk.secretary.at(desk.held.site), desk.held.members[1].at(desk.held.site)
    with desk.held.inside():
        desk.put(one, 4)
        drawn = desk.sheet().version

    def type_it():
        with desk.held.inside():
            return "paper" if desk.put(one, 4, drawn=drawn).counted else "kept"

    def mark():
        with desk.held.inside():
            passage = passage_of(desk.held)
            domain.cast(passage, by=member, marks={each.pk: 2 for each in passage.jury.criteria.all()})
            return "own"

    assert sorted(together(type_it, mark)) in (["on_paper", "paper"], ["own", "own_ballot"])
    assert desk.ballot() in (({4}, "", True, True), ({2}, "", True, False))


def test_an_own_ballot_that_waits_for_an_answer_is_not_replaced(desk):
    desk.held.deliberate()
    desk.held.member().post(desk.held.dossier(), desk.held.marks(2))
    page = desk.types(desk.first, 4)
    assert "a validé lui-même" in page
    with desk.held.inside():
        assert [late.paper for late in rows(desk.held, "late_ballots")] == [False]
        assert jury_of(desk.held).state == "deliberation"
