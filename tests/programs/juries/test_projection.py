"""The room's screen: a code opens it, and nothing else."""

import json
import re
from datetime import timedelta

from django.conf import settings

from eclore.kit import clock
from programs.juries import domain, projection
from tests.budgets.addresses import all_addresses
from tests.programs.juries.rooms import acts, code_of, now, reveal, room, seats, show, text
from tests.support.personas import browser, person
from tests.support.statements import Statements

# What differs from one asking to the next, whoever asks.
DRAWN = re.compile(
    r'name="(?:csrfmiddlewaretoken|once|key|drawn)"[^>]*value="[^"]*"|(?:data-\w+|datetime)="20[^"]*"|[?&](?:amp;)?marque=\w+'
)
OLD = "une-page-ancienne"


# The code


def test_a_code_of_eight_letters_typed_without_an_account_opens_the_screen(opened):
    code = code_of(opened)
    assert len(code) == 8 and set(code) <= set(projection.ALPHABET)
    page = text(room(opened, f" {code[:4].lower()}-{code[4:].lower()} "))
    assert "<h1>A</h1>" in page and "présentation · " in page and "Passage 1 sur 2" in page
    assert re.search(r"Ensuite</span>\s*<b>B</b>", page)
    names = [seat.name for seat in seats(opened)]
    assert [name for name in names if name in page] == []


def test_where_each_team_comes_from_is_named(opened):
    page = text(room(opened))
    with opened.inside():
        origins = [passage.origin_label for passage in opened.jury.passages.all()]
    assert [origin in page for origin in origins if origin] == [True] * sum(map(bool, origins))
    assert bool(origins[0]) == (opened.site.territory_id is None)


def test_the_console_gives_the_address_and_the_code_to_whoever_leads(opened):
    assert "Écran de la salle" in text(opened.leader(), opened.url)
    page = text(opened.leader(), f"{opened.url}ecran/code/")
    assert projection.spoken(code_of(opened)) in page
    assert f"{opened.site.host}/ecran/" in page
    assert opened.member().get(f"{opened.url}ecran/code/").status_code == 403
    assert opened.member().post(f"{opened.url}ecran/remplacer/").status_code == 403


def test_the_code_is_written_nowhere(opened):
    code = code_of(opened)
    with opened.inside():
        row = type(opened.jury)._default_manager.filter(pk=opened.jury.pk).values().get()
        told = [row, *opened.jury.events.values()]
    assert code not in str(told) and code.lower() not in str(told).lower()


def test_it_follows_the_session_as_nobody_in_two_statements_and_304(opened):
    client = room(opened)
    text(client)
    with Statements() as sql:
        first = client.get("/ecran/etat/")
    assert len(sql) == 2
    told = json.loads(first.content)
    assert (told["title"], told["url"], told["progress"], told["still"]) == ("A", "", "", "")
    assert client.get("/ecran/etat/", HTTP_IF_NONE_MATCH=first["ETag"]).status_code == 304
    with opened.inside():
        domain.open_passage(opened.passages[1], by=opened.runs)
    assert json.loads(client.get("/ecran/etat/").content)["title"] == "B"


def test_it_opens_no_other_page_of_the_host(opened):
    """Every address of the resolver, with real things in it: as to somebody who has typed nothing."""
    screen, nobody = room(opened), browser(opened.site)
    kind = "territory" if opened.site.territory_id else "national"
    with opened.inside():
        seat = opened.jury.seats.first()
    keys = {"pk": opened.jury.pk, "jury": opened.jury.pk, "passage": opened.passages[0].pk, "seat": seat.pk}
    asked, differ = 0, []
    for address in all_addresses():
        if address.kind != kind or address.route.startswith("ecran/"):
            continue
        path = "/" + re.sub(r"<(?:[a-z]+:)?([a-z_]+)>", lambda found: str(keys.get(found[1], seat.pk)), address.route)
        asked += 1
        for method in ("get", "post"):
            told = [shape(getattr(client, method)(path)) for client in (nobody, screen)]
            if told[0] != told[1]:
                differ.append((method, path, told))
    assert asked > 80 and differ == []


def shape(answer):
    """What is answered, but for the tokens of its forms."""
    body = b"" if answer.streaming else answer.content
    return answer.status_code, *(
        DRAWN.sub("", part) for part in (answer.get("Location", ""), body.decode(errors="replace"))
    )


def test_of_another_session_nor_another_host_it_opens_nothing(opened, hold, oise):
    client = room(opened)
    elsewhere = browser(oise)
    elsewhere.cookies = client.cookies
    assert "Code de l" in text(elsewhere)
    assert elsewhere.get("/ecran/etat/").status_code == 404
    assert browser(oise).post("/ecran/", {"code": code_of(opened)}).status_code == 422


