"""A member comes in with a card: what confirms it, on which device, and what then ends it."""

import re
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

import pytest
from django.conf import settings
from django.core import mail

from eclore.kit import clock
from programs.juries.domain import entry_cards, seats
from programs.juries.models import EntryCard
from programs.local.juries import domain
from programs.local.juries.models import Ballot, Seat
from tenants.accounts.models import Session
from tenants.contexts import in_programme, in_territory
from tests.factories.entry_cards import a_card, holder, room_pin
from tests.factories.forums import NATIONAL, a_forum, a_jury, a_nomination
from tests.factories.juries import a_jury_setup, decide_all, mark_everything
from tests.support.browsing import words
from tests.support.personas import browser, person

FREE_IT = "demandez à la présidence du jury de libérer votre carte"
ASK_AGAIN = "Demandez une nouvelle carte à la présidence du jury"


@pytest.fixture
def jury_setup(somme):
    return a_jury_setup(somme)


def entry_card_of(jury_setup, rank=1) -> EntryCard:
    with in_territory(jury_setup.site):
        seat = list(jury_setup.jury.seats.all())[rank]
        return EntryCard.objects.get(seat_id=seat.pk, revoked_at=None)


def seat_at(jury_setup, rank=1) -> Seat:
    with in_territory(jury_setup.site):
        seat = list(jury_setup.jury.seats.all())[rank]
        seat.jury = jury_setup.jury
        return seat


def test_the_link_asks_for_the_pin_and_opening_it_changes_nothing(jury_setup, somme):
    path = a_card(somme, jury_setup.jury, by=jury_setup.president)
    before = vars(entry_card_of(jury_setup))
    scanner = browser(somme)
    pages = [scanner.get(path) for _time in range(3)] + [scanner.head(path)]

    assert [page.status_code for page in pages] == [200] * 4
    for said in ("Jury de printemps", seat_at(jury_setup).name, "PIN de la salle", "Recevoir un code par messagerie"):
        assert said in words(pages[0])
    assert "no-store" in pages[0]["Cache-Control"]
    assert settings.SESSION_COOKIE_NAME not in scanner.cookies
    assert {**vars(entry_card_of(jury_setup)), "_state": 0} == {**before, "_state": 0}


def test_the_right_pin_leads_to_the_jurors_own_screen(jury_setup, somme):
    path, pin = a_card(somme, jury_setup.jury, by=jury_setup.president), room_pin(somme, jury_setup.jury)
    client = browser(somme)
    answer = client.post(path, {"pin": f"{pin[:3]} {pin[3:]}"})
    room = client.get(answer["Location"])

    assert answer["Location"] == f"{jury_setup.url}salle/"
    assert seat_at(jury_setup).name in words(room)
    assert [passage.title in words(room) for passage in jury_setup.passages] == [True] * 3
    with in_territory(somme):
        event = jury_setup.jury.events.get(verb="enter_jury")
        assert (event.by_id, event.by_name, event.note) == (None, seat_at_name(jury_setup), seat_at_name(jury_setup))


def seat_at_name(jury_setup) -> str:
    return list(jury_setup.jury.seats.all())[1].name


def test_whoever_comes_in_with_a_card_is_there_from_that_moment_on(somme):
    setup = a_jury_setup(somme, called=False, heard=False)
    path = a_card(somme, setup.jury, by=setup.president)
    pin = room_pin(somme, setup.jury)
    assert not seat_at(setup).present
    assert browser(somme).post(path, {"pin": pin}).status_code == 302
    seat = seat_at(setup)
    assert (seat.present, [stay.upper for stay in seat.stays]) == (True, [None])


def test_the_session_that_was_there_is_another_afterwards(jury_setup, somme):
    client = browser(somme, person("member", at=somme))
    before = client.cookies[settings.SESSION_COOKIE_NAME].value
    path = a_card(somme, jury_setup.jury, by=jury_setup.president)
    assert "ferme cette session ici" in words(client.get(path))
    client.post(path, {"pin": room_pin(somme, jury_setup.jury)})

    assert client.cookies[settings.SESSION_COOKIE_NAME].value != before
    with in_territory(somme):
        assert not Session.objects.filter(session_key=before).exists()
    assert client.get("/mes-idees/")["Location"].startswith("/connexion/")


