"""What deploy/ gives an operator is run as it is: the build, units, pooler, proxy, backups; it holds its promises."""

import json
import os
import re
import signal
import ssl
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.operations.deployed import BASE_HOST, DEPLOY, Deployed, build, end
from tests.support.requirements import program

HOST = f"pays.{BASE_HOST}"
SECRET = "Un-lien-qui-est-une-cle-0123456789"


@pytest.fixture(scope="module")
def deployed(installed) -> Iterator[Deployed]:
    """Everything runs: PostgreSQL, the pooler, the site, the proxy."""
    for name in ("caddy", "pgbouncer"):
        program(name, name)
    with (
        tempfile.TemporaryDirectory(prefix="eclore-opt-") as built,
        tempfile.TemporaryDirectory(prefix="eclore-state-") as state,
    ):
        for folder in (built, state):
            os.chmod(folder, 0o755)  # the pooler is no root
        build(Path(built))
        made = Deployed(Path(built), installed, Path(state))
        made.manage("provision", "pays", "Pays", "departement", "--code", "44")
        with made.pooler_running(), made.web_running(), made.caddy_running():
            made.await_ready()
            yield made


def test_pages_are_served_by_tls_with_one_server_header_and_the_headers_of_the_edge(deployed):
    answer = deployed.ask("/", HOST)
    assert answer.status == 200, deployed.said("web")
    assert answer.headers.get_all("Server") == ["Caddy"]
    assert answer.headers["Strict-Transport-Security"] == "max-age=63072000; includeSubDomains; preload"
    assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
    style = deployed.ask("/static/eclore/base.css", HOST)
    assert style.status == 200 and len(deployed.ask_web("/", HOST).headers.get_all("Server")) == 1


def test_cookies_are_of_one_host_and_of_tls(deployed):
    answer = deployed.ask("/connexion/", f"compte.{BASE_HOST}")
    given = answer.headers.get_all("Set-Cookie") or deployed.ask(
        "/compte/login/", f"compte.{BASE_HOST}"
    ).headers.get_all("Set-Cookie")
    assert given and all(one.startswith("__Host-") and "Secure" in one and "Domain" not in one for one in given)


def test_a_name_that_is_not_ours_is_given_no_certificate(deployed):
    with pytest.raises(ssl.SSLError):
        deployed.ask("/", f"nulle-part.{BASE_HOST}")
    with pytest.raises(ssl.SSLError):
        deployed.ask("/", "example.com")


def test_what_a_machine_asks_is_not_for_the_public(deployed):
    for path in ("/healthz", "/readyz", "/known-host?domain=x", "/metrics"):
        assert deployed.ask(path, HOST).status == 404
    assert [deployed.ask_web(path).status for path in ("/healthz", "/metrics")] == [200, 200]
    assert json.loads(deployed.ask_web("/readyz").body)["status"] == "ok"


def test_no_log_keeps_a_secret_link(deployed):
    for path in (f"/invitation/{SECRET}/", f"/idees/brouillon/{SECRET}/", f"/membres/?suite={SECRET}"):
        deployed.ask(path, HOST, Referer=f"https://{HOST}/engagement/{SECRET}/")
    assert SECRET in deployed.ask(f"/membres/?{SECRET}", HOST).headers["Location"]
    until = time.monotonic() + 10
    access = deployed.state / "access.log"
    while access.read_text().count('"status"') < 4:
        assert time.monotonic() < until
        time.sleep(0.1)
    assert SECRET not in access.read_text() + deployed.said("caddy") + deployed.said("web")


def test_the_doctor_finds_what_deploy_gives_in_place(deployed):
    """The certificate is Caddy's own; the logins, the pooler and the schemas are those of the book."""
    said = deployed.manage(
        "doctor",
        "--tls",
        f"127.0.0.1:{deployed.https_port}",
        check=False,
        SSL_CERT_FILE=str(deployed.authority),
        DATABASE_URL=deployed.web["DATABASE_URL"],
    )
    for line in (
        r"ok +certificats +eclore\.test : 0 jours",
        r"ok +connexions +les pages passent par un pooler",
        r"ok +identifiants +les commandes écrivent avec eclore_owner",
        r"ok +droits +comme déclarés",
        r"ok +schémas +\d+ territoire\(s\) semblables à un nouveau",
        r"à voir +PostgreSQL +fsync = off : une coupure de courant peut perdre ce qui est acquitté",
    ):
        assert re.search(line, said), said
    refused = deployed.manage("doctor", "--tls", f"127.0.0.1:{deployed.https_port}", check=False)
    assert re.search(r"à faire +certificats +eclore\.test : .*certificate verify failed", refused), refused


