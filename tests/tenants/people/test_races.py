"""Two requests at the same instant: a code still serves once, and a territory still keeps a manager."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from eclore.kit.errors import Refusal
from tenants.doors import in_programme, in_territory
from tenants.hosts import Place
from tenants.people.domain import handoffs, memberships
from tenants.people.models import Membership, User
from tests.support.personas import person

pytestmark = pytest.mark.real_database


def together(*acts: Callable[[], object]) -> list[object]:
    """Run the acts at once, each on its own connection; returns results, or the code of the refusal."""
    ready = Barrier(len(acts))

    def run(act: Callable[[], object]) -> object:
        ready.wait(timeout=10)
        try:
            return act()
        except Refusal as refusal:
            return refusal.code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_one_code_lets_one_request_in(real_house: str, somme: Place) -> None:
    member, nonce = person("member", at=somme), handoffs.new_nonce()
    with in_programme():
        user = User.objects.get(pk=member.user_id)
        code = handoffs.issue(user, somme, path="/", nonce_hash=handoffs.digest(nonce))

    def consume() -> object:
        with in_territory(somme.schema_name):
            return handoffs.consume(code, nonce=nonce, host=somme.host).path

    assert sorted(together(*[consume] * 4)) == ["/", "used_code", "used_code", "used_code"]


def test_two_managers_cannot_put_each_other_out(real_house: str, somme: Place) -> None:
    both = [person("manager", at=somme), person("manager", at=somme)]
    actors = [manager.at(somme) for manager in both]

    def put_out(by: int, target: int) -> Callable[[], object]:
        def act() -> object:
            with in_territory(somme.schema_name):
                held = Membership.objects.get(user_id=both[target].user_id)
                memberships.revoke(held, by=actors[by])
                return "revoked"

        return act

    assert sorted(together(put_out(0, 1), put_out(1, 0))) == ["last_manager", "revoked"]
