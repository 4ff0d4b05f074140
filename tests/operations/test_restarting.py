"""PostgreSQL is stopped and comes back: the worker says so, waits, and goes on."""

import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg

from eclore.config.settings.base import ROOT
from tests.operations.conftest import Installation

SECONDS = 40


@contextmanager
def worker(installed: Installation) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        installed.command("work"),
        env=installed.environment,
        cwd=ROOT,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()


def jobs(installed: Installation) -> list[int]:
    with psycopg.connect(installed.url("postgres")) as connection:
        return [
            key for (key,) in connection.execute("SELECT id FROM procrastinate_jobs WHERE task_name = 'bridge.sweep'")
        ]


def is_done(installed: Installation) -> Callable[[], bool]:
    """Put one job in the queue: whether it has left it."""
    with psycopg.connect(installed.url("postgres")) as connection:
        (key,) = connection.execute(
            "INSERT INTO procrastinate_jobs (task_name, queue_name, priority) VALUES ('bridge.sweep', 'default', 0)"
            " RETURNING id"
        ).fetchone()
    return lambda: key not in jobs(installed)


def await_that(holds: Callable[[], bool]) -> None:
    until = time.monotonic() + SECONDS
    while not holds():
        assert time.monotonic() < until, "nothing came"
        time.sleep(0.2)


def test_a_worker_comes_back_with_postgresql_however_often(installed):
    with worker(installed) as process:
        await_that(is_done(installed))
        for seconds_away in (0, 4):
            installed.cluster.stop()
            time.sleep(seconds_away)
            installed.cluster.start()
            await_that(is_done(installed))
        process.send_signal(signal.SIGTERM)
        said, _ = process.communicate(timeout=20)
    assert (process.returncode, "the queue does not answer" in said) == (0, True), said


def test_a_worker_stops_when_asked_while_postgresql_is_away(installed):
    with worker(installed) as process:
        await_that(is_done(installed))
        installed.cluster.stop()
        try:
            time.sleep(2)
            process.send_signal(signal.SIGTERM)
            said, _ = process.communicate(timeout=20)
        finally:
            installed.cluster.start()
    assert process.returncode == 0, said
