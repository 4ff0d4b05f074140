"""Reservations and dissent: one's own, once there is a verdict, until decisions are published; on both sides."""

import pytest
from django.db import DatabaseError, transaction

from eclore.kit.errors import Invalid, NotAllowed, Refusal
from eclore.kit.transitions import WrongState
from programs.juries import domain
from programs.juries.domain.recusals import Recused
from programs.juries.minutes import minutes
from programs.juries.states import SeatRole
from tests.programs.juries.deliberations import (
    decided,
    joins,
    jury_of,
    passage_of,
    published,
    reopened,
    rows,
    seat_of,
    told,
)
from tests.support.personas import browser
from tests.support.statements import Statements
from tests.tenants.accounts.test_races import together

TEXT = "Le calendrier me paraît intenable."


@pytest.fixture
def held(hold):
    """In deliberation; the first dossier has its verdict."""
    found = hold(quorum=1)
    found.deliberate()
    decided(found)
    return found


def write(held, rank=1, text=TEXT, kind="reservation", dossier=0):
    actor = held.members[rank].at(held.site)
    with held.inside():
        return domain.write_opinion(passage_of(held, dossier), by=actor, text=text, kind=kind)


def kept(held):
    with held.inside():
        return [(each.kind, each.text) for each in rows(held, "opinions")]


def test_a_member_writes_changes_and_takes_back_their_own(held):
    client, page = held.member(), f"{held.dossier()}reserve/"
    room = client.get(f"{held.url}salle/").content.decode()
    assert "Écrire une réserve" in room
    assert page in client.get(f"{held.url}reserves/").content.decode()
    answer = client.post(page, {"kind": "reservation", "text": TEXT}, follow=True).content.decode()
    assert "Votre texte est enregistré." in answer and TEXT in answer
    client.post(page, {"kind": "dissent", "text": TEXT})
    assert kept(held) == [("dissent", TEXT)]
    for _press in (1, 2):
        assert client.post(f"{page}retirer/")["Location"] == f"{held.url}reserves/"
    assert kept(held) == []
    with held.inside():
        name = seat_of(held, held.members[1]).name
        notes = told(held, "write_opinion") + told(held, "withdraw_opinion")
        assert notes == [f"{name} · {held.passages[0].title}"] * 3


def test_whoever_decides_reads_them_and_no_other_member(held):
    third = joins(held)
    write(held)
    for client in (held.president(), held.leader()):
        page = client.get(f"{held.url}reserves/").content.decode()
        assert TEXT in page and "Réserve" in page
    assert "Réserves" in [each.label for each in held.leader().get(held.url).context["console"].actions]
    assert TEXT not in browser(held.site, third).get(f"{held.url}reserves/").content.decode()
    assert TEXT not in browser(held.site, third).get(f"{held.dossier()}reserve/").content.decode()


@pytest.mark.parametrize("role", [SeatRole.SECRETARY, SeatRole.OBSERVER])
def test_neither_the_secretary_nor_an_observer_reads_or_writes_any(held, role):
    write(held)
    other = joins(held, role)
    for path in (f"{held.url}reserves/", f"{held.dossier()}reserve/"):
        assert browser(held.site, other).get(path).status_code == 403


def test_the_minutes_tell_them_by_name_and_the_redacted_only_that_there_are(held):
    write(held, kind="dissent")
    with held.inside():
        name = seat_of(held, held.members[1]).name
        assert minutes(jury_of(held)).items[0].besides == (f"Opinion dissidente de {name} : {TEXT}",)
        assert minutes(jury_of(held), version="redacted").items[0].besides == ("Opinion dissidente",)


def test_the_same_twice_is_once(held):
    assert write(held).pk == write(held).pk
    with held.inside():
        assert len(told(held, "write_opinion")) == 1


