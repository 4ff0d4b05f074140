"""Two domain verbs that touch a same aggregate, at once: what they leave is what one after the other would.

Each verb is held after each of its statements while the other runs on another connection; when the other waits for
it (pg_blocking_pids), it goes on. The tables of both schemas, keys and moments apart, the jobs and letters in the
queue with them, equal one of the two serial orders, and nobody meets anything but a sentence.
"""

import time
from collections.abc import Iterator
from itertools import product

import pytest
from django.conf import settings

from tenants.territories import sites
from tests.proofs import shares
from tests.proofs.interleavings import acts, verbs
from tests.proofs.interleavings.hands import Act, End, Pair, tables_of, takes
from tests.proofs.interleavings.keeping import Kept
from tests.proofs.interleavings.scenes import World
from tests.support import databases

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("interleavings")]
USUAL = 30  # pairs of the usual run


class Stage:
    """The world, what is kept of it, and two hands."""

    def __init__(self, name: str) -> None:
        hosts = ("somme." + settings.BASE_HOST, "oise." + settings.BASE_HOST, settings.BASE_HOST)
        self.world = World(*(sites.find(host) for host in hosts))
        schemas = ["public", self.world.somme.schema_name]
        self.kept = Kept(name, schemas)
        self.pair = Pair(self.kept)

    def close(self) -> None:
        self.pair.close()
        self.kept.close()


@pytest.fixture(scope="module")
def stage(own_database: str, django_db_blocker) -> Iterator[Stage]:
    name = f"{own_database}_interleavings"
    with django_db_blocker.unblock(), databases.copied(name), databases.pointed_at(name):
        with databases.superuser() as server:
            server.execute(f"ALTER DATABASE {name} SET deadlock_timeout = '100ms'")
        made = Stage(name)
        try:
            yield made
        finally:
            made.close()


@pytest.fixture(scope="module")
def touched(stage: Stage) -> dict[str, tuple[set[str], set[str]]]:
    """Name → the aggregates that its act reads, and those that it writes or holds, seen as it runs alone."""
    roots, found, faults = verbs.roots(), {}, []
    for name, act in acts.every(stage.world).items():
        run = stage.pair.alone(act)
        if run.outcome != "done":
            faults.append(f"{name}: {run.outcome} {run.why}")
        read, written = tables_of(run.statements)
        letters = {"local_messages_message"} if not name.startswith("local.messages") else set()
        found[name] = (
            {roots.get(table, table) for table in read if not table.startswith(verbs.READ_IN_PASSING)},
            {roots.get(table, table) for table in written - letters if not verbs.is_told_to(table)},
        )
    assert faults == [], "\n".join(faults)
    return found


def test_every_verb_has_a_factory():
    told = {acts.verb_of(name) for name in acts.factories()}
    found = verbs.every()

    assert set(found) - told - set(acts.NO_VERBS) == set()
    assert (told | set(acts.NO_VERBS)) - set(found) == set()


def test_two_verbs_at_once_are_one_after_the_other(stage, touched, record_property):
    pairs = all_pairs(touched)
    tried, faults, started = 0, [], time.monotonic()
    for first, second in shares.share("interleavings", pairs, USUAL):
        one = acts.in_scene(stage.world, first, acts.factories()[first][0])
        other = acts.in_scene(stage.world, second, one.scene)
        count, found = interleaved(stage.pair, one, other)
        tried += count
        faults += found
    told = f"interleavings: {len(pairs)} pairs of {len(touched)} acts, {tried} interleavings tried"
    print(f"{told} in {time.monotonic() - started:.0f} s")  # noqa: T201  the figures of the proof
    record_property("figure", told)
    assert faults == [], f"{len(faults)} faults\n" + "\n".join(faults)


def all_pairs(touched: dict[str, tuple[set[str], set[str]]]) -> list[tuple[str, str]]:
    """In both orders, and each with itself; what happens in every jury is tried on the side of the other verb."""
    return [
        (first, second)
        for first, second in product(touched, repeat=2)
        if meet(touched[first], touched[second]) and acts.may_share_a_scene(first, second)
    ]


def meet(one: tuple[set[str], set[str]], other: tuple[set[str], set[str]]) -> bool:
    """Whether one writes what the other looks at."""
    return bool(one[1] & (other[0] | other[1]) or other[1] & one[0])


def interleaved(pair: Pair, first: Act, second: Act) -> tuple[int, list[str]]:
    """How many interleavings were tried, and what was wrong with some."""
    backwards = pair.one_after_the_other(second, first)
    serial = [pair.one_after_the_other(first, second), End(backwards.outcomes[::-1], backwards.state)]
    faults, pause = [], 0
    while (ended := pair.at_once(first, second, pause)) is not None:
        end, held, waited = ended
        if end not in serial:
            where = held.statements[pause - 1][:90] if pause else "its rows were read"
            faults.append(f"{first.name} | {second.name} ({first.scene}), after {where}: {told(end, serial)}")
            break
        pause += 1
        if waited is not None and not any(takes(sql) for sql in waited):
            break  # it had taken nothing, and the first act gives nothing back: at later statements it waits the same
    return pause, faults


def told(end: End, serial: list[End]) -> str:
    """What differs from the nearest order."""
    if not set(end.outcomes) <= {"done", "refused"}:
        return " / ".join(end.outcomes)
    lines = [f"order {number}: {line}" for number, one in enumerate(serial, 1) for line in differences(end, one)]
    return "\n    ".join([f"{end.outcomes}, serial {[one.outcomes for one in serial]}", *(x[:500] for x in lines[:20])])


def differences(end: End, one: End) -> list[str]:
    """A row of each table that one has and the other has not."""
    found = []
    found += [f"{name} has changed in one alone" for name in sorted(end.state.keys() ^ one.state.keys())]
    for name in sorted(end.state.keys() & one.state.keys()):
        here, there = end.state[name], one.state[name]
        found += [f"{name} {sign} {row}" for sign, rows in (("+", here - there), ("-", there - here)) for row in rows]
    return found
