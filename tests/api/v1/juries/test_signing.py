"""Minutes signed by a program: from a session of the site whose person has just proved who they are, and no other."""

from datetime import timedelta

import pytest

from eclore.kit import clock
from programs.juries.models import AbstractMinutes
from tests.api.v1.juries import preparations as at
from tests.programs.juries.published import frozen
from tests.support.personas import browser

PRESIDENCY, SECRETARY = {"capacity": "presidency"}, {"capacity": "secretary"}


@pytest.fixture
def held(hold):
    """Frozen, not signed."""
    made = hold(quorum=2)
    at.frozen(made)
    return made


def last(held) -> AbstractMinutes:
    return frozen(held)[-1]


def address(held) -> str:
    return f"/api/v1/juries/{held.jury.pk}/minutes/{last(held).pk}/sign/"


def test_each_signs_in_their_turn_and_is_answered_the_version_with_the_signatures(held):
    president, manager = (browser(held.site, who) for who in (held.members[0], held.manager))
    early = manager.send("post", address(held), SECRETARY)
    first, again = (president.send("post", address(held), PRESIDENCY) for _time in (1, 2))
    second = manager.send("post", address(held), SECRETARY)
    told = [(each["capacity"], each["means"]) for each in second.json()["signatures"]]
    assert (early.status_code, early.json()["code"]) == (409, "presidency_first")
    assert (first.status_code, again.status_code, again.json()) == (200, 200, first.json())
    assert told == [("presidency", "account"), ("secretary", "account")]
    assert second.json()["full_sha256"] == last(held).full_sha256


def test_a_proof_that_is_old_signs_nothing(held):
    president = browser(held.site, held.members[0])
    with clock.at(clock.now() + timedelta(hours=1)):
        answer = president.send("post", address(held), PRESIDENCY)
    assert (answer.status_code, answer.json()["code"]) == (403, "proof_too_old")
    assert last(held).signatures.count() == 0


def test_a_manager_does_not_sign_for_a_president_who_is_there(held):
    answer = browser(held.site, held.manager).send("post", address(held), PRESIDENCY)
    assert (answer.status_code, answer.json()["code"]) == (403, "not_allowed")


def test_a_version_of_another_session_is_not_there(held):
    unknown = address(held).replace(str(last(held).pk), "5c3b8c1e-6f0b-4c39-9d53-1a0f6d7c2b11")
    assert browser(held.site, held.members[0]).send("post", unknown, PRESIDENCY).status_code == 404