@pytest.mark.real_database
def test_two_devices_at_once_leave_one(real_db, held):
    actor = held.members[1].at(held.site)

    def send(text):
        def act():
            with held.inside():
                return domain.write_opinion(passage_of(held), by=actor, text=text).text

        return act

    together(send("Un."), send("Deux."), send("Trois."))
    assert len(kept(held)) == 1


def test_a_page_older_than_what_is_kept_shows_both_texts(held):
    page, client = f"{held.dossier()}reserve/", held.member()
    drawn = client.get(page).context["form"].drawn()
    client.post(page, {"kind": "reservation", "text": "Du téléphone.", "drawn": drawn})
    answer = client.post(page, {"kind": "reservation", "text": "De la tablette.", "drawn": drawn})
    words = answer.content.decode()
    assert (answer.status_code, "Du téléphone." in words, "De la tablette." in words) == (409, True, True)
    assert kept(held) == [("reservation", "Du téléphone.")]


def test_a_decision_that_changes_afterwards_is_told(held):
    write(held)
    assert "Décision changée depuis" not in held.leader().get(f"{held.url}reserves/").content.decode()
    decided(held, verdict="not_retained")
    assert "Décision changée depuis" in held.leader().get(f"{held.url}reserves/").content.decode()


def test_before_there_is_a_verdict_there_is_nothing_to_say(held):
    with pytest.raises(Refusal) as refused:
        write(held, dossier=1)
    assert refused.value.code == "undecided"
    answer = held.member().post(f"{held.dossier(1)}reserve/", {"kind": "reservation", "text": TEXT})
    assert (answer.status_code, TEXT in answer.content.decode()) == (422, True)


def test_whoever_has_stepped_aside_neither_writes_nor_sees_the_dossier(held):
    write(held, rank=0)
    member = held.members[1].at(held.site)
    with held.inside():
        domain.recuse(passage_of(held), by=member)
    with pytest.raises(Recused):
        write(held)
    assert held.member().get(f"{held.url}reserves/").context["opinions"].own == []
    assert held.member().get(f"{held.dossier()}reserve/").status_code == 404


def test_nor_whoever_was_not_there_nor_who_does_not_sit(held):
    away = joins(held, present=False).at(held.site)
    with held.inside():
        with pytest.raises(NotAllowed, match="pas noté présent"):
            domain.write_opinion(passage_of(held), by=away, text=TEXT)
        with pytest.raises(NotAllowed):
            domain.write_opinion(passage_of(held), by=held.runs, text=TEXT)
    assert held.leader().get(f"{held.dossier()}reserve/").status_code == 403


@pytest.mark.parametrize("given", [{"text": "  "}, {"text": "x" * 4001}, {"kind": "other"}])
def test_what_cannot_be_kept_is_refused(held, given):
    with pytest.raises(Invalid):
        write(held, **given)


def test_only_while_the_jury_deliberates_and_frozen_after(held):
    write(held)
    reopened(held)
    with pytest.raises(WrongState, match="pendant la délibération"):
        write(held, text="Autre.")
    held.deliberate()
    published(held)
    actor = held.members[1].at(held.site)
    with pytest.raises(WrongState):
        write(held, text="Autre.")
    with held.inside():
        with pytest.raises(WrongState):
            domain.withdraw_opinion(passage_of(held), by=actor)
        for change in ({"text": "Autre."}, {"kind": "dissent"}):
            with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
                type(rows(held, "opinions")[0])._default_manager.update(**change)
        type(rows(held, "opinions")[0])._default_manager.update(text="")  # as erasing a person does


def test_a_seat_of_whom_the_minutes_tell_is_not_removed(held):
    write(held)
    with held.inside(), pytest.raises(Refusal) as refused:
        domain.remove_seat(seat_of(held, held.members[1]), by=held.runs)
    assert refused.value.code == "is_told"


def test_the_page_costs_few_statements(held):
    write(held)
    client = held.president()
    with Statements() as sql:
        assert client.get(f"{held.url}reserves/").status_code == 200
    assert len(sql) <= 7