def test_a_wrong_pin_opens_nothing_and_says_what_to_do(jury_setup, somme):
    path, pin = a_card(somme, jury_setup.jury, by=jury_setup.president), room_pin(somme, jury_setup.jury)
    client = browser(somme)
    wrong = client.post(path, {"pin": f"{(int(pin) + 1) % 10**6:06}"})
    empty = client.post(path, {"pin": ""})

    assert (wrong.status_code, empty.status_code) == (422, 422)
    assert "Ce n'est pas le PIN de la salle" in words(wrong)
    assert entry_card_of(jury_setup).device_hash is None
    assert client.get(jury_setup.url)["Location"].startswith("/connexion/")


def test_another_device_is_refused_until_the_card_is_freed(jury_setup, somme):
    path, pin = a_card(somme, jury_setup.jury, by=jury_setup.president), room_pin(somme, jury_setup.jury)
    first, second = browser(somme), browser(somme)
    first.post(path, {"pin": pin})
    refused = [second.get(path), second.post(path, {"pin": pin}), second.post(f"{path}message/")]

    assert [answer.status_code for answer in refused] == [409] * 3
    assert all(FREE_IT in words(answer) for answer in refused)
    assert first.get(path)["Location"] == f"{jury_setup.url}salle/"

    with in_territory(somme):
        entry_cards.free(seat_at_in(jury_setup), by=jury_setup.president)
    gone = first.get(f"{jury_setup.url}salle/")
    assert (gone.status_code, ASK_AGAIN in words(gone)) == (403, True)
    assert second.post(path, {"pin": pin})["Location"] == f"{jury_setup.url}salle/"


def seat_at_in(jury_setup, rank=1) -> Seat:
    """As `seat_at`, in a context that is open."""
    seat = list(jury_setup.jury.seats.all())[rank]
    seat.jury = jury_setup.jury
    return seat


def test_the_members_own_account_goes_straight_in(jury_setup, somme):
    path = a_card(somme, jury_setup.jury, by=jury_setup.president)
    owner, colleague = browser(somme, jury_setup.members[1]), browser(somme, jury_setup.members[2])

    assert owner.get(path)["Location"] == f"{jury_setup.url}salle/"
    assert colleague.get(path).status_code == 200
    assert entry_card_of(jury_setup).device_hash is None


def test_a_code_sent_to_the_seats_address_confirms_too(jury_setup, somme, queue):
    path, client = a_card(somme, jury_setup.jury, by=jury_setup.president), browser(somme)
    sent = client.post(f"{path}message/")
    queue.run()
    letter = mail.outbox[-1]
    code = re.search(r"\b\d{4}-\d{4}\b", letter.body).group()
    wrong = client.post(f"{path}code/", {"code": "0000-0000" if code != "0000-0000" else "1111-1111"})
    right = client.post(f"{path}code/", {"code": code.replace("-", " ")})

    assert sent["Location"] == f"{path}code/"
    assert (letter.to[0].endswith(f"<{seat_at(jury_setup).email}>") or letter.to == [seat_at(jury_setup).email]) is True
    assert (wrong.status_code, "vérifiez-le" in words(wrong)) == (422, True)
    assert right["Location"] == f"{jury_setup.url}salle/"
    assert (entry_card_of(jury_setup).code_hash, entry_card_of(jury_setup).code_until) == ("", None)


def test_a_code_is_worth_a_quarter_of_an_hour_and_the_last_one_counts(jury_setup, somme, queue):
    path, client = a_card(somme, jury_setup.jury, by=jury_setup.president), browser(somme)
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


