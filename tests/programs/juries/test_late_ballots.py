"""Marks that come once they are closed: kept, told to whoever decides, counted by a motivated act, on both sides."""

import pytest
from django.db import DatabaseError, transaction

from eclore.kit.errors import Invalid, NotAllowed, Refusal
from eclore.kit.transitions import AlreadyDone
from programs.juries import domain
from programs.juries.queries import own_ballot, related
from tests.programs.juries.deliberations import joins, passage_of, seat_of
from tests.support.personas import browser

WHY = "La tablette était sans réseau."


@pytest.fixture
def closed(hold):
    """The second member's marks come after the president's, once they are closed."""
    held = hold()
    held.president().post(held.dossier(), held.marks(5))
    held.member().post(held.dossier(), held.marks(2))
    held.deliberate()
    return held


def late_of(held):
    with held.inside():
        return list(related(type(held.passages[0]), "late_ballots").select_related("passage__jury", "seat"))


def hands_in(held, value=4, **others):
    return held.member().post(held.dossier(), held.marks(value, **others), follow=True).content.decode()


def marks_of(held, rank=1):
    with held.inside():
        passage = type(held.passages[0])._default_manager.get(pk=held.passages[0].pk)
        return set(own_ballot(passage, list(passage.jury.seats.order_by("created_at"))[rank])[1].values())


def test_marks_that_come_late_are_kept_and_told_and_do_not_count(closed):
    page = hands_in(closed, comment="Avant la coupure.")
    assert "est remis à la présidence, qui décide de le compter" in page
    assert [(each.comment, each.answered_at) for each in late_of(closed)] == [("Avant la coupure.", None)]
    assert marks_of(closed) == {2}
    console = closed.leader().get(closed.url).content.decode()
    assert "Bulletins tardifs (1)" in console
    listed = closed.leader().get(f"{closed.url}bulletins-tardifs/").content.decode()
    assert "Avant la coupure." not in listed and "À décider" not in listed and "Décider" in listed


def test_sent_again_it_is_one_and_another_takes_its_place(closed):
    for value in (4, 4, 3):
        hands_in(closed, value)
    assert [set(each.given.values()) for each in late_of(closed)] == [{3}]


def test_the_ballot_that_counts_already_sent_again_is_not_late(closed):
    page = hands_in(closed, 2)
    assert (late_of(closed), "Notes validées." in page) == ([], True)


def test_counted_it_takes_the_place_of_the_ballot_before_it_and_the_session_stays_closed(closed):
    hands_in(closed)
    president = closed.members[0].at(closed.site)
    with closed.inside():
        domain.reveal(closed.jury, by=president)
        before = type(closed.jury)._default_manager.values("state", "closed_at", "revealed_at").get(pk=closed.jury.pk)
    [late] = late_of(closed)
    page = f"{closed.url}bulletins-tardifs/{late.pk}/"
    answer = closed.leader().post(page, {"counted": "compter", "reason": WHY}, follow=True).content.decode()
    assert "La réponse est enregistrée." in answer and "Compté" in answer and WHY in answer
    assert marks_of(closed) == {4}
    with closed.inside():
        after = type(closed.jury)._default_manager.values("state", "closed_at", "revealed_at").get(pk=closed.jury.pk)
        assert before == after
        told = closed.jury.events.get(verb="count_late")
        assert WHY in told.note
    assert f"est compté : {WHY}" in closed.member().get(closed.dossier()).content.decode()


def test_set_aside_it_does_not_count_and_its_member_reads_why(closed):
    hands_in(closed)
    [late] = late_of(closed)
    with closed.inside():
        domain.set_aside_late(late, by=closed.runs, reason=WHY)
    assert marks_of(closed) == {2}
    assert "pas compté" in closed.member().get(closed.dossier()).content.decode()
    page = hands_in(closed)  # its device has not heard the answer
    assert len(late_of(closed)) == 1 and "pas compté" in page


