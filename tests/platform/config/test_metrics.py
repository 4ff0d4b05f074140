"""What Prometheus is told, and who is: counts that add up over processes, words of the code alone as labels."""

import fcntl
import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection
from pathlib import Path

import pytest
from django.conf import settings as installation
from django.test import Client
from django.urls import URLResolver, get_resolver
from prometheus_client import parser

from eclore.config import metrics as page
from eclore.config.settings.base import BASE_HOST, ROOT
from eclore.kit import jobs, limits
from eclore.observing import metrics
from embedded.processes import end_all, exit_code, spawn
from programs.joint.forums import urls as forums
from serving.ports import await_answer
from tenants.watching import figures
from tests.platform.config.test_starting import GUNICORN, SECONDS, environment
from tests.support import databases
from tests.support.personas import browser, person
from tests.support.statements import Statements

CANARIES = ("somme", "canari", "Personne", "exemple.fr", "192.0.2.77")
FIGURES = {"outcome": {"archived", "failed"}, "place": {"files", "temporary"}, "version": {installation.VERSION}}
LATENCIES = {f"{seconds}.0" if float(seconds).is_integer() else str(seconds) for seconds in metrics.SECONDS}


def told(client: Client | None = None, **headers: str) -> dict[str, dict[tuple[tuple[str, str], ...], float]]:
    """Sample → labels → value."""
    answer = (client or Client()).get("/metrics", HTTP_HOST="10.0.0.7", **headers)
    assert answer.status_code == 200
    return read(answer.content.decode())


def read(text: str) -> dict[str, dict[tuple[tuple[str, str], ...], float]]:
    found = {}
    for family in parser.text_string_to_metric_families(text):
        for sample in family.samples:
            found.setdefault(sample.name, {})[tuple(sorted(sample.labels.items()))] = sample.value
    return found


def value(name: str, **labels: str) -> float:
    return told().get(name, {}).get(tuple(sorted(labels.items())), 0.0)


def named(resolver: URLResolver, prefix: str = "") -> Iterator[str]:
    """Every name that a resolved address may have."""
    for each in resolver.url_patterns:
        if isinstance(each, URLResolver):
            yield from named(each, f"{prefix}{each.namespace}:" if each.namespace else prefix)
        else:
            yield prefix + (each.name or each.lookup_str)


@pytest.fixture(autouse=True)
def anew() -> None:
    page.reading.forget()


@pytest.fixture
def bounded() -> dict[str, set[str]]:
    """Label → the words it may bear."""
    views = {name for kind in installation.URLCONFS.values() for name in named(get_resolver(kind))}
    probes = {"healthz", "readyz", "known-host", "metrics"}
    return {
        **FIGURES,
        "page": views | probes | {metrics.STATIC, metrics.KEPT, metrics.NOWHERE},
        "host": {"national", "joint", "auth", "territory", "none"},
        "status": {"2xx", "3xx", "4xx", "5xx"},
        "le": LATENCIES | {"+Inf"},
        "action": set(installation.LIMITS),
        "queue": {*page.LINES, page.OTHER},
        "task": {*jobs.TASKS, page.OTHER},
    }


def test_labels_are_words_of_the_code_and_nothing_of_anybody(real_db, somme, national, bounded):
    somebody = person("manager", at=somme, name="Canari Personne")
    with databases.superuser(real_db) as server:
        server.execute(
            "INSERT INTO procrastinate_jobs (task_name, queue_name, status)"
            " VALUES ('canari.de.somme', 'canari', 'failed'), ('mail.send', 'canari', 'todo')"
        )
    for where in ("/", "/?q=canari", "/canari/somme/", "/idees/", "/static/canari.css"):
        browser(somme, somebody).get(where, HTTP_X_FORWARDED_FOR="192.0.2.77")
        browser(national).get(where)
    text = Client().get("/metrics").content.decode()

    labels = [pair for samples in read(text).values() for key in samples for pair in key]
    assert {name for name, _value in labels} <= set(bounded)
    # Other tests of this process may have asked views of their own, which this code does not name.
    unknown = [(name, word) for name, word in labels if word not in bounded[name]]
    assert [(name, word) for name, word in unknown if not word.startswith("tests.")] == []
    assert [word for word in CANARIES if word in text] == []
    assert ("task", "other") in labels and ("queue", "other") in labels