def test_a_code_is_worth_nothing_in_another_browser_than_the_one_that_asked(jury_setup, somme, queue):
    """The link and the code, both read over a shoulder or forwarded, do not let a stranger sit down first."""
    path = a_card(somme, jury_setup.jury, by=jury_setup.president)
    mine, thief = browser(somme), browser(somme)
    mine.post(f"{path}message/")
    code = code_sent(queue)
    never_asked = thief.post(f"{path}code/", {"code": code})
    assert (never_asked.status_code, "demandez-en un sur cet appareil" in words(never_asked)) == (422, True)

    other = a_card(somme, jury_setup.jury, 2, by=jury_setup.president)
    thief.post(f"{other}message/")  # has a session of its own, and a code for another seat
    has_one = thief.post(f"{path}code/", {"code": code})
    assert (has_one.status_code, "dernier message demandé ici" in words(has_one)) == (422, True)
    assert entry_card_of(jury_setup).device_hash is None
    assert mine.post(f"{path}code/", {"code": code})["Location"] == f"{jury_setup.url}salle/"


def test_asking_again_elsewhere_leaves_the_code_of_that_browser_alone(jury_setup, somme, queue):
    path = a_card(somme, jury_setup.jury, by=jury_setup.president)
    desk, tablet = browser(somme), browser(somme)
    codes = []
    for each in (desk, tablet):
        each.post(f"{path}message/")
        codes.append(code_sent(queue))

    assert desk.post(f"{path}code/", {"code": codes[0]}).status_code == 422
    assert desk.post(f"{path}code/", {"code": codes[1]}).status_code == 422
    assert tablet.post(f"{path}code/", {"code": codes[1]}).status_code == 302


def test_wrong_pins_make_their_network_wait_and_nobody_else(jury_setup, somme, settings):
    settings.LIMITS = {**settings.LIMITS, "entry_cards": ("3/10m", "5/10m")}
    mine, other = (
        a_card(somme, jury_setup.jury, 1, by=jury_setup.president),
        a_card(somme, jury_setup.jury, 2, by=jury_setup.president),
    )
    pin = room_pin(somme, jury_setup.jury)
    thief, right = browser(somme), browser(somme)
    guesses = [thief.post(mine, {"pin": "0"}, REMOTE_ADDR="192.0.2.7") for _time in range(4)]
    beyond = [thief.post(other, {"pin": "0"}, REMOTE_ADDR="192.0.2.7") for _time in range(2)]

    assert [answer.status_code for answer in guesses] == [422, 422, 422, 429]
    assert [answer.status_code for answer in beyond] == [422, 429]
    assert int(guesses[-1]["Retry-After"]) > 0
    assert right.post(mine, {"pin": pin}, REMOTE_ADDR="198.51.100.9").status_code == 302


def test_a_stolen_card_is_not_worth_a_guess_from_every_network_in_the_world(jury_setup, somme, settings):
    """Six digits are few: whoever holds the link and many networks must not come to the end of them."""
    settings.LIMITS = {**settings.LIMITS, "card": ("5/h", "5/h")}
    stolen, other = (
        a_card(somme, jury_setup.jury, 1, by=jury_setup.president),
        a_card(somme, jury_setup.jury, 2, by=jury_setup.president),
    )
    pin, thief = room_pin(somme, jury_setup.jury), browser(somme)
    guesses = [thief.post(stolen, {"pin": "0"}, REMOTE_ADDR=f"192.0.2.{n}").status_code for n in range(6)]
    codes = thief.post(f"{stolen}code/", {"code": "0000-0000"}, REMOTE_ADDR="192.0.2.99").status_code

    assert (guesses, codes) == ([422] * 5 + [429], 429)
    assert browser(somme).post(other, {"pin": pin}, REMOTE_ADDR="192.0.2.7").status_code == 302
    again = a_card(somme, jury_setup.jury, 1, by=jury_setup.president)
    assert browser(somme).post(again, {"pin": pin}, REMOTE_ADDR="192.0.2.7").status_code == 302


