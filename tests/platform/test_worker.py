"""The worker as it runs: its own process and login, a real queue, a real mail server."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from eclore.kit import mail
from eclore.kit.actor import system
from eclore.kit.jobs import TASKS
from programs.local.messages import domain
from programs.local.messages.models import Message
from tenants.contexts import in_programme, in_territory
from tenants.territories.models import Territory
from tests.support.databases import superuser
from tests.support.smtp import MailServer, mail_server

pytestmark = pytest.mark.usefixtures("own_templates")

ROOT = Path(__file__).resolve().parents[2]
URLS = ("DATABASE_URL", "DATABASE_OWNER_URL", "DATABASE_WORKER_URL")


@pytest.fixture
def post_office() -> Iterator[MailServer]:
    with mail_server() as server:
        yield server


def environment(database: str, post_office: MailServer) -> dict[str, str]:
    """What a real installation gives its worker, on this test's database."""
    urls = {name: re.sub(r"/[^/?]+(\?|$)", rf"/{database}\1", os.environ[name], count=1) for name in URLS}
    return {
        **os.environ,
        **urls,
        "DJANGO_SETTINGS_MODULE": "eclore.config.settings.production",
        "ECLORE_SECRET_KEY": "x" * 50,
        "EMAIL_URL": post_office.url,
    }


def worker(database: str, post_office: MailServer, *arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, str(ROOT / "manage.py"), "work", *arguments]
    return subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment(database, post_office),
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )


def work_until_empty(database: str, post_office: MailServer) -> None:
    process = worker(database, post_office, "--until-empty")
    output, _ = process.communicate(timeout=60)
    assert process.returncode == 0, output


def queue_of(database: str) -> list[tuple[Any, ...]]:
    """The jobs that somebody has asked for, those of the clock apart: a test may see a minute begin."""
    by_the_clock = [task.name for task in TASKS.values() if task.cron]
    with superuser(database) as connection:
        return connection.execute(
            "SELECT task_name, status::text, attempts, args ->> 'tenant_context' FROM procrastinate_jobs"
            " WHERE task_name <> ALL(%s) ORDER BY id",
            [by_the_clock],
        ).fetchall()


def posted(site: Any, to_email: str) -> Message:
    with in_territory(site.schema_name):
        return domain.post(
            "example", to_email=to_email, to_name="Zoé", context={"name": "Zoé", "place": "l'Oise"}, by=system()
        )


def state_of(site: Any, message: Message) -> tuple[str, str]:
    with in_territory(site.schema_name):
        return Message.objects.values_list("state", "error").get(pk=message.pk)


def test_a_message_leaves_by_smtp_in_the_territorys_name(real_db, somme, post_office):
    with in_territory(somme.schema_name):
        Territory.objects.filter(role=somme.role).update(contact_email="programme@exemple.fr")
    message = posted(somme, "zoe@exemple.fr")

    work_until_empty(real_db, post_office)

    (received,) = post_office.received
    assert {name: received[name] for name in ("From", "To", "Reply-To", "Subject", "Auto-Submitted")} == {
        "From": "Somme via Éclore <bonjour@eclore.localhost>",
        "To": "Zoé <zoe@exemple.fr>",
        "Reply-To": "programme@exemple.fr",
        "Subject": "Bonjour Zoé",
        "Auto-Submitted": "auto-generated",
    }
    assert received.get_content().splitlines() == ["Votre idée est arrivée dans l'Oise."]
    assert (state_of(somme, message), queue_of(real_db)) == (("sent", ""), [])


def test_an_address_refused_for_good_is_said_to_the_territory_at_once(real_db, somme, post_office):
    message = posted(somme, "refuse@exemple.fr")

    work_until_empty(real_db, post_office)

    reason = "Le serveur de courrier refuse ce message : 550 no such mailbox here"
    assert (state_of(somme, message), post_office.received, queue_of(real_db)) == (("failed", reason), [], [])


def test_a_busy_mail_server_is_tried_again_later(real_db, somme, post_office):
    message = posted(somme, "occupe@exemple.fr")

    work_until_empty(real_db, post_office)

    assert state_of(somme, message) == ("queued", "")
    assert queue_of(real_db) == [("messages.deliver", "todo", 1, "territory_somme")]


def test_mail_of_the_programme_leaves_in_the_houses_name(real_db, post_office):
    with in_programme():
        mail.post("example", to_email="coach@exemple.fr", context={"name": "Coach", "place": "la France"})

    work_until_empty(real_db, post_office)

    (received,) = post_office.received
    assert (received["From"], received["Reply-To"]) == ("Éclore <bonjour@eclore.localhost>", None)


