"""The morning of OPERATIONS.md: a bare server, the files of deploy/, forty territories that answer by TLS."""

import os

import pytest

from tests.operations import debian
from tests.operations.morning import TERRITORIES, morning
from tests.support.requirements import program


@pytest.mark.skipif(not os.environ.get("ECLORE_SLOW"), reason="three minutes; the usual run looks at each step alone")
def test_a_bare_server_serves_forty_territories_in_a_morning(record_property):
    debian.needed()
    for name in ("caddy", "pgbouncer"):
        program(name, name)
    told = []
    answered = morning(TERRITORIES, told.append)
    said = "\n".join(told)
    assert len(answered) == TERRITORIES, said
    assert "Installé." in said and f"Territoires en place : {TERRITORIES} sur {TERRITORIES}." in said
    assert f"comme déclarés, sur {TERRITORIES} territoire(s)" in said
    record_property("figure", f"a morning, from nothing to {TERRITORIES} territories with TLS: {told[-1].strip()}")
