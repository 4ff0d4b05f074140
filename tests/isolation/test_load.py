"""Forty territories under a crowd: no answer from the wrong one, whatever carries connections and whatever breaks."""

import contextlib
import os
import re
import subprocess
import sys
from collections.abc import Iterator

import pytest
from django.conf import settings

from tenants.territories import sites
from tests.isolation import crowd, figures
from tests.isolation.pooler import pooled
from tests.isolation.serving import on, served
from tests.support import databases
from tests.support.smtp import mail_server

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("load")]
TERRITORIES = 40
SLUGS = [f"lieu{number}" for number in range(TERRITORIES)]
TIMEOUT = "1500ms"


@pytest.fixture(scope="module")
def town(own_database, django_db_blocker) -> Iterator[str]:
    """Forty territories with one witness each; statements time out soon."""
    from tenants.territories.provisioning import provision

    name = f"{own_database}_town"
    with django_db_blocker.unblock():
        databases.clone(name)
        with databases.pointed_at(name):
            for slug in SLUGS:
                provision(slug=slug, name=f"Lieu {slug}", kind="ville")
        with databases.superuser(name) as server:
            for slug in SLUGS:
                server.execute(
                    f"INSERT INTO {slug}.local_messages_message (id, created_at, kind, to_email, to_name, subject,"
                    " body, state, prepared_by, error)"
                    " VALUES (gen_random_uuid(), now(), 'witness', '', %s, '', '', 'draft', '', '')",
                    [slug],
                )
            server.execute(f"ALTER ROLE eclore_app IN DATABASE {name} SET statement_timeout = '{TIMEOUT}'")
        yield name
        databases.drop(name)
        sites.forget()


def test_threads_that_keep_their_connections(town, tmp_path):
    with served(town, tmp_path, threads=crowd.THREADS) as port:
        outcome = crowd.gather(port, SLUGS, slow=True, jobs=True)

    _nobody_was_misled(outcome, "threads that keep their connections, statements that time out")
    _every_letter_leaves_in_its_own_name(town, outcome.posted)


def test_threads_that_share_psycopgs_pool(town, tmp_path):
    with served(town, tmp_path, threads=crowd.THREADS, pool=True) as port:
        outcome = crowd.gather(port, SLUGS, slow=True)

    _nobody_was_misled(outcome, "threads that share psycopg's pool, statements that time out")


def test_pgbouncer_in_transaction_mode(town, tmp_path):
    """Eight threads on five sessions at most, all of which the server ends between two crowds."""
    with (
        pooled(os.environ["DATABASE_URL"], town) as url,
        served(town, tmp_path, threads=crowd.THREADS, url=url) as port,
    ):
        first = crowd.gather(port, SLUGS, slow=True)
        assert crowd.end_sessions(town) > 0
        second = crowd.gather(port, SLUGS)

    assert (second.wrong, second.errors, second.answers) == ([], [], crowd.REQUESTS)
    _nobody_was_misled(first, "PgBouncer in transaction mode, statements that time out")


@pytest.mark.parametrize("through", ["PostgreSQL", "PgBouncer"])
def test_sessions_ended_while_they_answer(town, tmp_path, through):
    """Here some requests are lost, since the server forgets them: none is answered by another territory."""
    ended: list[int] = []
    with contextlib.ExitStack() as stack:
        url = stack.enter_context(pooled(os.environ["DATABASE_URL"], town)) if through == "PgBouncer" else ""
        port = stack.enter_context(served(town, tmp_path, threads=crowd.THREADS, url=url))
        with crowd.sessions_ended(town, ended):
            outcome = crowd.gather(port, SLUGS)

    assert sum(ended) > 10
    assert outcome.wrong == []
    assert len(outcome.errors) <= sum(ended), outcome.errors
    assert outcome.answers + len(outcome.errors) == crowd.REQUESTS
    figures.hold(
        f"Requests while {through} lost sessions at work",
        crowd.REQUESTS,
        "0 from the wrong territory; the lost ones fail",
    )


def _nobody_was_misled(outcome: crowd.Outcome, how: str) -> None:
    assert (outcome.wrong, outcome.errors, outcome.answers) == ([], [], crowd.REQUESTS)
    assert outcome.faults["statements timed out"] > 10
    figures.hold(
        f"Requests to {TERRITORIES} territories: {how}", outcome.answers, "0 from the wrong territory, 0 errors"
    )


def _every_letter_leaves_in_its_own_name(database: str, posted: list[tuple[str, str]]) -> None:
    """The worker does the jobs that requests have left: each in the context of the territory that left it."""
    with mail_server() as post_office:
        environment = {
            **os.environ,
            **{name: on(os.environ[name], database) for name in URLS},
            "DJANGO_SETTINGS_MODULE": "eclore.config.settings.production",
            "ECLORE_SECRET_KEY": "x" * 50,
            "EMAIL_URL": post_office.url,
        }
        command = [sys.executable, str(settings.ROOT / "manage.py"), "work", "--until-empty"]
        done = subprocess.run(command, env=environment, cwd=settings.ROOT, capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, done.stderr
    received = sorted(
        (re.match(r"Lieu (\S+)", str(each["From"]))[1], str(each["Subject"])) for each in post_office.received
    )
    assert received == sorted(posted)
    assert len(posted) >= 90
    figures.hold("E-mails that the worker sent", len(received), "0 in another territory's name")


URLS = ("DATABASE_URL", "DATABASE_OWNER_URL", "DATABASE_WORKER_URL")
