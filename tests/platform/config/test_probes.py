"""Probes answer whatever host they name; an outage or a full disk is said as what it is, and loses nothing."""

import errno
import json
from dataclasses import replace

import psycopg
import pytest
from django.db import OperationalError, ProgrammingError
from django.test import Client
from django.urls import path

from eclore.config import probes
from eclore.config.urls import national as national_urls
from eclore.config.urls import territory
from eclore.database.outages import is_away, is_full
from tenants.contexts import in_programme, in_territory
from tenants.watching import queries
from tenants.watching.queries import Disk
from tests.support import databases
from tests.support.personas import browser

HOSTS = ["", "10.0.0.7", "10.0.0.7:8000", "nulle-part.example", "somme.eclore.localhost", "a@b", "x" * 300]
FULL = OSError(errno.ENOSPC, "No space left on device")


def _raising(error):
    def view(request):
        raise error

    return view


def _caused(cause):
    error = OperationalError("x")
    error.__cause__ = cause
    return error


GONE = _caused(psycopg.errors.AdminShutdown("x"))
urlpatterns = [
    path("plein/", _raising(FULL)),
    path("parti/", _raising(GONE)),
    path("api/v1/parti/", _raising(GONE)),
    path("api/v1/plein/", _raising(FULL)),
    *territory.urlpatterns,
]
handler400, handler403 = territory.handler400, territory.handler403
handler404, handler500 = territory.handler404, territory.handler500


def asked(where, host="10.0.0.7"):
    answer = Client().get(where, HTTP_HOST=host)
    return answer.status_code, json.loads(answer.content), answer


@pytest.fixture
def without_database(real_db):
    """The server refuses this database: as when it has stopped, for who asks."""
    databases.drop(real_db)


@pytest.mark.parametrize("host", HOSTS)
def test_a_probe_is_answered_whatever_host_it_names(db, host, settings, monkeypatch):
    settings.SECURE_SSL_REDIRECT = True
    status, body, answer = asked("/healthz", host)
    assert (status, body, answer["Cache-Control"]) == (200, {"status": "ok"}, "no-store")
    with in_programme():
        silent = replace(queries.queue(), silence=61.0)
    monkeypatch.setattr(queries, "queue", lambda: silent)
    needs = dict.fromkeys(("status", "database", "migrations", "queue", "disk"), "ok")
    assert asked("/readyz", host)[:2] == (200, {**needs, "warnings": ["no worker is heard"]})


def test_being_alive_asks_nothing_of_the_database(without_database):
    assert asked("/healthz")[:2] == (200, {"status": "ok"})


def test_without_its_database_a_process_is_not_ready_and_says_so(without_database):
    status, body, answer = asked("/readyz")
    assert (status, answer["Retry-After"]) == (503, "10")
    assert body == {
        "status": "failing",
        "database": "does not answer",
        "migrations": "not asked",
        "queue": "not asked",
        "disk": "ok",
        "failing": ["database"],
    }


def test_a_process_whose_migrations_wait_is_not_ready(real_db):
    with databases.superuser(real_db) as server:
        server.execute("DELETE FROM public.django_migrations WHERE app = 'watching'")
    status, body, _answer = asked("/readyz")
    assert (status, body["failing"], body["migrations"]) == (503, ["migrations"], "some wait for `manage.py upgrade`")


def test_nor_is_one_that_cannot_reach_the_queue(real_db):
    with databases.superuser(real_db) as server:
        server.execute("REVOKE EXECUTE ON FUNCTION public.watching_queue FROM eclore_programme")
    status, body, _answer = asked("/readyz")
    assert (status, body["failing"], body["queue"]) == (503, ["queue"], "cannot be read")


def test_nor_is_one_without_room_for_files(db, monkeypatch):
    monkeypatch.setattr(queries, "disks", lambda: [Disk("files", 10_000, 10**9), Disk("temporary", 10**9, 10**9)])
    status, body, _answer = asked("/readyz")
    assert (status, body["failing"], body["disk"]) == (503, ["disk"], "no room for files")


def test_a_worker_that_is_heard_is_no_warning(real_db):
    with databases.superuser(real_db) as server:
        server.execute("INSERT INTO procrastinate_workers DEFAULT VALUES")
    assert "warnings" not in asked("/readyz")[1]


