"""A member comes in with a card: what confirms it, on which device, and what then ends it."""

import re
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

import pytest
from django.conf import settings
from django.core import mail

from eclore.kit import clock
from programs.juries.domain import badges, seats
from programs.local.selections import domain
from programs.local.selections.models import Ballot, Seat
from tenants.doors import in_programme, in_territory
from tenants.people.models import Badge, Session
from tests.factories.badges import a_card, holder, room_pin
from tests.factories.forums import NATIONAL, a_forum, a_jury, a_nomination
from tests.factories.selections import a_court, decide_all, mark_everything
from tests.support.browsing import words
from tests.support.personas import browser, person

FREE_IT = "demandez à la présidence du jury de libérer votre carte"
ASK_AGAIN = "Demandez une nouvelle carte à la présidence du jury"


@pytest.fixture
def court(somme):
    return a_court(somme)


def badge_of(court, rank=1) -> Badge:
    with in_territory(court.place):
        seat = list(court.jury.seats.all())[rank]
        return Badge.objects.get(seat_id=seat.pk, revoked_at=None)


def seat_at(court, rank=1) -> Seat:
    with in_territory(court.place):
        seat = list(court.jury.seats.all())[rank]
        seat.jury = court.jury
        return seat


def test_the_link_asks_for_the_pin_and_opening_it_changes_nothing(court, somme):
    path = a_card(somme, court.jury, by=court.president)
    before = vars(badge_of(court))
    scanner = browser(somme)
    pages = [scanner.get(path) for _time in range(3)] + [scanner.head(path)]

    assert [page.status_code for page in pages] == [200] * 4
    for said in ("Jury de printemps", seat_at(court).name, "PIN de la salle", "Recevoir un code par messagerie"):
        assert said in words(pages[0])
    assert "no-store" in pages[0]["Cache-Control"]
    assert settings.SESSION_COOKIE_NAME not in scanner.cookies
    assert {**vars(badge_of(court)), "_state": 0} == {**before, "_state": 0}


def test_the_right_pin_leads_to_the_jurors_own_screen(court, somme):
    path, pin = a_card(somme, court.jury, by=court.president), room_pin(somme, court.jury)
    client = browser(somme)
    answer = client.post(path, {"pin": f"{pin[:3]} {pin[3:]}"})
    room = client.get(answer["Location"])

    assert answer["Location"] == f"{court.url}salle/"
    assert seat_at(court).name in words(room)
    assert [passage.title in words(room) for passage in court.passages] == [True] * 3
    with in_territory(somme):
        event = court.jury.events.get(verb="enter_jury")
        assert (event.by_id, event.by_name, event.note) == (None, seat_at_name(court), seat_at_name(court))


def seat_at_name(court) -> str:
    return list(court.jury.seats.all())[1].name


def test_the_session_that_was_there_is_another_afterwards(court, somme):
    client = browser(somme, person("member", at=somme))
    before = client.cookies[settings.SESSION_COOKIE_NAME].value
    path = a_card(somme, court.jury, by=court.president)
    assert "ferme cette session ici" in words(client.get(path))
    client.post(path, {"pin": room_pin(somme, court.jury)})

    assert client.cookies[settings.SESSION_COOKIE_NAME].value != before
    with in_territory(somme):
        assert not Session.objects.filter(session_key=before).exists()
    assert client.get("/mes-idees/")["Location"].startswith("/connexion/")


def test_a_wrong_pin_opens_nothing_and_says_what_to_do(court, somme):
    path, pin = a_card(somme, court.jury, by=court.president), room_pin(somme, court.jury)
    client = browser(somme)
    wrong = client.post(path, {"pin": f"{(int(pin) + 1) % 10**6:06}"})
    empty = client.post(path, {"pin": ""})

    assert (wrong.status_code, empty.status_code) == (422, 422)
    assert "Ce n'est pas le PIN de la salle" in words(wrong)
    assert badge_of(court).device_hash is None
    assert client.get(court.url)["Location"].startswith("/connexion/")


def test_another_device_is_refused_until_the_card_is_freed(court, somme):
    path, pin = a_card(somme, court.jury, by=court.president), room_pin(somme, court.jury)
    first, second = browser(somme), browser(somme)
    first.post(path, {"pin": pin})
    refused = [second.get(path), second.post(path, {"pin": pin}), second.post(f"{path}message/")]

    assert [answer.status_code for answer in refused] == [409] * 3
    assert all(FREE_IT in words(answer) for answer in refused)
    assert first.get(path)["Location"] == f"{court.url}salle/"

    with in_territory(somme):
        badges.free(seat_at_in(court), by=court.president)
    gone = first.get(f"{court.url}salle/")
    assert (gone.status_code, ASK_AGAIN in words(gone)) == (403, True)
    assert second.post(path, {"pin": pin})["Location"] == f"{court.url}salle/"


