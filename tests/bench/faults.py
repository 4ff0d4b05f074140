"""`make bench-faults`: what is acknowledged while something breaks is neither lost nor done twice.

Agents submit and members mark; whoever gets no answer presses again, as people do. Each fault comes several times. On
Debian's PostgreSQL 15 (tests.bench.scale), behind no proxy: what is cut is seen.
"""

import dataclasses
import os
import random
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import connection

from tests.bench import rush, rushing  # sets Django up
from tests.bench.fill import say
from tests.bench.rushing import Outcome, Rush, Visitor
from tests.bench.web import Server, served
from tests.support.databases import superuser

TERRITORIES, EACH, TABLETS, SECONDS, EVERY = 4, 10, 20, 20.0, 4.0
PATIENCE = 20


def kill_a_web_process(server: Server) -> None:
    os.kill(random.choice(server.workers), signal.SIGKILL)


def crash_postgresql(_server: Server) -> None:
    """A session killed takes all others with it, and the server goes through its recovery."""
    with superuser(str(connection.settings_dict["NAME"])) as here:
        (pid,) = here.execute("SELECT pid FROM pg_stat_activity WHERE usename = 'eclore_app' LIMIT 1").fetchone() or (
            0,
        )
    if pid:
        os.kill(pid, signal.SIGKILL)


def cut_sessions(_server: Server) -> None:
    with superuser(str(connection.settings_dict["NAME"])) as here:
        here.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'eclore_app'")


def nothing(_server: Server) -> None:
    """The answers themselves are lost."""


FAULTS: dict[str, tuple[Callable[[Server], None], float]] = {
    "one answer in five never arrives": (nothing, 0.2),
    "a web process is killed": (kill_a_web_process, 0.0),
    "every session of PostgreSQL is cut": (cut_sessions, 0.0),
    "PostgreSQL crashes, and recovers": (crash_postgresql, 0.0),
}


def main() -> int:
    volume = dataclasses.replace(rush.SEASON, people=EACH * len(FAULTS), ideas=EACH * len(FAULTS))
    slugs = rush.seasons(TERRITORIES, volume)
    say("| Fault | times | acknowledged | pressed again | lost | doubled | errors |\n|---|--:|--:|--:|--:|--:|--:|\n")
    wrong = 0
    with served() as server:
        for rank, (name, (inflict, cut)) in enumerate(FAULTS.items()):
            ranks = range(rank * EACH + 1, (rank + 1) * EACH + 1)
            agents = [_pressing(rush.agent(slug, each), cut) for each in ranks for slug in slugs]
            members = [(slug, each) for slug in slugs for each in range(1, rush.JURORS + 1)][:TABLETS]
            tablets = [_pressing(rush.tablet(*member), cut) for member in members]
            with _inflicted(inflict, server) as times:
                done = rushing.put_on(Rush(server.port, SECONDS, agents=agents, tablets=tablets))
            wrong += _tell(name, str(len(times)) if inflict is not nothing else "", done, agents, tablets)
    return 1 if wrong else 0


def _pressing(visitor: Visitor, cut: float) -> Visitor:
    return dataclasses.replace(visitor, patience=PATIENCE, cut=cut)


@contextmanager
def _inflicted(inflict: Callable[[Server], None], server: Server) -> Iterator[list[float]]:
    """Every few seconds, until the block ends."""
    ended, times = threading.Event(), []

    def go_on() -> None:
        while not ended.wait(EVERY):
            inflict(server)
            times.append(EVERY)

    thread = threading.Thread(target=go_on)
    thread.start()
    try:
        yield times
    finally:
        ended.set()
        thread.join()
        connection.close()


def _tell(name: str, times: str, done: Outcome, agents: list[Visitor], tablets: list[Visitor]) -> int:
    found = rush.submissions(done, agents) | rush.ballots(done, tablets)
    lost, errors = found["lost"] + found["ballots lost"], len(done.wrong)
    acknowledged = f"{found['submissions']} ideas, {found['ballots']} ballots"
    say(f"| {name} | {times} | {acknowledged} | {done.again} | {lost} | {found['doubled']} | {errors} |\n")
    for each in done.wrong[:3]:
        say(f"{each}\n")
    return lost + found["doubled"] + errors


if __name__ == "__main__":
    sys.exit(main())