def test_it_is_answered_once_with_a_reason_by_whoever_decides(closed):
    hands_in(closed)
    [late], member = late_of(closed), closed.members[1].at(closed.site)
    with closed.inside():
        with pytest.raises(Invalid):
            domain.count_late(late, by=closed.runs, reason="  ")
        with pytest.raises(NotAllowed):
            domain.count_late(late, by=member, reason=WHY)
        domain.count_late(late, by=closed.runs, reason=WHY)
        with pytest.raises(AlreadyDone):
            domain.count_late(late, by=closed.runs, reason=WHY)
        with pytest.raises(Refusal, match="déjà sa réponse"):
            domain.set_aside_late(late, by=closed.runs, reason=WHY)


def test_a_member_opens_neither_the_list_nor_an_answer(closed):
    hands_in(closed)
    [late] = late_of(closed)
    for path in ("", f"{late.pk}/"):
        assert closed.member().get(f"{closed.url}bulletins-tardifs/{path}").status_code == 403


def test_whoever_has_left_the_dossier_neither_sees_nor_answers_it(closed):
    hands_in(closed)
    [late], president = late_of(closed), closed.members[0].at(closed.site)
    with closed.inside():
        domain.recuse(closed.passages[0], by=president, reason="Proche")
    client = closed.president()
    assert client.get(f"{closed.url}bulletins-tardifs/{late.pk}/").status_code == 404
    assert late.seat.name not in client.get(f"{closed.url}bulletins-tardifs/").content.decode()


def test_those_of_a_lent_dossier_are_answered_by_whoever_presides_on_it_and_by_no_other_member(closed):
    hands_in(closed)
    [late] = late_of(closed)
    lent = joins(closed)
    with closed.inside():
        domain.lend_passage(passage_of(closed), seat_of(closed, lent), by=closed.runs)
    chair, page = browser(closed.site, lent), f"{closed.url}bulletins-tardifs/"
    assert "Bulletins tardifs (1)" in chair.get(f"{closed.url}salle/").content.decode()
    listed = closed.president().get(page).content.decode()
    assert late.seat.name in listed and f"{page}{late.pk}/" not in listed and lent.name in listed
    assert closed.president().get(f"{page}{late.pk}/").status_code == 403
    assert f"{page}{late.pk}/" in chair.get(page).content.decode()
    answer = chair.post(f"{page}{late.pk}/", {"counted": "compter", "reason": WHY})
    assert (answer["Location"], marks_of(closed)) == (page, {4})


def test_whoever_presides_on_one_dossier_finds_the_late_ballots_of_that_one_alone(closed):
    hands_in(closed)
    [late] = late_of(closed)
    lent = joins(closed)
    with closed.inside():
        domain.lend_passage(passage_of(closed, 1), seat_of(closed, lent), by=closed.runs)
    chair = browser(closed.site, lent)
    assert late.seat.name not in chair.get(f"{closed.url}bulletins-tardifs/").content.decode()
    assert chair.get(f"{closed.url}bulletins-tardifs/{late.pk}/").status_code == 404
    assert "Bulletins tardifs (" not in chair.get(f"{closed.url}salle/").content.decode()


def test_what_comes_before_the_marks_close_is_a_ballot_and_after_resuming_too(closed):
    with closed.inside():
        domain.resume(closed.jury, by=closed.runs)
    assert "Notes validées." in hands_in(closed, 3)
    assert (late_of(closed), marks_of(closed)) == ([], {3})


def test_an_incomplete_one_is_refused_and_says_what_is_missing(closed):
    member = closed.members[1].at(closed.site)
    with closed.inside(), pytest.raises(Invalid, match="Il reste à noter"):
        domain.hand_in(closed.passages[0], by=member, marks={})
    assert late_of(closed) == []


def test_the_database_keeps_closed_ballots_from_anybody_else(closed):
    hands_in(closed)
    with closed.inside(), pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
        related(type(closed.passages[0]), "ballots").update(cast_at=None)