def seat_at_in(court, rank=1) -> Seat:
    """As `seat_at`, behind a door that is open."""
    seat = list(court.jury.seats.all())[rank]
    seat.jury = court.jury
    return seat


def test_the_members_own_account_goes_straight_in(court, somme):
    path = a_card(somme, court.jury, by=court.president)
    owner, colleague = browser(somme, court.members[1]), browser(somme, court.members[2])

    assert owner.get(path)["Location"] == f"{court.url}salle/"
    assert colleague.get(path).status_code == 200
    assert badge_of(court).device_hash is None


def test_a_code_sent_to_the_seats_address_confirms_too(court, somme, queue):
    path, client = a_card(somme, court.jury, by=court.president), browser(somme)
    sent = client.post(f"{path}message/")
    queue.run()
    letter = mail.outbox[-1]
    code = re.search(r"\b\d{4}-\d{4}\b", letter.body).group()
    wrong = client.post(f"{path}code/", {"code": "0000-0000" if code != "0000-0000" else "1111-1111"})
    right = client.post(f"{path}code/", {"code": code.replace("-", " ")})

    assert sent["Location"] == f"{path}code/"
    assert (letter.to[0].endswith(f"<{seat_at(court).email}>") or letter.to == [seat_at(court).email]) is True
    assert (wrong.status_code, "vérifiez-le" in words(wrong)) == (422, True)
    assert right["Location"] == f"{court.url}salle/"
    assert (badge_of(court).code_hash, badge_of(court).code_until) == ("", None)


def test_a_code_is_worth_a_quarter_of_an_hour_and_the_last_one_counts(court, somme, queue):
    path, client = a_card(somme, court.jury, by=court.president), browser(somme)
    assert "demandez-en un autre" in words(client.post(f"{path}code/", {"code": "1234-5678"}))
    for _time in range(2):
        client.post(f"{path}message/")
    queue.run()
    first, second = (re.search(r"\b\d{4}-\d{4}\b", letter.body).group() for letter in mail.outbox[-2:])
    if first != second:
        assert client.post(f"{path}code/", {"code": first}).status_code == 422
    with clock.at(clock.now() + timedelta(minutes=16)):
        late = client.post(f"{path}code/", {"code": second})
    assert (late.status_code, "demandez-en un autre" in words(late)) == (422, True)
    assert client.post(f"{path}code/", {"code": second}).status_code == 302


def code_sent(queue) -> str:
    queue.run()
    return re.search(r"\b\d{4}-\d{4}\b", mail.outbox[-1].body).group()


def test_a_code_is_worth_nothing_in_another_browser_than_the_one_that_asked(court, somme, queue):
    """The link and the code, both read over a shoulder or forwarded, do not let a stranger sit down first."""
    path = a_card(somme, court.jury, by=court.president)
    mine, thief = browser(somme), browser(somme)
    mine.post(f"{path}message/")
    code = code_sent(queue)
    never_asked = thief.post(f"{path}code/", {"code": code})
    assert (never_asked.status_code, "demandez-en un sur cet appareil" in words(never_asked)) == (422, True)

    other = a_card(somme, court.jury, 2, by=court.president)
    thief.post(f"{other}message/")  # has a session of its own, and a code for another seat
    has_one = thief.post(f"{path}code/", {"code": code})
    assert (has_one.status_code, "dernier message demandé ici" in words(has_one)) == (422, True)
    assert badge_of(court).device_hash is None
    assert mine.post(f"{path}code/", {"code": code})["Location"] == f"{court.url}salle/"


def test_asking_again_elsewhere_leaves_the_code_of_that_browser_alone(court, somme, queue):
    path = a_card(somme, court.jury, by=court.president)
    desk, tablet = browser(somme), browser(somme)
    codes = []
    for each in (desk, tablet):
        each.post(f"{path}message/")
        codes.append(code_sent(queue))

    assert desk.post(f"{path}code/", {"code": codes[0]}).status_code == 422
    assert desk.post(f"{path}code/", {"code": codes[1]}).status_code == 422
    assert tablet.post(f"{path}code/", {"code": codes[1]}).status_code == 302


