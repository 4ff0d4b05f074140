"""Who guesses a PIN or a code waits, from one network as from many."""

import pytest

from tests.factories.entry_cards import a_card, room_pin
from tests.factories.juries import a_jury_setup
from tests.support.personas import browser


@pytest.fixture
def jury_setup(somme):
    return a_jury_setup(somme)


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