class Asking(threading.Thread):
    """A page, again and again; what was not 200."""

    def __init__(self, deployed: Deployed) -> None:
        super().__init__(daemon=True)
        self.deployed, self.asked, self.wrong, self.stopped = deployed, 0, [], False

    def run(self) -> None:
        while not self.stopped:
            self.asked += 1
            try:
                answer = self.deployed.ask("/", HOST)
                if answer.status != 200:
                    self.wrong.append(answer.status)
            except OSError as error:
                self.wrong.append(repr(error))


@pytest.mark.parametrize("how", ["reload", "restart"])
def test_a_reload_and_a_restart_lose_no_request(deployed, installed, how, tmp_path):
    own = Deployed(deployed.folder, installed, tmp_path)
    own.web["DATABASE_URL"] = deployed.web["DATABASE_URL"]
    with own.web_running() as first, own.caddy_running():
        own.await_ready()
        asking = [Asking(own) for _number in range(3)]
        for each in asking:
            each.start()
        time.sleep(1)
        if how == "reload":
            first.send_signal(signal.SIGHUP)
            time.sleep(5)
            stop(asking)
        else:
            end(first)
            with own.web_running():
                own.await_ready()
                time.sleep(2)
                stop(asking)
    assert [each.wrong for each in asking] == [[], [], []]
    assert sum(each.asked for each in asking) > 20


def stop(asking):
    for each in asking:
        each.stopped = True
    for each in asking:
        each.join(60)


def test_an_outage_of_postgresql_is_503_and_ends_with_it(deployed, installed):
    somebody = {"Cookie": "somebody=1"}  # a page that is kept a moment for nobody would still be served
    assert deployed.ask("/", HOST, **somebody).status == 200
    installed.cluster.stop()
    try:
        began = time.monotonic()
        away, probe = deployed.ask("/", HOST, **somebody), deployed.ask_web("/readyz")
        waited = time.monotonic() - began
    finally:
        installed.cluster.start()
    assert (away.status, away.headers["Retry-After"]) == (503, "10"), deployed.said("web")[-3000:]
    assert "De retour dans un instant" in away.body.decode()
    assert (probe.status, json.loads(probe.body)["failing"]) == (503, ["database"])
    assert waited < 30
    began = time.monotonic()
    while deployed.ask("/", HOST, **somebody).status != 200:
        assert time.monotonic() - began < 5, "the outage outlives PostgreSQL's"
        time.sleep(0.1)


def test_a_site_that_is_away_is_said_by_the_proxy_without_a_link_in_its_log(deployed, installed, tmp_path):
    own = Deployed(deployed.folder, installed, tmp_path)
    own.listening.close()
    with own.caddy_running("internal"):
        with pytest.raises(ssl.SSLError):
            own.ask(f"/invitation/{SECRET}/", HOST)  # it cannot know whether the name is ours
        assert SECRET not in own.said("caddy")


def test_the_worker_works_and_a_backup_that_cannot_be_made_is_told_to_nobody(deployed, installed):
    """What is made where pgBackRest is: tests/operations/test_backups.py."""
    environment = {**os.environ, **deployed.web, **deployed.operator, "PGBACKREST_CONFIG": "/nonexistent"}
    with deployed.running("worker", deployed.command("eclore-worker.service"), environment) as worker:
        until = time.monotonic() + 60
        while "warnings" in json.loads(deployed.ask_web("/readyz").body):  # until it is heard
            assert worker.poll() is None and time.monotonic() < until, deployed.said("worker")
            time.sleep(0.2)
        command = deployed.command("eclore-backup.service")
        done = subprocess.run(command, env=environment, check=False, timeout=120, capture_output=True, text=True)
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    assert "No backup was made: " in done.stderr and "pgbackrest" in done.stderr.lower()
    with psycopg.connect(installed.url("postgres")) as connection:
        told = connection.execute("SELECT facts FROM programme_audit_entry WHERE verb = 'backup'").fetchall()
    assert told == []


def test_postgresql_starts_with_the_settings_that_are_given(installed):
    """As a container does: this file instead of the cluster's own."""
    cluster = installed.cluster
    cluster.stop()
    try:
        cluster.start(
            "-c",
            f"config_file={DEPLOY / 'postgres/eclore.conf'}",
            "-c",
            f"port={cluster.port}",
            "-c",
            "unix_socket_directories=",
        )
        with psycopg.connect(cluster.url) as connection:
            kept = [
                connection.execute(f"SHOW {name}").fetchone()[0]
                for name in ("max_locks_per_transaction", "recovery_init_sync_method")
            ]
    finally:
        cluster.stop()
        cluster.start()
    assert kept == ["1024", "syncfs"]
