"""What a member's tablet keeps of a session: which pages, each dossier's sheet, the worker; on both sides."""

import json

import pytest

from programs.juries import domain
from tests.support.personas import browser, person
from tests.support.statements import Statements


def kept(held, client):
    answer = client.get(f"{held.url}hors-ligne/")
    return json.loads(answer.content) if answer.status_code == 200 else answer.status_code


def sheets(held, *ranks):
    return [f"{held.dossier(rank)}feuille/" for rank in ranks]


def test_a_tablet_keeps_the_list_and_a_sheet_for_each_dossier(hold):
    held = hold()
    told = kept(held, held.member())
    assert told["pages"] == [f"{held.url}salle/", *sheets(held, 0, 1)]
    assert told["pace"] == 50  # 25 milliseconds a member


def test_it_keeps_no_dossier_that_its_member_has_left_or_is_asked_to_leave(hold):
    held = hold()
    member = held.members[1].at(held.site)
    with held.inside():
        seat = held.passages[0].jury.seats.get(presides=False)
        domain.propose_recusal(held.passages[0], seat, by=held.runs, reason="Proche")
    assert kept(held, held.member())["pages"][1:] == sheets(held, 1)
    with held.inside():
        domain.recuse(held.passages[1], by=member, reason="Proche")
    assert kept(held, held.member())["pages"][1:] == []
    assert held.member().get(sheets(held, 1)[0]).status_code == 404
    assert held.member().get(sheets(held, 0)[0])["Location"] == held.dossier(0)


def test_a_sheet_has_the_dossier_and_a_form_even_before_it_opens(hold):
    held = hold(heard=False)
    page = held.member().get(sheets(held, 0)[0]).content.decode()
    assert f'action="{held.dossier()}"' in page and 'data-title="A"' in page and "Valider mes notes" in page
    answer = held.member().post(held.dossier(), held.marks(), headers={"Eclore-Keeper": "nobody"})
    assert (answer.status_code, answer["Eclore-State"]) == (409, "waits")
    with held.inside():
        domain.open_passage(held.passages[0], by=held.runs)
    answer = held.member().post(held.dossier(), held.marks(), headers={"Eclore-Keeper": "nobody"})
    assert answer["Eclore-State"] == "taken"


def test_a_sheet_costs_no_more_than_a_page_and_the_list_of_pages_less(hold):
    held = hold()
    client = held.member()
    client.get(sheets(held, 0)[0])
    with Statements() as sheet:
        client.get(sheets(held, 0)[0])
    with Statements() as listed:
        client.get(f"{held.url}hors-ligne/")
    assert len(sheet) <= 7, sheet.texts
    assert len(listed) <= 4, listed.texts


def test_once_marks_are_closed_a_sheet_shows_them_and_no_form(hold):
    held = hold()
    held.member().post(held.dossier(), held.marks(4))
    held.deliberate()
    page = held.member().get(sheets(held, 0)[0]).content.decode()
    assert ("data-title" in page, "4 · Bien" in page) == (False, True)


@pytest.mark.parametrize("path", ["hors-ligne/", "application.webmanifest"])
def test_nobody_else_is_told_of_the_session(hold, path):
    held = hold()
    stranger = browser(held.site, person())
    assert stranger.get(held.url + path).status_code in (302, 404)  # the territory knows them or not
    assert browser(held.site).get(held.url + path).status_code == 302


def test_the_worker_serves_its_own_session_and_takes_nothing(hold):
    held = hold()
    answer = held.member().get(f"{held.url}hors-ligne.js")
    assert answer["Content-Type"] == "text/javascript" and "hors-ligne/" in answer.content.decode()
    for path in ("hors-ligne.js", "hors-ligne/", "application.webmanifest", "passages/{}/feuille/"):
        assert held.member().post(held.url + path.format(held.passages[0].pk)).status_code == 405


def test_the_manifest_opens_the_members_list(hold):
    held = hold()
    told = json.loads(held.member().get(f"{held.url}application.webmanifest").content)
    assert (told["start_url"], told["scope"]) == (f"{held.url}salle/", held.url)


def test_a_session_that_is_over_is_kept_no_more(hold):
    held = hold(opened=False)
    with held.inside():
        type(held.jury)._default_manager.filter(pk=held.jury.pk).update(state="cancelled")
    assert kept(held, held.member())["pages"] == []
