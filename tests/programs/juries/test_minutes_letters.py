"""Whose turn it is to sign the minutes is written to, once, with the address of the page; on both sides."""

from dataclasses import dataclass

import pytest
from django.core import mail

from programs.juries import domain
from programs.juries.states import SeatRole
from tests.programs.juries.deliberations import joins, jury_of, seat_of
from tests.programs.juries.published import AT, amended, freeze, frozen, publish
from tests.programs.juries.sides import Held
from tests.support.personas import Persona, browser

PRESIDENCY, SECRETARY = "presidency", "secretary"


@dataclass
class Signed:
    """A published session with a secretary."""

    held: Held
    clerk: Persona

    def press(self, client, capacity):
        form = {"version": frozen(self.held)[-1].pk, "capacity": capacity}
        assert client.post(f"{self.held.url}pv/signer/", form).status_code == 302

    def address(self, who):
        with self.held.inside():
            return seat_of(self.held, who).email


@pytest.fixture
def published(hold):
    held = hold()
    clerk = joins(held, SeatRole.SECRETARY, name="Claire Clerc")
    return Signed(publish(held), clerk)


@pytest.fixture
def received(queue):
    """(address, subject, body) of what leaves from now on."""

    def read():
        queue.run()
        letters, mail.outbox[:] = list(mail.outbox), []
        return [(each.to[0], each.subject, each.body) for each in letters]

    return read


def test_frozen_they_call_the_presidency_then_signed_the_secretary_each_once(published, received):
    held, president = published.held, published.held.members[0]
    received()
    with held.inside():
        freeze(held), freeze(held)
    [(address, subject, body)] = received()
    assert (address, subject) == (published.address(president), f"Procès-verbal à signer : {held.jury.title}")
    assert "pour la présidence" in body and f"{held.site.host}" in body and f"{held.url}pv/signer/" in body
    for _press in (1, 2):
        published.press(held.president(), PRESIDENCY)
    [(address, _subject, body)] = received()
    assert (address, "La présidence a signé" in body) == (published.address(published.clerk), True)
    assert "Bonjour Claire Clerc," in body and f"{held.url}pv/signer/" in body
    published.press(browser(held.site, published.clerk), SECRETARY)
    assert received() == []


def test_whoever_presides_and_freezes_them_is_not_written_to(published, received):
    held = published.held
    received()
    president = held.members[0].at(held.site)
    with held.inside():
        domain.freeze_minutes(jury_of(held), by=president, **AT)
    assert received() == []


def test_another_version_calls_the_presidency_again(published, received):
    held = published.held
    with held.inside():
        freeze(held)
    published.press(held.president(), PRESIDENCY)
    received()
    amended(held)
    with held.inside():
        freeze(held, motive="Durée rectifiée.")
    [(address, _subject, body)] = received()
    assert (address, "version 2" in body) == (published.address(held.members[0]), True)


def test_nobody_is_written_to_where_whoever_manages_stands_in(hold, received):
    held = publish(hold())
    with held.inside():
        freeze(held)
    received()
    form = {"version": frozen(held)[-1].pk, "capacity": PRESIDENCY}
    assert held.president().post(f"{held.url}pv/signer/", form).status_code == 302
    assert received() == []
