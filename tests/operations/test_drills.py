"""The drills whose transcripts are in OPERATIONS.md, whole; the usual run looks at each of their steps alone."""

import os

import pytest

from tests.operations import debian, moved
from tests.operations.lost import lost
from tests.operations.morning import TERRITORIES, morning
from tests.operations.restored import restored
from tests.operations.upgraded import upgraded
from tests.support.requirements import program

pytestmark = pytest.mark.skipif(not os.environ.get("ECLORE_SLOW"), reason="make test SLOW=1: some minutes each")


@pytest.fixture
def told() -> list[str]:
    debian.needed()
    for name in ("caddy", "pgbouncer"):
        program(name, name)
    return []


def test_a_bare_server_serves_forty_territories_in_a_morning(told, record_property):
    answered = morning(TERRITORIES, told.append)
    said = "\n".join(told)
    assert len(answered) == TERRITORIES, said
    assert "Installé." in said and f"Territoires en place : {TERRITORIES} sur {TERRITORIES}." in said
    assert f"comme déclarés, sur {TERRITORIES} territoire(s)" in said
    record_property("figure", f"a morning, from nothing to {TERRITORIES} territories with TLS: {told[-1].strip()}")


def test_a_territory_that_moves_is_the_same_elsewhere(told):
    differs = moved.moved(told.append)
    assert differs.keys() <= moved.EXPECTED, "\n".join(told)


@pytest.mark.parametrize("drill", [upgraded, lost, restored])
def test_a_drill_ends_as_it_must(told, drill):
    program("pgbackrest", "pgbackrest")
    assert drill(told.append), "\n".join(told)
