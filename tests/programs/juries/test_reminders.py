"""Members from whom something is awaited are reminded of it, by letter or on their tablet; never of a mark."""

import json
from datetime import timedelta
from email.utils import parseaddr

import pytest
from django.core import mail

from eclore.kit import clock
from eclore.kit.errors import NotAllowed, Refusal
from eclore.kit.transitions import AlreadyDone, WrongState
from programs.juries import domain
from programs.juries.reminders import AGAIN, awaited
from programs.juries.states import SeatRole
from tests.programs.juries.deliberations import joins, jury_of, passage_of, published, seat_of, told
from tests.support.statements import Statements

PAGE = "relances/"


def letters(queue):
    mail.outbox.clear()
    queue.run()
    return {parseaddr(each.to[0])[1]: each for each in mail.outbox}


def remind(held, *, by=None, seats=None):
    with held.inside():
        return [each.seat.email for each in domain.remind(jury_of(held), by=by or held.runs, seats=seats)]


def history(held):
    with held.inside():
        return told(held, "remind")


def labels(held):
    with held.inside():
        return {each.seat.email: each.label for each in awaited(jury_of(held))}


def shift(held, back):
    """As if the reminder had been sent earlier."""
    with held.inside():
        held.side.seats.objects.filter(jury=held.jury).update(reminded_at=clock.now() - back)


def test_before_the_day_whoever_has_not_answered_is_written_to_with_their_link(hold, queue):
    held = hold(opened=False, answered=False)
    queue.run()
    first, second = (each.email for each in held.members)
    assert labels(held) == dict.fromkeys((first, second), "Conflits d'intérêts : réponse attendue")
    assert sorted(remind(held)) == sorted([first, second])
    left = letters(queue)
    assert set(left) == {first, second}
    assert f"{held.url}conflits/" in left[second].body
    assert held.site.name in left[second].from_email
    held.member().post(f"{held.url}conflits/", {})
    assert set(labels(held)) == {first}


def test_in_the_room_the_tablet_says_it_and_no_letter_leaves(hold, queue):
    held = hold()
    queue.run()
    held.president().post(held.dossier(), held.marks(5, comment="Mot secret"))
    held.president().post(held.dossier(1), held.marks(5))
    member = held.member()
    state = f"{held.url}etat/"
    before = json.loads(member.get(state).content)
    assert (labels(held), before["reminded"]) == ({held.members[1].email: "2 bulletins à valider"}, "")
    assert "Un rappel" not in member.get(f"{held.url}salle/").text
    remind(held)
    assert letters(queue) == {}
    assert json.loads(member.get(state).content)["reminded"]
    assert json.loads(held.president().get(state).content)["reminded"] == ""
    assert "Un rappel vous a été adressé" in member.get(f"{held.url}salle/").text
    for rank in (0, 1):
        member.post(held.dossier(rank), held.marks(3))
    assert "Un rappel" not in member.get(f"{held.url}salle/").text
    assert labels(held) == {}


def test_whoever_has_left_the_room_is_written_to(hold, queue):
    held = hold()
    queue.run()
    with held.inside():
        domain.note_presence(seat_of(held, held.members[1]), by=held.runs, present=False)
    remind(held)
    left = letters(queue)
    assert set(left) == {held.members[1].email}
    body = left[held.members[1].email].body
    assert f"{held.url}salle/" in body and "2 bulletins à valider" in body


def test_a_second_press_is_the_same_act_until_some_minutes_have_gone(hold, queue):
    held = hold()
    remind(held)
    with pytest.raises(AlreadyDone):
        remind(held)
    shift(held, AGAIN - timedelta(seconds=5))
    with pytest.raises(AlreadyDone):
        remind(held)
    shift(held, AGAIN)
    assert len(remind(held)) == 2
    assert len(history(held)) == 2


def test_one_of_them_alone(hold):
    held = hold()
    with held.inside():
        seat = seat_of(held, held.members[1])
    assert remind(held, seats=[seat.pk]) == [held.members[1].email]
    assert remind(held) == [held.members[0].email]
    assert history(held)[0] == seat.name and len(history(held)) == 2


