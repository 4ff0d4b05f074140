"""What nothing that is sent may cost: statements, once, in the season that everything has a plan for."""

from collections.abc import Iterator
from contextlib import nullcontext
from typing import Any

import pytest
from django.core.cache import cache
from django.test import override_settings

from eclore.kit import limits
from programs.juries import standings
from tests.budgets import exceptions
from tests.budgets.limits import WRITING
from tests.budgets.recorder import reading
from tests.budgets.test_pages import only, told
from tests.isolation import cast
from tests.proofs.sendings import PEOPLE, Plan, Write, planned, sending
from tests.proofs.test_twice import Season, site_of
from tests.support import databases
from tests.support.personas import browser
from tests.support.rehearsal import rehearsing

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("budgets of writes")]


@pytest.fixture(scope="module")
def played(own_database: str, django_db_blocker: Any) -> Iterator[Season]:
    with django_db_blocker.unblock(), databases.copied(f"{own_database}_writes") as name:
        with databases.pointed_at(name):
            cast.play()
        yield Season(name)


def test_nothing_that_is_sent_asks_more_than_twelve_statements(played, django_db_blocker):
    """Each once, then forgotten: in a transaction, or in a copy where the season is first put in another state."""
    costs = {}
    with django_db_blocker.unblock(), override_settings(HOST_CACHE_SECONDS=3600):
        for write, plan in planned():
            costs[str(write)] = _statements(played, write, plan)
    allowed = {write: count for table, _why in exceptions.WRITES for write, count in table.items()}

    only(allowed, {name: f"{count} statements" for name, count in costs.items() if count > WRITING})
    more = {
        name: f"{costs[name]} statements, {count} are known" for name, count in allowed.items() if costs[name] > count
    }
    assert not more, told(more)


def _statements(played: Season, write: Write, plan: Plan) -> int:
    copy = f"{played.database}_case"
    with databases.copied(copy, of=played.database) if plan.first else nullcontext(played.database) as name:
        if plan.first:
            with databases.superuser(name) as server:
                server.execute("SET session_replication_role = replica")
                server.execute(plan.first)
        with databases.pointed_at(name), rehearsing():
            return _sent(played, write, plan)


def _sent(played: Season, write: Write, plan: Plan) -> int:
    limits.forget_here()
    standings.forget()
    cache.clear()
    client = browser(site_of(write.kind), PEOPLE[write.kind][plan.who])
    client.raise_request_exception = False
    if write.kind == "auth" and PEOPLE["auth"][plan.who]:
        client.prove()
    what = sending(write, plan, client, played.documents[write.kind])
    with reading() as read:
        what.by(client)
    return len(read.statements)