def test_wrong_pins_make_their_network_wait_and_nobody_else(court, somme, settings):
    settings.LIMITS = {**settings.LIMITS, "badges": ("3/10m", "5/10m")}
    mine, other = a_card(somme, court.jury, 1, by=court.president), a_card(somme, court.jury, 2, by=court.president)
    pin = room_pin(somme, court.jury)
    thief, right = browser(somme), browser(somme)
    guesses = [thief.post(mine, {"pin": "0"}, REMOTE_ADDR="192.0.2.7") for _time in range(4)]
    beyond = [thief.post(other, {"pin": "0"}, REMOTE_ADDR="192.0.2.7") for _time in range(2)]

    assert [answer.status_code for answer in guesses] == [422, 422, 422, 429]
    assert [answer.status_code for answer in beyond] == [422, 429]
    assert int(guesses[-1]["Retry-After"]) > 0
    assert right.post(mine, {"pin": pin}, REMOTE_ADDR="198.51.100.9").status_code == 302


def test_a_stolen_card_is_not_worth_a_guess_from_every_network_in_the_world(court, somme, settings):
    """Six digits are few: whoever holds the link and many networks must not come to the end of them."""
    settings.LIMITS = {**settings.LIMITS, "card": ("5/h", "5/h")}
    stolen, other = a_card(somme, court.jury, 1, by=court.president), a_card(somme, court.jury, 2, by=court.president)
    pin, thief = room_pin(somme, court.jury), browser(somme)
    guesses = [thief.post(stolen, {"pin": "0"}, REMOTE_ADDR=f"192.0.2.{n}").status_code for n in range(6)]
    codes = thief.post(f"{stolen}code/", {"code": "0000-0000"}, REMOTE_ADDR="192.0.2.99").status_code

    assert (guesses, codes) == ([422] * 5 + [429], 429)
    assert browser(somme).post(other, {"pin": pin}, REMOTE_ADDR="192.0.2.7").status_code == 302
    again = a_card(somme, court.jury, 1, by=court.president)
    assert browser(somme).post(again, {"pin": pin}, REMOTE_ADDR="192.0.2.7").status_code == 302


def test_preparing_again_kills_the_former_link_and_its_device(court, somme):
    former, pin = a_card(somme, court.jury, by=court.president), room_pin(somme, court.jury)
    client = browser(somme)
    client.post(former, {"pin": pin})
    latest = a_card(somme, court.jury, by=court.president)

    dead = browser(somme).get(former)
    assert (dead.status_code, ASK_AGAIN in words(dead)) == (410, True)
    assert client.get(f"{court.url}salle/").status_code == 403
    assert browser(somme).post(latest, {"pin": pin}).status_code == 302


def test_taken_back_it_ends_at_the_next_request_and_open_pollings_too(court, somme):
    client = holder(somme, court.jury, by=court.president)
    screen = f"{court.url}ecran/"
    assert client.get(screen, HTTP_HX_REQUEST="true").status_code == 200
    with in_territory(somme):
        badges.take_back(seat_at_in(court), by=court.president)
    page, polled = client.get(f"{court.url}salle/"), client.get(screen, HTTP_HX_REQUEST="true")
    dossier = client.get(f"{court.url}passages/{court.passages[0].pk}/dossier/")
    written = client.post(f"{court.url}passages/{court.passages[0].pk}/", {"brouillon": "1"})

    assert (page.status_code, ASK_AGAIN in words(page)) == (403, True)
    assert polled["HX-Redirect"] == screen
    assert (dossier.status_code, written.status_code) == (403, 403)
    with in_territory(somme):
        assert Ballot.objects.count() == 0


@pytest.mark.parametrize("days", [0, -3, 5])
def test_it_ends_with_the_day_after_the_session(somme, days):
    today = clock.today()
    court = a_court(somme, held_on=today + timedelta(days=days))
    client = holder(somme, court.jury, by=court.president)
    last = max(court.jury.held_on, today) + timedelta(days=1)
    expires = badge_of(court).expires_at

    assert (expires - timedelta(seconds=1)).astimezone(clock.timezone.get_default_timezone()).date() == last
    with clock.at(expires - timedelta(minutes=1)):
        assert client.get(f"{court.url}salle/").status_code == 200
    with clock.at(expires):
        assert client.get(f"{court.url}salle/").status_code == 403


def test_a_session_that_moves_takes_its_cards_along(court, somme):
    holder(somme, court.jury, by=court.president)
    before = badge_of(court).expires_at
    with in_territory(somme):
        domain.change(court.jury, by=court.runs, held_on=court.jury.held_on + timedelta(days=7))
    assert badge_of(court).expires_at - before >= timedelta(days=6, hours=22)


def ends(client, somme) -> tuple[datetime, datetime]:
    """When this browser forgets its session, and when the table does."""
    kept = client.cookies[settings.SESSION_COOKIE_NAME]
    with in_territory(somme):
        return parsedate_to_datetime(kept["expires"]), Session.objects.get(session_key=kept.value).expire_date