def test_a_request_counts_its_page_its_host_and_its_statements(db, somme):
    client = browser(somme, person("manager", at=somme))
    client.get("/")
    before = {name: value(name, page="home") for name in ("eclore_sql_statements_total", "eclore_sql_seconds_total")}
    asked = value("eclore_requests_total", page="home", host="territory", status="2xx")
    counted = value("eclore_request_seconds_count", host="territory")
    lasted = value("eclore_page_seconds_total", page="home")
    with Statements() as sql:
        assert client.get("/").status_code == 200
    sent = len(sql)  # before another request forgets them
    assert value("eclore_requests_total", page="home", host="territory", status="2xx") == asked + 1
    assert value("eclore_request_seconds_count", host="territory") == counted + 1
    assert 0 < value("eclore_page_seconds_total", page="home") - lasted < 10
    assert value("eclore_sql_statements_total", page="home") - before["eclore_sql_statements_total"] >= sent > 0
    assert 0 < value("eclore_sql_seconds_total", page="home") - before["eclore_sql_seconds_total"] < 5


def test_what_territories_do_together_is_a_host_of_its_own(db, national):
    where = next(str(each.pattern) for each in forums.national if "<" not in str(each.pattern))
    browser(national).get(f"/{where}")
    assert [key for key in told()["eclore_requests_total"] if ("host", "joint") in key]


def test_a_rate_that_is_reached_counts(db, settings):
    settings.LIMITS = {**settings.LIMITS, "exports": ("1/h", "1/h")}
    before = value("eclore_limits_reached_total", action="exports")
    for _time in range(3):
        limits.count_here("exports", network="192.0.2.77")
    limits.forget_here()
    assert value("eclore_limits_reached_total", action="exports") == before + 2


def test_the_queue_is_told_by_its_lines_and_failures_by_task(real_db):
    with databases.superuser(real_db) as server:
        server.execute("DELETE FROM procrastinate_jobs")
        server.execute(
            "INSERT INTO procrastinate_jobs (task_name, queue_name, status, attempts, scheduled_at) VALUES"
            " ('mail.send', 'default', 'todo', 0, now() - interval '5 minutes'),"
            " ('mail.send', 'default', 'todo', 2, now() + interval '5 minutes'),"
            " ('files.read', 'files', 'doing', 0, null), ('mail.send', 'default', 'failed', 8, null)"
        )
        server.execute("INSERT INTO procrastinate_workers DEFAULT VALUES")
    found = told()
    lines = {name: found[f"eclore_queue_{name}"][(("queue", "default"),)] for name in ("due", "later", "running")}
    assert lines == {"due": 1, "later": 1, "running": 0}
    assert 300 <= found["eclore_queue_age_seconds"][(("queue", "default"),)] < 400
    assert found["eclore_queue_running"][(("queue", "files"),)] == 1
    assert found["eclore_jobs_failed"][(("task", "mail.send"),)] == 1
    assert (found["eclore_letters_waiting"][()], found["eclore_letters_given_up"][()]) == (2, 1)
    assert found["eclore_worker_silence_seconds"][()] < 60


def test_the_database_is_asked_little_and_once_for_two_who_watch(real_db):
    with Statements() as sql:
        figures.read()
    assert len(sql) <= 5
    told()
    first = page.reading._at
    told()
    assert page.reading._at == first


def test_a_database_that_is_away_or_slow_is_said_in_time(real_db, monkeypatch):
    monkeypatch.setattr(figures, "PATIENCE", 0.3)
    with databases.superuser(real_db) as server:
        server.execute("BEGIN")
        server.execute("LOCK TABLE procrastinate_jobs IN ACCESS EXCLUSIVE MODE")
        began = time.monotonic()
        slow = [told(), told()]
        waited, thread = time.monotonic() - began, page.reading._thread
        server.execute("ROLLBACK")
    thread.join(10)
    assert [each["eclore_database_up"][()] for each in slow] == [0, 0] and waited < 3
    assert "eclore_queue_due" not in slow[0] and "eclore_disk_free_bytes" in slow[0]
    assert told()["eclore_database_up"][()] == 1


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({"REMOTE_ADDR": "127.0.0.1"}, 200),
        ({"REMOTE_ADDR": "::1"}, 200),
        ({"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "192.0.2.77"}, 404),
        ({"REMOTE_ADDR": "127.0.0.1", "HTTP_FORWARDED": "for=192.0.2.77"}, 404),
        ({"REMOTE_ADDR": "192.0.2.77"}, 404),
        ({"REMOTE_ADDR": ""}, 404),
        ({"REMOTE_ADDR": "192.0.2.77", "HTTP_AUTHORIZATION": "Bearer "}, 404),
    ],
)
def test_this_machine_alone_is_told(db, asked, status):
    assert Client().get("/metrics", HTTP_HOST=BASE_HOST, **asked).status_code == status


