"""Somebody may write any statement into a page of one territory: what PostgreSQL and the cursor let through."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from django.conf import settings

from tests.isolation import cast, figures
from tests.isolation.attacks import FAMILIES, OTHER, OWN, Attack
from tests.isolation.canaries import Canaries, filled
from tests.isolation.serving import Asking, on, served
from tests.support import databases

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("attacks")]
HOST = f"{OWN}.{settings.BASE_HOST}"
# One thread and one process: every attack meets the connection that the ones before it have used.
ONE = 1


@pytest.fixture
def attacked(own_database, django_db_blocker, tmp_path) -> Iterator[tuple[Asking, Canaries]]:
    name = f"{own_database}_attacked"
    with django_db_blocker.unblock():
        databases.clone(name)
        try:
            with databases.pointed_at(name):
                cast.play()
            with (
                filled(name, OTHER) as canaries,
                served(name, tmp_path, threads=ONE) as port,
                neighbour(name, canaries),
            ):
                yield Asking(port), canaries
        finally:
            databases.drop(name)


@contextmanager
def neighbour(database: str, canaries: Canaries) -> Iterator[None]:
    """Another request of the same login, in the other territory, whose last statement holds a canary."""
    told = next(iter(canaries.where))
    with psycopg.connect(on(os.environ["DATABASE_URL"], database)) as other:
        other.execute(f"SET LOCAL ROLE territory_{OTHER}")
        other.execute(f"SELECT title FROM {OTHER}.ideas_idea WHERE title = '{told}'")
        yield
        assert other.execute("SELECT 1").fetchone() == (1,), "somebody has ended this session"


def test_what_an_injection_can_do(attacked):
    asking, canaries = attacked
    lines, refused, leaks, astray = [], 0, {}, {}
    for family, attacks in FAMILIES.items():
        lines += [f"| **{family}** | | |"]
        for attack in attacks:
            status, said = _tried(asking, attack)
            assert status in (200, 409), (attack.name, status, said)
            refused += status == 409
            outcome = f"refused by {said['by']}: {said['refusal']}" if status == 409 else "**answered**"
            lines += [f"| {attack.name} | {outcome} | {attack.answered if status == 200 else ''} |"]
            if shown := canaries.columns_in(str(said)):
                leaks[attack.name] = shown
            if (status == 200) != bool(attack.answered):
                astray[attack.name] = said
            _is_still_at_home(asking, attack)

    assert (leaks, astray) == ({}, {})
    figures.hold_table(
        "attacks", "\n".join(["| Attack | What happens | Why it is harmless |", "| --- | --- | --- |", *lines])
    )
    figures.hold(
        "Attacks refused",
        refused,
        f"of {sum(map(len, FAMILIES.values()))}; the others give no row of another territory",
    )


def _tried(asking: Asking, attack: Attack) -> tuple[int, dict]:
    fields = {"sql": attack.sql} if attack.sql else {"title": attack.title}
    return asking.post(HOST, "/preuve/injection/", **fields)


def _is_still_at_home(asking: Asking, attack: Attack) -> None:
    """The next requests on this connection, here and next context, are in their own contexts."""
    for slug in (OWN, "nord"):
        status, here = asking.get(f"{slug}.{settings.BASE_HOST}", "/preuve/ou/")
        assert status == 200, attack.name
        assert (here["role"], here["login"], here["current"], here["path"]) == (
            f"territory_{slug}",
            "eclore_app",
            f"territory_{slug}",
            f"{slug}, public",
        ), attack.name


def test_answers_that_are_nothing_are_nothing(attacked):
    asking, _canaries = attacked
    said = {
        attack.name: _tried(asking, attack)[1]["rows"]
        for attacks in FAMILIES.values()
        for attack in attacks
        if attack.answered.startswith("nothing")
    }
    assert len(said) >= 5
    assert all(rows == [] for rows in said.values()), said
