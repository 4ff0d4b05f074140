"""The deliberation on the room's screen: there while whoever presides shows it, without a name or a mark."""

import json
import re

import pytest

from eclore.kit.errors import NotAllowed, Refusal
from eclore.kit.transitions import WrongState
from programs.juries import deliberation_screen, domain, projection
from tests.programs.juries.rooms import actor_of, acts, drawn, now, reveal, room, seats, show, text
from tests.support.statements import Statements

OLD = "une-page-ancienne"


def is_silent(held, client):
    """Neither the page nor the state tells anything of the ranking."""
    page, state = text(client), client.get("/ecran/etat/").content.decode()
    told = json.loads(state)
    return (
        "Le jury délibère." in page
        and "ranking" not in page
        and 'class="rank"' not in page
        and not re.search(r">\s*[AB]\s*<", page)
        and (told["shown"], told["decided"], told["passage"], told["title"]) == (False, "", "", "")
    )


def test_nothing_of_the_deliberation_is_there_before_it_is_revealed_and_shown(closed):
    client = room(closed)
    assert is_silent(closed, client)
    president = actor_of(closed)
    with closed.inside(), pytest.raises(Refusal, match="Dévoilez d'abord"):
        domain.show_deliberation(closed.jury, by=president, drawn=drawn(closed))
    reveal(closed)
    assert is_silent(closed, client)
    with closed.inside():
        assert deliberation_screen.deliberation(now(closed), closed.side) is None
    show(closed)
    page = text(client)
    rows = re.findall(r'class="rank">(\d+|–)</td>\s*<th scope="row">\s*(\w+)', page)
    assert rows == [("1", "A"), ("2", "B")]
    assert "places restent sur" in page or "place reste sur" in page


def test_neither_a_name_nor_a_mark_nor_a_comment_is_there(closed):
    reveal(closed)
    show(closed)
    page = text(room(closed)).partition("<main")[2].partition("</main>")[0]
    told = [seat.name for seat in seats(closed)] + [seat.email for seat in seats(closed)]
    told += ["Mot de 0", "Mot de 1", "4,5", "1,5", "4.5", "1.5", "sévér"]
    assert [word for word in told if word in page] == []


def test_joint_rankings_name_the_territory_of_each_dossier(closed):
    reveal(closed)
    show(closed)
    page = text(room(closed))
    with closed.inside():
        origins = [passage.origin_label for passage in closed.jury.passages.all()]
    assert [page.count(f'origin">{origin}<') for origin in origins if origin] == [1] * sum(map(bool, origins))
    for address in ("classement/", "classement/avis/"):
        chart = text(closed.president(), closed.url + address).partition("<svg")[2].partition("</figure>")[0]
        assert [origin in chart for origin in origins if origin] == [True] * sum(map(bool, origins)), address


def test_places_left_and_verdicts_follow_what_is_decided(closed):
    reveal(closed)
    show(closed)
    client = room(closed)
    before = client.get("/ecran/etat/")["ETag"]
    with closed.inside():
        passage = closed.side.passages.objects.select_related("jury").get(pk=closed.passages[0].pk)
        verdict = next(value for value, _label in closed.side.verdicts(passage) if value in closed.side.taking_a_place)
        closed.side.decide(passage, by=closed.runs, verdict=verdict, motivation="Juste.")
    after = client.get("/ecran/etat/", HTTP_IF_NONE_MATCH=before)
    assert after.status_code == 200 and verdict not in after.content.decode()
    with closed.inside():
        told = deliberation_screen.deliberation(now(closed), closed.side)
        places = now(closed).places
    assert (told.left, told.undecided, told.next.title) == (places - 1, 1, "B")
    assert re.search(r"1\s+dossier à décider", text(client))


def test_hidden_again_in_one_act_by_whoever_leads(closed):
    reveal(closed)
    show(closed)
    client = room(closed)
    assert "ranking" in text(client)
    closed.leader().post(f"{closed.url}ecran/masquer/")
    assert is_silent(closed, client)
    assert acts(closed) == ["open_projection", "show_deliberation", "hide_deliberation"]


def test_both_consoles_agree(closed):
    reveal(closed)
    consoles = [text(client, closed.url) for client in (closed.president(), closed.leader())]
    assert ["Montrer à la salle" in page for page in consoles] == [True, False]
    show(closed)
    consoles = [text(client, closed.url) for client in (closed.president(), closed.leader())]
    assert ["Masquer à la salle" in page for page in consoles] == [True, True]
    told = json.loads(closed.leader().get(f"{closed.url}etat/").content)
    assert told["shown"] is True and "decided" not in told
    assert "shown" not in json.loads(closed.member().get(f"{closed.url}etat/").content)


def test_shown_twice_it_is_once_and_a_page_from_before_it_was_hidden_shows_nothing(closed):
    reveal(closed)
    with closed.inside():
        before = drawn(closed)
    for _press in range(2):
        show(closed, drawn=before)
    assert acts(closed).count("show_deliberation") == 1
    closed.leader().post(f"{closed.url}ecran/masquer/")
    answer = closed.president().post(f"{closed.url}ecran/montrer/", {"drawn": before})
    assert answer.status_code == 422 and "a changé depuis" in answer.content.decode()
    with closed.inside():
        assert not projection.shows_deliberation(now(closed))


def test_only_whoever_reveals_shows_it(closed):
    reveal(closed)
    for client in (closed.leader(), closed.member()):
        assert client.post(f"{closed.url}ecran/montrer/", {"drawn": OLD}).status_code == 403
    member = actor_of(closed, 1)
    with closed.inside():
        for verb in (domain.open_projection, domain.close_projection, domain.hide_deliberation):
            with pytest.raises(NotAllowed):
                verb(closed.jury, by=member)


def test_marks_that_open_again_hide_it_for_good(closed):
    reveal(closed)
    show(closed)
    client, president = room(closed), actor_of(closed)
    with closed.inside():
        domain.resume(closed.jury, by=closed.runs)
        assert now(closed).projected_at is None
        domain.deliberate(closed.jury, by=closed.runs)
    reveal(closed)
    assert is_silent(closed, client)
    with closed.inside():
        domain.resume(closed.jury, by=closed.runs)
        with pytest.raises(WrongState):
            domain.show_deliberation(closed.jury, by=president, drawn=drawn(closed))


def test_a_member_s_own_screen_shows_no_ranking_and_the_president_s_none_of_what_they_left(closed):
    president = actor_of(closed)
    with closed.inside():
        domain.recuse(closed.passages[0], by=president, reason="Proche")
    reveal(closed)
    show(closed)
    pages = [text(client, f"{closed.url}ecran/") for client in (closed.member(), closed.president(), closed.leader())]
    shown = [re.findall(r'class="rank">(?:\d+|–)</td>\s*<th scope="row">\s*(\w+)', page) for page in pages]
    assert shown == [[], ["B"], ["A", "B"]]


def test_its_page_costs_little(closed):
    reveal(closed)
    show(closed)
    client = room(closed)
    text(client)
    with Statements() as sql:
        text(client)
    assert len(sql) <= 10
