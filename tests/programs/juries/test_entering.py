"""A member comes in with a card: what confirms it, on which device, and where it then leads."""

import pytest
from django.conf import settings

from programs.juries.domain import entry_cards
from tenants.accounts.models import Session
from tenants.contexts import in_programme, in_territory
from tests.factories.entry_cards import a_card, holder, room_pin
from tests.factories.forums import NATIONAL, a_forum, a_jury, a_nomination
from tests.factories.juries import a_jury_setup
from tests.programs.juries.cards import ASK_AGAIN, entry_card_of, seat_at, seat_at_in
from tests.support.browsing import words
from tests.support.personas import browser, person

FREE_IT = "demandez à la présidence du jury de libérer votre carte"


@pytest.fixture
def jury_setup(somme):
    return a_jury_setup(somme)


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


def test_the_members_own_account_goes_straight_in(jury_setup, somme):
    path = a_card(somme, jury_setup.jury, by=jury_setup.president)
    owner, colleague = browser(somme, jury_setup.members[1]), browser(somme, jury_setup.members[2])

    assert owner.get(path)["Location"] == f"{jury_setup.url}salle/"
    assert colleague.get(path).status_code == 200
    assert entry_card_of(jury_setup).device_hash is None


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
