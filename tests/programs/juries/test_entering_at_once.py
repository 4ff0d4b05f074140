"""Several devices with the same card at the same instant: one comes in."""

import pytest

from programs.juries.domain import badges
from programs.juries.pins import pin_of
from programs.local.selections.models import Seat
from tenants.doors import in_territory
from tenants.people.domain import badges as keys
from tenants.people.models import Badge
from tests.factories.badges import a_card
from tests.factories.selections import a_court
from tests.tenants.people.test_races import together

pytestmark = pytest.mark.real_database


def test_one_device_comes_in_and_the_others_are_told(real_house, somme):
    court = a_court(somme)
    secret = a_card(somme, court.jury, by=court.president).split("/")[2]

    def come_in():
        with in_territory(somme):
            badge = keys.find("selections", secret)
            seat = Seat.objects.select_related("jury").get(pk=badge.seat_id)
            badges.enter_by_pin(badge, seat, pin=pin_of(seat.jury))
            return "in"

    results = together(*[come_in] * 4)
    assert sorted(results) == ["badge_elsewhere", "badge_elsewhere", "badge_elsewhere", "in"]
    with in_territory(somme):
        assert court.jury.events.filter(verb="enter_jury").count() == 1


def test_a_code_by_mail_lets_one_request_in_too(real_house, somme):
    """Two tabs of the browser that asked, sent at once."""
    court = a_court(somme)
    secret = a_card(somme, court.jury, by=court.president).split("/")[2]
    with in_territory(somme):
        code = keys.write_code(keys.find("selections", secret), browser="tablet")

    def come_in():
        with in_territory(somme):
            badge = keys.find("selections", secret)
            seat = Seat.objects.select_related("jury").get(pk=badge.seat_id)
            badges.enter_by_code(badge, seat, code=code, browser="tablet")
            return "in"

    results = together(*[come_in] * 4)
    assert (results.count("in"), set(results) - {"in"} <= {"badge_elsewhere", "code_expired"}) == (1, True)
    with in_territory(somme):
        assert court.jury.events.filter(verb="enter_jury").count() == 1


def test_cards_prepared_twice_at_once_leave_one_that_opens(real_house, somme):
    court = a_court(somme)

    def prepare():
        with in_territory(somme):
            return len(badges.prepare(court.jury, by=court.president))

    assert together(*[prepare] * 3) == [3, 3, 3]
    with in_territory(somme):
        assert (Badge.objects.filter(revoked_at=None).count(), Badge.objects.count()) == (3, 9)