def test_a_worker_at_work_stops_when_asked(real_db, somme, post_office):
    process = worker(real_db, post_office)
    message = posted(somme, "zoe@exemple.fr")
    deadline = time.monotonic() + 30
    while not post_office.received and time.monotonic() < deadline:
        time.sleep(0.05)

    process.send_signal(signal.SIGTERM)
    output, _ = process.communicate(timeout=15)

    assert (process.returncode, len(post_office.received)) == (0, 1), output
    assert state_of(somme, message)[0] == "sent"


def test_what_a_killed_worker_had_begun_is_taken_up_by_another(real_db, somme, post_office):
    message = posted(somme, "lent@exemple.fr")
    killed = worker(real_db, post_office)
    assert post_office.asked.wait(30)
    killed.kill()
    killed.communicate(timeout=15)
    assert queue_of(real_db) == [("messages.deliver", "doing", 0, "territory_somme")]
    post_office.answers.set()

    other = worker(real_db, post_office, "--silence", "1")
    wait_until(lambda: state_of(somme, message)[0] == "sent")
    other.send_signal(signal.SIGTERM)
    output, _ = other.communicate(timeout=15)

    assert (other.returncode, "taken up again" in output) == (0, True), output
    assert queue_of(real_db) == []


def test_a_job_that_ends_with_every_worker_is_given_up(real_db, somme, post_office):
    message = posted(somme, "zoe@exemple.fr")
    with superuser(real_db) as connection:
        connection.execute("UPDATE procrastinate_jobs SET status = 'doing', attempts = 7")

    work_until_empty(real_db, post_office)

    assert queue_of(real_db) == [("messages.deliver", "failed", 8, "territory_somme")]
    state, reason = state_of(somme, message)
    told = reason.replace("’", "'")  # typeset where a demonstration has compiled the French catalogue
    assert (state, told) == ("failed", "Le traitement s'est arrêté plusieurs fois avant la fin.")
    assert post_office.received == []


def test_a_worker_comes_back_when_its_connections_are_cut(real_db, somme, post_office):
    process = worker(real_db, post_office)
    first = posted(somme, "zoe@exemple.fr")
    wait_until(lambda: state_of(somme, first)[0] == "sent")
    for _time in range(2):
        with superuser(real_db) as connection:
            theirs = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'eclore_worker'"
            assert connection.execute(f"{theirs} AND datname = %s", [real_db]).fetchall() != []
        message = posted(somme, "zoe@exemple.fr")
        wait_until(lambda message=message: state_of(somme, message)[0] == "sent")
    process.send_signal(signal.SIGTERM)
    output, _ = process.communicate(timeout=15)
    assert (process.returncode, len(post_office.received)) == (0, 3), output


def wait_until(holds: Callable[[], bool], seconds: float = 40) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "nothing came"
        time.sleep(0.1)


def flags_of(site: Any, message: Message) -> tuple[Any, ...]:
    with in_territory(site.schema_name):
        return Message.objects.values_list("state", "maybe_twice", "leaving_at").get(pk=message.pk)


def test_a_message_whose_worker_was_killed_while_it_left_says_that_it_may_have_arrived_twice(
    real_db, somme, post_office
):
    message = posted(somme, "lent@exemple.fr")
    process = worker(real_db, post_office)
    assert post_office.asked.wait(30)
    process.kill()
    process.communicate()
    assert flags_of(somme, message)[:2] == ("queued", False)
    with superuser(real_db) as connection:
        connection.execute("UPDATE procrastinate_jobs SET status = 'todo' WHERE status = 'doing'")
    post_office.answers.set()

    work_until_empty(real_db, post_office)

    assert flags_of(somme, message) == ("sent", True, None)
    with in_territory(somme.schema_name):
        assert "deux fois" in Message.objects.get(pk=message.pk).trouble
    assert {received["Message-ID"] for received in post_office.received} == {f"<{message.pk}@eclore.localhost>"}


@pytest.mark.parametrize("address", ["occupe@exemple.fr", "refuse@exemple.fr"])
def test_what_the_mail_server_did_not_take_is_no_second_letter(real_db, somme, post_office, address):
    message = posted(somme, address)
    work_until_empty(real_db, post_office)
    assert flags_of(somme, message)[1:] == (False, None)
