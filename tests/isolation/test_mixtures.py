"""Nobody opens the child of one parent through another: identifiers that do not belong together name nothing.

`make test SLOW=1` tries every mixture, and one of each sort by everybody; the usual run, one of each sort by few.
"""

import os

import pytest

from tests.isolation import figures
from tests.isolation.cast import OURS, place_of, visitors
from tests.isolation.mixtures import mixed
from tests.isolation.oracle import touched
from tests.isolation.rounds import go_round
from tests.isolation.test_canaries import NAMES, may_show
from tests.support.rehearsal import rehearsing

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("canaries")]
WHOLE = bool(os.environ.get("ECLORE_SLOW"))
HOSTS = (OURS, "national")


@pytest.mark.parametrize("host", HOSTS)
def test_nobody_opens_the_child_of_another_parent(inside, host):
    site = place_of(host)
    with touched(inside.database) as read:
        found = go_round(site, inside.canaries, lambda everybody: mixed(site.kind, everybody, whole=WHOLE))

    leaks = {
        f"{column} to {who}": str(answer)
        for (column, who), answer in found.shown.items()
        if column not in may_show(host, who)
    }
    assert {f"{route} by {who}": str(answer) for (route, who), answer in found.opened.items()} == {}
    assert (leaks, found.mailed, found.broken, found.stopped) == ({}, set(), {}, {})
    assert read.keys() == {"public", *({host} & {OURS})}
    if not WHOLE:
        figures.hold(f"Mixed identifiers tried on {NAMES[host]}", found.tried, "0 opened, 0 leaks")


def test_what_the_whole_run_mixes(inside):
    """Counted without being asked."""
    total = 0
    for host in HOSTS:
        site = place_of(host)
        with rehearsing():
            total += sum(1 for _each in mixed(site.kind, list(visitors(site)), whole=True))
    figures.hold("Mixed identifiers that `make test SLOW=1` tries", total, "0 opened, 0 leaks")