def test_preparing_again_kills_the_former_link_and_its_device(jury_setup, somme):
    former, pin = a_card(somme, jury_setup.jury, by=jury_setup.president), room_pin(somme, jury_setup.jury)
    client = browser(somme)
    client.post(former, {"pin": pin})
    latest = a_card(somme, jury_setup.jury, by=jury_setup.president)

    dead = browser(somme).get(former)
    assert (dead.status_code, ASK_AGAIN in words(dead)) == (410, True)
    assert client.get(f"{jury_setup.url}salle/").status_code == 403
    assert browser(somme).post(latest, {"pin": pin}).status_code == 302


def test_taken_back_it_ends_at_the_next_request_and_open_pollings_too(jury_setup, somme):
    client = holder(somme, jury_setup.jury, by=jury_setup.president)
    screen = f"{jury_setup.url}ecran/"
    assert client.get(screen, HTTP_HX_REQUEST="true").status_code == 200
    with in_territory(somme):
        entry_cards.take_back(seat_at_in(jury_setup), by=jury_setup.president)
    page, polled = client.get(f"{jury_setup.url}salle/"), client.get(screen, HTTP_HX_REQUEST="true")
    dossier = client.get(f"{jury_setup.url}passages/{jury_setup.passages[0].pk}/dossier/")
    written = client.post(f"{jury_setup.url}passages/{jury_setup.passages[0].pk}/", {"brouillon": "1"})

    assert (page.status_code, ASK_AGAIN in words(page)) == (403, True)
    assert polled["HX-Redirect"] == screen
    assert (dossier.status_code, written.status_code) == (403, 403)
    with in_territory(somme):
        assert Ballot.objects.count() == 0


@pytest.mark.parametrize("days", [0, -3, 5])
def test_it_ends_with_the_day_after_the_session(somme, days):
    today = clock.today()
    jury_setup = a_jury_setup(somme, held_on=today + timedelta(days=days))
    client = holder(somme, jury_setup.jury, by=jury_setup.president)
    last = max(jury_setup.jury.held_on, today) + timedelta(days=1)
    expires = entry_card_of(jury_setup).expires_at

    assert (expires - timedelta(seconds=1)).astimezone(clock.timezone.get_default_timezone()).date() == last
    with clock.at(expires - timedelta(minutes=1)):
        assert client.get(f"{jury_setup.url}salle/").status_code == 200
    with clock.at(expires):
        assert client.get(f"{jury_setup.url}salle/").status_code == 403


def test_a_session_that_moves_takes_its_cards_along(jury_setup, somme):
    holder(somme, jury_setup.jury, by=jury_setup.president)
    before = entry_card_of(jury_setup).expires_at
    with in_territory(somme):
        domain.change(jury_setup.jury, by=jury_setup.runs, held_on=jury_setup.jury.held_on + timedelta(days=7))
    assert entry_card_of(jury_setup).expires_at - before >= timedelta(days=6, hours=22)


def ends(client, somme) -> tuple[datetime, datetime]:
    """When this browser forgets its session, and when the table does."""
    kept = client.cookies[settings.SESSION_COOKIE_NAME]
    with in_territory(somme):
        return parsedate_to_datetime(kept["expires"]), Session.objects.get(session_key=kept.value).expire_date


@pytest.mark.parametrize("days", [7, 90])
def test_a_device_that_is_in_stays_in_when_the_session_moves(jury_setup, somme, days):
    """Moved by a week, without a page asked for before; by a season, with one."""
    client = holder(somme, jury_setup.jury, by=jury_setup.president)
    with in_territory(somme):
        domain.change(jury_setup.jury, by=jury_setup.runs, held_on=jury_setup.jury.held_on + timedelta(days=days))
    if days > 30:
        client.get(f"{jury_setup.url}ecran/", HTTP_HX_REQUEST="true")

    until = entry_card_of(jury_setup).expires_at
    assert [moment > until for moment in ends(client, somme)] == [True, True]