def test_a_probe_reads_and_nothing_else(db):
    answer = Client().post("/readyz", HTTP_HOST="10.0.0.7")
    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize(
    ("domain", "status"),
    [
        ("somme.eclore.localhost", 200),
        ("Somme.Eclore.Localhost.", 200),
        ("eclore.localhost", 200),
        ("compte.eclore.localhost", 200),
        ("ailleurs.eclore.localhost", 404),
        ("example.com", 404),
        ("a b", 404),
        ("", 404),
    ],
)
def test_a_certificate_is_asked_for_our_names_alone(db, domain, status):
    answer = Client().get("/known-host", {"domain": domain}, HTTP_HOST="127.0.0.1:8000")
    assert (answer.status_code, answer.content) == (status, b"")


def test_no_certificate_is_asked_for_while_nobody_knows(without_database):
    assert Client().get("/known-host", {"domain": "somme.eclore.localhost"}).status_code == 503


def test_pages_and_the_api_say_that_the_database_is_away(somme, national, without_database):
    for site in (somme, national):
        client = Client(HTTP_HOST=site.host, raise_request_exception=False)
        page, problem = client.get("/"), client.get("/api/v1/me/")
        assert (page.status_code, page["Retry-After"], page["Cache-Control"]) == (503, "10", "no-store")
        assert "De retour dans un instant" in page.content.decode() and '<html lang="fr">' in page.content.decode()
        assert (problem.status_code, problem["Retry-After"]) == (503, "10")
        assert problem["Content-Type"] == "application/problem+json"
        body = json.loads(problem.content)
        assert (body["status"], body["code"]) == (503, "away") and "Recommencez" in body["title"]


@pytest.mark.parametrize(
    ("where", "status", "code", "wait"),
    [("plein/", 507, "disk_full", "300"), ("parti/", 503, "away", "10")],
    ids=["full", "away"],
)
def test_what_breaks_in_the_middle_says_what_it_is(somme, settings, where, status, code, wait):
    settings.URLCONFS = {**settings.URLCONFS, "territory": __name__}
    client = browser(somme)
    client.raise_request_exception = False
    page, part, problem = (
        client.get(f"/{where}"),
        client.get(f"/{where}", headers={"HX-Request": "true"}),
        client.get(f"/api/v1/{where}"),
    )
    assert [each.status_code for each in (page, part, problem)] == [status] * 3
    assert [each["Retry-After"] for each in (page, part, problem)] == [wait] * 3
    assert part["Content-Type"].startswith("text/plain") and "n'a rien" in part.content.decode()
    assert json.loads(problem.content)["code"] == code


@pytest.mark.parametrize(
    ("error", "away", "full"),
    [
        (_caused(psycopg.OperationalError("connection refused")), True, False),
        (_caused(psycopg.errors.ProtocolViolation("query_wait_timeout")), True, False),
        (_caused(psycopg.DatabaseError("server closed the connection unexpectedly")), True, False),
        (_caused(psycopg.errors.TooManyConnections("x")), True, False),
        (_caused(psycopg.errors.ReadOnlySqlTransaction("x")), True, False),
        (_caused(psycopg.errors.QueryCanceled("statement timeout")), False, False),
        (_caused(psycopg.errors.LockNotAvailable("x")), False, False),
        (_caused(psycopg.errors.DiskFull("x")), True, True),
        (FULL, False, True),
        (OSError(errno.EACCES, "x"), False, False),
        (ValueError("x"), False, False),
        (None, False, False),
    ],
)
def test_what_is_at_fault_is_told_apart(error, away, full):
    assert (is_away(error), is_full(error)) == (away, full)


def test_the_addresses_of_probes_belong_to_no_host():
    for urls in (territory.urlpatterns, national_urls.urlpatterns):
        taken = {str(each.pattern) for each in urls}
        assert not {probes.ALIVE.strip("/"), probes.READY.strip("/"), probes.KNOWN.strip("/")} & taken


def test_the_national_role_alone_is_told_of_the_queue(somme):
    with in_programme():
        assert queries.queue().due == 0
    with pytest.raises(ProgrammingError, match="permission denied"), in_territory(somme.schema_name):
        queries.queue()