def test_a_proposed_recusal_is_an_answer_that_is_awaited(hold):
    held = hold()
    with held.inside():
        domain.propose_recusal(passage_of(held), seat_of(held, held.members[1]), by=held.runs)
    assert labels(held)[held.members[1].email] == "Conflits d'intérêts : réponse attendue"


def test_who_does_not_mark_is_never_reminded_and_nobody_is_once_all_is_in(hold):
    held = hold()
    secretary = joins(held, SeatRole.SECRETARY)
    joins(held, SeatRole.ALTERNATE, present=False)
    assert secretary.email not in labels(held) and len(labels(held)) == 2
    for client in (held.president(), held.member()):
        for rank in (0, 1):
            client.post(held.dossier(rank), held.marks())
    assert labels(held) == {}
    with pytest.raises(Refusal) as refused:
        remind(held)
    assert refused.value.code == "nothing_awaited"
    assert "personne n" in held.leader().get(f"{held.url}{PAGE}").text


def test_who_may_and_until_when(hold):
    held = hold()
    with pytest.raises(NotAllowed):
        remind(held, by=held.members[1].at(held.site))
    for path in (PAGE, f"{PAGE}tous/"):
        assert held.member().get(f"{held.url}{path}").status_code == 403
    assert held.member().post(f"{held.url}{PAGE}tous/").status_code == 403
    published(held)
    with pytest.raises(WrongState):
        remind(held)


def test_the_page_says_whom_and_when_and_no_mark(hold):
    held = hold()
    held.member().post(held.dossier(), held.marks(5, comment="Mot secret"))
    page = held.leader().get(f"{held.url}{PAGE}").text
    assert "1 bulletin à valider" in page and "2 bulletins à valider" in page and "Mot secret" not in page
    with held.inside():
        seats = [seat_of(held, each) for each in held.members]
    asked = held.leader().get(f"{held.url}{PAGE}tous/").text
    assert all(seat.name in asked for seat in seats)
    url = f"{held.url}membres/{seats[1].pk}/relancer/"
    after = held.leader().post(url, follow=True).text
    assert f"Rappel envoyé à {seats[1].name}." in after and "Relance :" in after and f'action="{url}"' not in after
    held.leader().post(f"{held.url}{PAGE}tous/")
    assert len(history(held)) == 2
    assert "Rappel envoyé" in held.leader().get(held.url).text


def test_the_page_costs_little(hold):
    held = hold()
    client = held.leader()
    client.get(f"{held.url}{PAGE}")
    with Statements() as sql:
        client.get(f"{held.url}{PAGE}")
    assert len(sql) <= 10, sql.texts


def test_missing_marks_conflicts_and_quorum_are_said_before_the_deliberation_opens(hold):
    held = hold(answered=False)
    with held.inside():
        held.side.juries.objects.filter(pk=held.jury.pk).update(quorum=3)
    page = held.leader().get(held.url).text
    assert "Relancer" in page and f"{held.url}{PAGE}" in page
    assert "réponse attendue de" in page and "Quorum : il manque 1 membre pour le quorum." in page


def test_the_manager_reads_why_the_ranking_is_closed_and_who_may_reveal_it(hold):
    held = hold()
    held.deliberate()
    with held.inside():
        name = seat_of(held, held.members[0]).name
    said = f"Le classement n&#x27;est pas dévoilé : {name}, qui préside, peut le dévoiler."
    for path in ("", "decisions/"):
        assert said in held.leader().get(f"{held.url}{path}").text
        assert said not in held.president().get(f"{held.url}{path}").text
    refused = held.leader().get(f"{held.url}classement/")
    assert refused.status_code == 403 and said in refused.text
    held.president().post(f"{held.url}devoiler/")
    assert said not in held.leader().get(held.url).text
    assert held.leader().get(f"{held.url}classement/").status_code == 200
