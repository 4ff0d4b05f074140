"""A code sent to the seat's address confirms a card: in which browser, for how long."""

import re
from datetime import timedelta

import pytest
from django.core import mail

from eclore.kit import clock
from tests.factories.entry_cards import a_card
from tests.factories.juries import a_jury_setup
from tests.programs.juries.cards import entry_card_of, seat_at
from tests.support.browsing import words
from tests.support.personas import browser


@pytest.fixture
def jury_setup(somme):
    return a_jury_setup(somme)


def code_sent(queue) -> str:
    queue.run()
    return re.search(r"\b\d{4}-\d{4}\b", mail.outbox[-1].body).group()


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