def test_whoever_was_signed_in_on_the_room_s_computer_is_out(opened):
    client = opened.leader()
    assert client.get(opened.url).status_code == 200
    assert "ferme cette session ici" in text(client)
    client.post("/ecran/", {"code": code_of(opened)})
    assert client.get(opened.url).status_code == 302
    assert "<h1>A</h1>" in text(client)


def test_a_wrong_code_is_said_and_guesses_are_counted_by_network(opened, settings):
    settings.LIMITS = {**settings.LIMITS, "projection": ("3/10m", "3/10m")}
    client = browser(opened.site)
    page = client.post("/ecran/", {"code": "ABCD2345"})
    assert page.status_code == 422 and "ouvre aucun écran" in page.content.decode()
    assert [client.post("/ecran/", {"code": "ABCD2345"}).status_code for _more in range(3)] == [422, 422, 429]
    assert client.post("/ecran/", {"code": code_of(opened)}).status_code == 429


def test_replaced_in_one_act_the_former_code_and_its_screens_show_nothing(opened):
    former, client = code_of(opened), room(opened)
    page = text(opened.leader(), f"{opened.url}ecran/code/")
    told = re.search(r'name="drawn" value="(\w+)"', page)[1]
    answer = opened.leader().post(f"{opened.url}ecran/remplacer/", {"drawn": told}, follow=True).content.decode()
    assert projection.spoken(code_of(opened)) in answer and code_of(opened) != former
    assert client.get("/ecran/etat/").status_code == 404
    assert "L'écran qui était ouvert ici est fermé" in text(client)
    assert browser(opened.site).post("/ecran/", {"code": former}).status_code == 422
    assert "<h1>A</h1>" in text(room(opened))


def test_pressed_twice_it_is_opened_once_and_an_old_page_replaces_nothing(opened):
    code = code_of(opened)
    opened.leader().post(f"{opened.url}ecran/ouvrir/")
    again = opened.leader().post(f"{opened.url}ecran/remplacer/", {"drawn": OLD}, follow=True).content.decode()
    assert "a changé entre-temps" in again
    assert (code_of(opened), acts(opened)) == (code, ["open_projection"])


def test_closed_it_opens_nothing_and_hides_the_deliberation(closed):
    client = room(closed)
    reveal(closed)
    show(closed)
    closed.leader().post(f"{closed.url}ecran/fermer/")
    assert client.get("/ecran/etat/").status_code == 404
    with closed.inside():
        assert not projection.shows_deliberation(now(closed))


def test_it_ends_with_the_day_of_the_session_whatever_day_that_becomes(opened):
    client, code = room(opened), code_of(opened)
    with opened.inside():
        ends = now(opened).projection_until
    with clock.at(ends - timedelta(minutes=1)):
        assert browser(opened.site).post("/ecran/", {"code": code}).status_code == 302
    with clock.at(ends + timedelta(minutes=1)):
        assert browser(opened.site).post("/ecran/", {"code": code}).status_code == 422
        assert client.get("/ecran/etat/").status_code == 404
    with opened.inside():
        domain.change(opened.jury, by=opened.runs, held_on=opened.jury.held_on + timedelta(days=3))
        assert now(opened).projection_until == ends + timedelta(days=3)


def test_once_the_session_is_over_its_screen_says_so_and_its_code_opens_no_other(opened):
    client, code = room(opened), code_of(opened)
    with opened.inside():
        type(opened.jury)._default_manager.filter(pk=opened.jury.pk).update(state="published")
    page = text(client)
    assert "Les décisions sont publiées" in page and "<h1>A</h1>" not in page
    assert browser(opened.site).post("/ecran/", {"code": code}).status_code == 422


def test_the_screen_goes_dark_on_its_own_computer(opened):
    client = room(opened)
    client.post("/ecran/quitter/")
    assert "Code de l" in text(client)
    assert room(opened).get("/ecran/etat/").status_code == 200


def test_dark_or_light_is_what_its_address_asks(opened):
    client = room(opened)
    pages = [text(client, f"/ecran/?theme={asked}") for asked in ("sombre", "clair", "<b>")]
    assert [re.search(r'<body class="([^"]*)"', page)[1].strip() for page in pages] == [
        "screen dark",
        "screen light",
        "screen",
    ]


# What it shows before, between and after


def test_a_session_to_come_says_when_and_a_break_says_until_when(hold):
    held = hold(heard=False)
    with held.inside():
        domain.open_projection(held.jury, by=held.runs)
        held.jury.passages.update(pause_minutes=20)
    assert "La séance va reprendre." in text(room(held))
    with held.inside():
        domain.open_passage(held.passages[0], by=held.runs)
        domain.close_passage(held.passages[0], by=held.runs)
    page = text(room(held))
    assert "Pause" in page and "Reprise à" in page


def test_a_stranger_s_session_is_not_read_as_a_screen(opened):
    client = browser(opened.site, person())
    assert client.get("/ecran/etat/").status_code == 404
    assert settings.LIMITED["juries-projected"] == "projection"
