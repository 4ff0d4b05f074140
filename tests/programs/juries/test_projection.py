"""The room's screen: a code opens it and nothing else; the deliberation is there while whoever presides shows it."""

import json
import re
from datetime import timedelta

import pytest
from django.conf import settings

from eclore.kit import clock
from eclore.kit.errors import NotAllowed, Refusal
from eclore.kit.transitions import WrongState
from programs.juries import deliberation_screen, domain, projection
from tests.budgets.addresses import all_addresses
from tests.support.personas import browser, person
from tests.support.statements import Statements

# What differs from one asking to the next, whoever asks.
DRAWN = re.compile(
    r'name="(?:csrfmiddlewaretoken|once|key|drawn)"[^>]*value="[^"]*"|(?:data-\w+|datetime)="20[^"]*"|[?&](?:amp;)?marque=\w+'
)
OLD = "une-page-ancienne"


@pytest.fixture
def opened(hold):
    """A session whose first dossier is before the jury, and its screen."""
    held = hold(heard=False)
    with held.inside():
        domain.open_passage(held.passages[0], by=held.runs)
        domain.open_projection(held.jury, by=held.runs)
    return held


@pytest.fixture
def closed(hold):
    """Marks are closed: the first dossier is ahead of the second; a screen is open; nothing is revealed."""
    held = hold()
    for rank, values in enumerate(((5, 4), (2, 1))):
        for member, value in enumerate(values):
            held.member(member).post(held.dossier(rank), held.marks(value, comment=f"Mot de {member}"))
    held.deliberate()
    with held.inside():
        domain.open_projection(held.jury, by=held.runs)
    return held


def now(held):
    """The session as it is written."""
    return type(held.jury)._default_manager.get(pk=held.jury.pk)


def code_of(held):
    with held.inside():
        return projection.code_of(now(held))


def room(held, code=""):
    """A computer on which the code was typed."""
    client = browser(held.site)
    answer = client.post("/ecran/", {"code": code or code_of(held)})
    assert answer.status_code == 302, answer.content.decode()
    return client


def text(client, address="/ecran/"):
    return client.get(address).content.decode()


def actor_of(held, rank=0):
    """A member; the first presides."""
    return held.members[rank].at(held.site)


def reveal(held):
    president = actor_of(held)
    with held.inside():
        domain.reveal(held.jury, by=president)


def drawn(held):
    return projection.version_of(now(held))


def show(held, **options):
    president = actor_of(held)
    with held.inside():
        domain.show_deliberation(held.jury, by=president, drawn=options.get("drawn") or drawn(held))


def acts(held):
    with held.inside():
        told = held.jury.events.order_by("created_at", "pk").values_list("verb", flat=True)
        return [verb for verb in told if "projection" in verb or verb.endswith("_deliberation")]


# The code


def test_a_code_of_eight_letters_typed_without_an_account_opens_the_screen(opened):
    code = code_of(opened)
    assert len(code) == 8 and set(code) <= set(projection.ALPHABET)
    page = text(room(opened, f" {code[:4].lower()}-{code[4:].lower()} "))
    assert "<h1>A</h1>" in page and "présentation · " in page and "Passage 1 sur 2" in page
    assert re.search(r"Ensuite</span>\s*<b>B</b>", page)
    names = [seat.name for seat in seats(opened)]
    assert [name for name in names if name in page] == []


def seats(held):
    with held.inside():
        return list(held.jury.seats.all())


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


# The closed deliberation


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


def test_a_stranger_s_session_is_not_read_as_a_screen(opened):
    client = browser(opened.site, person())
    assert client.get("/ecran/etat/").status_code == 404
    assert settings.LIMITED["juries-projected"] == "projection"
