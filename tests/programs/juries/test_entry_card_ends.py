"""What ends a card: another one, whoever takes it back, the day after, the publication, its seat."""

from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

import pytest
from django.conf import settings

from eclore.kit import clock
from programs.juries.domain import entry_cards, seats
from programs.local.juries import domain
from programs.local.juries.models import Ballot, Seat
from tenants.accounts.models import Session
from tenants.contexts import in_territory
from tests.factories.entry_cards import a_card, holder, room_pin
from tests.factories.juries import a_jury_setup, decide_all, mark_everything
from tests.programs.juries.cards import ASK_AGAIN, entry_card_of, seat_at_in
from tests.support.browsing import words
from tests.support.personas import browser


@pytest.fixture
def jury_setup(somme):
    return a_jury_setup(somme)


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
