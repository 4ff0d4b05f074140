"""Letters leave at least once, and say when it may be twice: workers killed, PostgreSQL and the mail server away."""

import os
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest

from eclore.config.settings.base import ROOT
from tests.isolation.serving import free_port
from tests.operations.conftest import Installation
from tests.support.smtp import MailServer, mail_server

LETTERS, KILLS = (500, 12) if os.environ.get("ECLORE_SLOW") else (120, 3)
SECONDS = 90
MESSAGES = "courrier.local_messages_message"
WRITE = f"""
WITH written AS (
    INSERT INTO {MESSAGES} (id, created_at, kind, to_email, to_name, subject, body, state, prepared_by, error)
    SELECT gen_random_uuid(), now(), 'drill', 'agent' || n || '@exemple.fr', '', 'Lettre ' || n, 'Bonjour.', 'queued',
        '', ''
    FROM generate_series(1, %s) n RETURNING id
)
INSERT INTO procrastinate_jobs (task_name, queue_name, priority, args)
SELECT 'messages.deliver', 'default', 0, jsonb_build_object('message', id)
FROM written
"""
# The queue notes who asks: here a superuser, who is no territory.
AS_THE_TERRITORY = """
UPDATE procrastinate_jobs SET args = args || '{"tenant_context": "territory_courrier"}'
WHERE task_name = 'messages.deliver'
"""


@pytest.fixture
def letters(installed: Installation) -> Iterator[Installation]:
    """An installation where a territory has so many letters to send."""
    made = installed.manage("provision", "courrier", "Courrier", "ville")
    assert made.returncode == 0, made.stderr
    with psycopg.connect(installed.url("postgres")) as server:
        server.execute(WRITE, [LETTERS])
        server.execute(AS_THE_TERRITORY)
    yield installed


@contextmanager
def worker(installed: Installation, mail: str) -> Iterator[subprocess.Popen[bytes]]:
    """Killed without a word at the end of the block."""
    command = installed.command("work", "--silence", "1")
    served = {"DJANGO_SETTINGS_MODULE": "eclore.config.settings.production", "ECLORE_SECRET_KEY": "x" * 50}
    environment = {**installed.environment, **served, "EMAIL_URL": mail}
    process = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def told(installed: Installation) -> tuple[Counter[str], set[str]]:
    """How many letters stand in each state; the addresses of those that may have arrived twice."""
    with psycopg.connect(installed.url("postgres")) as server:
        rows = server.execute(f"SELECT to_email, state, maybe_twice FROM {MESSAGES}").fetchall()
    return Counter(state for _to, state, _twice in rows), {to for to, _state, twice in rows if twice}


def now(installed: Installation) -> None:
    """What waits for another try need wait no longer."""
    with psycopg.connect(installed.url("postgres")) as server:
        server.execute("UPDATE procrastinate_jobs SET scheduled_at = now() WHERE status = 'todo'")


def sent_since(post_office: MailServer, before: int) -> None:
    """Wait for some more of them: a worker is killed while it works, not before."""
    until = time.monotonic() + SECONDS
    while len(post_office.received) < min(before + LETTERS // (4 * KILLS), LETTERS):
        assert time.monotonic() < until, f"{len(post_office.received)} letters, and no other leaves"
        time.sleep(0.01)


def test_no_letter_is_lost_and_none_leaves_twice_in_silence(letters: Installation) -> None:
    with worker(letters, f"smtp://127.0.0.1:{free_port()}"):
        time.sleep(6)  # the mail server is away: each letter that is tried waits
    now(letters)
    with mail_server() as post_office:
        for number in range(KILLS):
            with worker(letters, post_office.url):
                sent_since(post_office, len(post_office.received))
                if number == 1:
                    letters.cluster.stop()
                    letters.cluster.start()
        now(letters)
        with worker(letters, post_office.url):
            until = time.monotonic() + SECONDS
            while told(letters)[0] != {"sent": LETTERS}:
                assert time.monotonic() < until, told(letters)
                time.sleep(0.2)
        addresses = [str(received["To"]) for received in post_office.received]

    arrived = Counter(to for to in addresses if to.startswith("agent"))  # the installation has others to send
    _states, maybe_twice = told(letters)
    twice = {to for to, times in arrived.items() if times > 1}
    said = f"{LETTERS} letters, {KILLS} workers killed: {len(twice)} came twice, {len(maybe_twice)} say they may have"
    print(said)  # noqa: T201  the figures of the drill
    assert len(arrived) == LETTERS
    assert twice <= maybe_twice