def test_a_device_is_told_that_its_card_is_over_rather_than_sent_to_sign_in(jury_setup, somme):
    client = holder(somme, jury_setup.jury, by=jury_setup.president)
    with clock.at(entry_card_of(jury_setup).expires_at):
        page = client.get(f"{jury_setup.url}salle/")

    assert (page.status_code, ASK_AGAIN in words(page)) == (403, True)
    assert all(moment > entry_card_of(jury_setup).expires_at for moment in ends(client, somme))


def test_publishing_ends_every_card(somme):
    jury_setup = a_jury_setup(somme)
    client, unused = (
        holder(somme, jury_setup.jury, by=jury_setup.president),
        a_card(somme, jury_setup.jury, 2, by=jury_setup.president),
    )
    with in_territory(somme):
        mark_everything(jury_setup)
        domain.deliberate(jury_setup.jury, by=jury_setup.president)
        decide_all(jury_setup, "not_retained")
        domain.publish(jury_setup.jury, by=jury_setup.runs)

    assert client.get(f"{jury_setup.url}salle/").status_code == 403
    assert browser(somme).get(unused).status_code == 410


def test_a_seat_that_is_removed_takes_its_card_along(jury_setup, somme):
    client, path = (
        holder(somme, jury_setup.jury, 1, by=jury_setup.president),
        a_card(somme, jury_setup.jury, 2, by=jury_setup.president),
    )
    with in_territory(somme):
        for rank in (2, 1):
            seats.remove_seat(seat_at_in(jury_setup, rank), by=jury_setup.runs)

    assert client.get(f"{jury_setup.url}salle/").status_code == 403
    assert browser(somme).get(path).status_code == 410


def test_a_seat_gone_without_a_word_opens_nothing_either(jury_setup, somme):
    client = holder(somme, jury_setup.jury, by=jury_setup.president)
    with in_territory(somme):
        Seat.objects.filter(pk=seat_at_in(jury_setup).pk).delete()
    assert client.get(f"{jury_setup.url}salle/").status_code == 404


def test_leaving_closes_this_device_and_the_card_waits_to_be_freed(jury_setup, somme):
    path, pin = a_card(somme, jury_setup.jury, by=jury_setup.president), room_pin(somme, jury_setup.jury)
    client = browser(somme)
    client.post(path, {"pin": pin})
    kept = client.cookies[settings.SESSION_COOKIE_NAME].value
    assert "Quitter le jury" in words(client.get(f"{jury_setup.url}salle/"))
    assert "libérer votre carte" in words(client.get("/deconnexion/"))
    assert client.post("/deconnexion/")["Location"] == "/"

    replayed = browser(somme)
    replayed.cookies[settings.SESSION_COOKIE_NAME] = kept
    assert replayed.get(f"{jury_setup.url}salle/")["Location"].startswith("/connexion/")
    assert client.post(path, {"pin": pin}).status_code == 409
    with in_territory(somme):
        entry_cards.free(seat_at_in(jury_setup), by=jury_setup.president)
    assert client.post(path, {"pin": pin}).status_code == 302


def test_a_card_opens_nothing_on_another_host(jury_setup, somme, oise, national):
    path = a_card(somme, jury_setup.jury, by=jury_setup.president)
    assert [browser(place).get(path).status_code for place in (oise, national)] == [410, 410]
    client = holder(somme, jury_setup.jury, 2, by=jury_setup.president)
    stolen = client.cookies[settings.SESSION_COOKIE_NAME].value
    for place in (oise, national):
        other = browser(place)
        other.cookies[settings.SESSION_COOKIE_NAME] = stolen
        assert other.get(f"{jury_setup.url}salle/")["Location"].startswith("/connexion/")


def test_signing_in_on_the_same_device_forgets_the_card(jury_setup, somme):
    client = holder(somme, jury_setup.jury, by=jury_setup.president)
    client.sign_in(person("member", at=somme))
    assert client.get(f"{jury_setup.url}salle/").status_code == 404


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
