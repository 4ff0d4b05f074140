"""Several devices with the same card at the same instant: one comes in."""

import pytest

from programs.juries import entry_cards as keys
from programs.juries.domain import entry_cards
from programs.juries.models import EntryCard
from programs.juries.pins import pin_of
from programs.local.juries.models import Seat
from tenants.contexts import in_territory
from tests.factories.entry_cards import a_card
from tests.factories.juries import a_jury_setup
from tests.tenants.accounts.test_races import together

pytestmark = pytest.mark.real_database


def test_one_device_comes_in_and_the_others_are_told(real_db, somme):
    jury_setup = a_jury_setup(somme)
    secret = a_card(somme, jury_setup.jury, by=jury_setup.president).split("/")[2]

    def come_in():
        with in_territory(somme):
            entry_card = keys.find("local_juries", secret)
            seat = Seat.objects.select_related("jury").get(pk=entry_card.seat_id)
            entry_cards.enter_by_pin(entry_card, seat, pin=pin_of(seat.jury))
            return "in"

    results = together(*[come_in] * 4)
    assert sorted(results) == ["entry_card_elsewhere", "entry_card_elsewhere", "entry_card_elsewhere", "in"]
    with in_territory(somme):
        assert jury_setup.jury.events.filter(verb="enter_jury").count() == 1


def test_a_code_by_mail_lets_one_request_in_too(real_db, somme):
    """Two tabs of the browser that asked, sent at once."""
    jury_setup = a_jury_setup(somme)
    secret = a_card(somme, jury_setup.jury, by=jury_setup.president).split("/")[2]
    with in_territory(somme):
        code = keys.write_code(keys.find("local_juries", secret), browser="tablet")

    def come_in():
        with in_territory(somme):
            entry_card = keys.find("local_juries", secret)
            seat = Seat.objects.select_related("jury").get(pk=entry_card.seat_id)
            entry_cards.enter_by_code(entry_card, seat, code=code, browser="tablet")
            return "in"

    results = together(*[come_in] * 4)
    assert (results.count("in"), set(results) - {"in"} <= {"entry_card_elsewhere", "code_expired"}) == (1, True)
    with in_territory(somme):
        assert jury_setup.jury.events.filter(verb="enter_jury").count() == 1


def test_cards_prepared_twice_at_once_leave_one_that_opens(real_db, somme):
    jury_setup = a_jury_setup(somme)

    def prepare():
        with in_territory(somme):
            return len(entry_cards.prepare(jury_setup.jury, by=jury_setup.president))

    assert together(*[prepare] * 3) == [3, 3, 3]
    with in_territory(somme):
        assert (EntryCard.objects.filter(revoked_at=None).count(), EntryCard.objects.count()) == (3, 9)