@pytest.mark.parametrize("days", [7, 90])
def test_a_device_that_is_in_stays_in_when_the_session_moves(court, somme, days):
    """Moved by a week, without a page asked for before; by a season, with one."""
    client = holder(somme, court.jury, by=court.president)
    with in_territory(somme):
        domain.change(court.jury, by=court.runs, held_on=court.jury.held_on + timedelta(days=days))
    if days > 30:
        client.get(f"{court.url}ecran/", HTTP_HX_REQUEST="true")

    until = badge_of(court).expires_at
    assert [moment > until for moment in ends(client, somme)] == [True, True]


def test_a_device_is_told_that_its_card_is_over_rather_than_sent_to_sign_in(court, somme):
    client = holder(somme, court.jury, by=court.president)
    with clock.at(badge_of(court).expires_at):
        page = client.get(f"{court.url}salle/")

    assert (page.status_code, ASK_AGAIN in words(page)) == (403, True)
    assert all(moment > badge_of(court).expires_at for moment in ends(client, somme))


def test_publishing_ends_every_card(somme):
    court = a_court(somme)
    client, unused = holder(somme, court.jury, by=court.president), a_card(somme, court.jury, 2, by=court.president)
    with in_territory(somme):
        mark_everything(court)
        domain.deliberate(court.jury, by=court.president)
        decide_all(court, "not_retained")
        domain.publish(court.jury, by=court.runs)

    assert client.get(f"{court.url}salle/").status_code == 403
    assert browser(somme).get(unused).status_code == 410


def test_a_seat_that_is_removed_takes_its_card_along(court, somme):
    client, path = holder(somme, court.jury, 1, by=court.president), a_card(somme, court.jury, 2, by=court.president)
    with in_territory(somme):
        for rank in (2, 1):
            seats.remove(seat_at_in(court, rank), by=court.runs)

    assert client.get(f"{court.url}salle/").status_code == 403
    assert browser(somme).get(path).status_code == 410


def test_a_seat_gone_without_a_word_opens_nothing_either(court, somme):
    client = holder(somme, court.jury, by=court.president)
    with in_territory(somme):
        Seat.objects.filter(pk=seat_at_in(court).pk).delete()
    assert client.get(f"{court.url}salle/").status_code == 404


def test_leaving_closes_this_device_and_the_card_waits_to_be_freed(court, somme):
    path, pin = a_card(somme, court.jury, by=court.president), room_pin(somme, court.jury)
    client = browser(somme)
    client.post(path, {"pin": pin})
    kept = client.cookies[settings.SESSION_COOKIE_NAME].value
    assert "Quitter le jury" in words(client.get(f"{court.url}salle/"))
    assert "libérer votre carte" in words(client.get("/deconnexion/"))
    assert client.post("/deconnexion/")["Location"] == "/"

    replayed = browser(somme)
    replayed.cookies[settings.SESSION_COOKIE_NAME] = kept
    assert replayed.get(f"{court.url}salle/")["Location"].startswith("/connexion/")
    assert client.post(path, {"pin": pin}).status_code == 409
    with in_territory(somme):
        badges.free(seat_at_in(court), by=court.president)
    assert client.post(path, {"pin": pin}).status_code == 302


def test_a_card_opens_nothing_on_another_host(court, somme, oise, national):
    path = a_card(somme, court.jury, by=court.president)
    assert [browser(place).get(path).status_code for place in (oise, national)] == [410, 410]
    client = holder(somme, court.jury, 2, by=court.president)
    stolen = client.cookies[settings.SESSION_COOKIE_NAME].value
    for place in (oise, national):
        other = browser(place)
        other.cookies[settings.SESSION_COOKIE_NAME] = stolen
        assert other.get(f"{court.url}salle/")["Location"].startswith("/connexion/")


def test_signing_in_on_the_same_device_forgets_the_card(court, somme):
    client = holder(somme, court.jury, by=court.president)
    client.sign_in(person("member", at=somme))
    assert client.get(f"{court.url}salle/").status_code == 404


def test_a_joint_jury_lets_its_members_in_the_same_way(somme, oise, national):
    forum = a_forum(somme, oise)
    a_nomination(somme, forum, "Allo 80")
    jury = a_jury(forum, ("presidente@exemple.fr", None), ("elue@exemple.fr", somme))
    path, pin = a_card(national, jury, by=NATIONAL), room_pin(national, jury)
    client = browser(national)

    assert "Jury final" in words(client.get(path))
    assert client.post(path, {"pin": pin})["Location"] == f"/jurys/{jury.pk}/salle/"
    assert "Allo 80" in words(client.get(f"/jurys/{jury.pk}/salle/"))
    assert browser(somme).get(path).status_code == 410
    with in_programme():
        assert jury.events.filter(verb="enter_jury").count() == 1