@pytest.mark.parametrize(("given", "status"), [("Bearer jeton", 200), ("Bearer autre", 404), ("", 404)])
def test_with_a_token_whoever_bears_it_is_told_and_nobody_else(db, settings, given, status):
    settings.METRICS_TOKEN = "jeton"
    for address in ("192.0.2.77", "127.0.0.1"):
        answer = Client().get("/metrics", REMOTE_ADDR=address, HTTP_AUTHORIZATION=given)
        assert answer.status_code == status


def test_a_slot_is_the_lowest_that_is_free():
    assert [metrics.free_slot(taken) for taken in ([], ["0"], ["1"], ["0", "1", "3"])] == ["0", "1", "0", "2"]


@contextmanager
def served(database: str, folder: Path, *arguments: str) -> Iterator[int]:
    """Two processes, as an installation serves; gives the port."""
    log, variables = folder / "web.log", environment(database)
    port = int(variables["PORT"])
    command = [*GUNICORN, "--bind", f"127.0.0.1:{port}", *arguments]
    with log.open("w") as said:
        process = spawn(command, ends_with=15, environment=variables, folder=ROOT, stdout=said, stderr=said)
    try:
        assert await_answer(port, BASE_HOST, SECONDS, lambda: exit_code(process) is None) == 200, log.read_text()
        yield port
    finally:
        end_all([process], patience=10)


def ask(port: int, path: str) -> str:
    connection = HTTPConnection("127.0.0.1", port, timeout=SECONDS)
    connection.request("GET", path, headers={"Host": BASE_HOST, "Connection": "close"})
    answer = connection.getresponse()
    assert answer.status == 200
    return answer.read().decode()


def folders_of(port: int) -> set[Path]:
    """Where the processes that listen there count, by what they hold open."""
    found = set()
    for program in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if f"127.0.0.1:{port}" in (program / "cmdline").read_text():
                found |= {path.resolve().parent for path in (program / "fd").iterdir()}
    return {folder for folder in found if folder.name.startswith(metrics.PREFIX)}


def test_a_new_server_removes_what_a_killed_one_has_left_and_nothing_else(tmp_path, monkeypatch):
    held, left, new = (tmp_path / f"{metrics.PREFIX}{name}" for name in ("held", "left", "new"))
    for folder in (held, left, new):
        folder.mkdir()
        (folder / metrics.LOCK).touch()
    for folder in (held, left):
        os.utime(folder, (0, 0))
    monkeypatch.setattr(metrics, "NEAR_MEMORY", tmp_path)
    monkeypatch.setattr(metrics.values, "ValueClass", metrics.values.ValueClass)
    monkeypatch.setenv(metrics.FOLDER, "")
    with (held / metrics.LOCK).open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        metrics.share()
    made = Path(os.environ[metrics.FOLDER])
    assert set(tmp_path.iterdir()) == {held, new, made}
    metrics.unshare()
    assert not made.exists() and metrics.FOLDER not in os.environ


def test_counts_add_up_over_processes_and_over_those_that_are_replaced(real_db, tmp_path):
    """Sixty requests by two processes of seven or so each: none is forgotten, and files stay two of a kind."""
    with served(real_db, tmp_path, "--max-requests", "7", "--max-requests-jitter", "0") as port:
        for _time in range(60):
            ask(port, "/healthz")
        counted = read(ask(port, "/metrics"))["eclore_requests_total"]
        replaced = len(set(re.findall(r"Booting worker with pid: (\d+)", (tmp_path / "web.log").read_text())))
        (folder,) = folders_of(port)
        kept = sorted(path.name for path in folder.glob("*.db"))
    assert counted[(("host", "none"), ("page", "healthz"), ("status", "2xx"))] == 60
    assert replaced >= 8
    assert len([name for name in kept if name.startswith("counter")]) <= 4, kept
    assert not folder.exists()
