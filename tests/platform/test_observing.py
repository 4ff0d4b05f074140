"""What leaves in logs and to Sentry: the territory and the code's own lines; nobody's name, address, words or links."""

import io
import json
import logging
from logging.config import dictConfig

import pytest
import sentry_sdk
from django.db import connection
from gunicorn.config import Config
from sentry_sdk.transport import Transport

from eclore.kit import jobs
from eclore.observing import context, logs, scrubbing, sentry
from eclore.observing.server import Scrubbed
from programs.local.ideas.domain import commitments
from tenants.jobs import job_context
from tests.support.personas import browser, person

SECRET, EMAIL, NAME, WORDS, IP = (
    "kD93hs72hQpZx81nVvB4mTq0",
    "camille.durand@somme.example",
    "Camille Durand",
    "Mon chef refuse tout",
    "192.0.2.77",
)
CANARIES = (
    SECRET,
    EMAIL,
    "camille",
    "Durand",
    WORDS,
    "chef refuse",
    IP,
    "mot de passe",
    "utm_canari",
    "Navigateur-Canari",
)


class Captured(Transport):
    """Keeps what would have been sent."""

    def __init__(self, options=None):
        super().__init__(options)
        self.sent = []

    def capture_envelope(self, envelope):
        self.sent.append(envelope.serialize().decode())

    def events(self):
        return [json.loads(line) for sent in self.sent for line in sent.splitlines() if '"exception"' in line]


@pytest.fixture
def captured():
    transport = Captured()
    sentry.start("https://key@sentry.example/1", transport=transport)
    yield transport
    sentry_sdk.get_client().close()
    sentry_sdk.init()
    context.begin()


@pytest.fixture
def written():
    """The log of an installation, as text."""
    stream, root = io.StringIO(), logging.getLogger()
    before, levels = root.handlers[:], (root.level, logging.getLogger("eclore.requests").level)
    wanted = logs.configuration("INFO")
    wanted["handlers"]["console"]["stream"] = stream
    dictConfig(wanted)
    yield stream
    root.handlers = before
    root.setLevel(levels[0])
    logging.getLogger("eclore.requests").setLevel(levels[1])


def broken(_secret):
    """As a driver's error does, it quotes what was sent."""
    local_variable = EMAIL  # noqa: F841  a local variable, which must not leave
    try:
        raise ValueError(f"Key (email)=({EMAIL}) already exists: {NAME}, {WORDS}")
    except ValueError as error:
        raise RuntimeError(f"{NAME} <{EMAIL}> could not sign /engagement/{SECRET}/") from error


def fail(somme, monkeypatch):
    monkeypatch.setattr(commitments, "find", broken)
    client = browser(somme, person("member", at=somme, name=NAME, email=EMAIL))
    client.raise_request_exception = False
    typed = {"signatory_name": NAME, "reason": WORDS, "password": "mot de passe"}
    return client.post(
        f"/engagement/{SECRET}/?utm_canari={EMAIL}",
        typed,
        REMOTE_ADDR=IP,
        headers={"User-Agent": "Navigateur-Canari", "Referer": f"http://x/{SECRET}"},
    )


def test_an_event_tells_where_and_never_who(somme, captured, monkeypatch):
    assert fail(somme, monkeypatch).status_code == 500
    whole = "".join(captured.sent)
    (event,) = captured.events()
    tags = event["tags"]

    assert [canary for canary in CANARIES if canary in whole] == []
    assert (tags["territory"], tags["method"], event["transaction"]) == ("somme", "POST", "engagement/<str:secret>/")
    assert [each["type"] for each in event["exception"]["values"]] == ["ValueError", "RuntimeError"]
    assert event["exception"]["values"][-1]["stacktrace"]["frames"][-1]["function"] == "broken"
    assert {"request", "user", "breadcrumbs", "extra", "server_name", "modules"}.isdisjoint(event)


def test_what_is_logged_as_an_error_leaves_without_its_arguments(captured):
    context.begin(task="messages.deliver", territory="oise")
    logging.getLogger("programs.anything").error("could not write to %s at /engagement/%s/", EMAIL, SECRET)
    whole = "".join(captured.sent)

    assert [canary for canary in CANARIES if canary in whole] == []
    assert '"territory":"oise"' in whole.replace(" ", "") and "could not write to" in whole


def test_the_log_tells_of_a_request_by_its_pattern(somme, written, monkeypatch):
    fail(somme, monkeypatch)
    browser(somme).get(f"/rien/{SECRET}/?courriel={EMAIL}", REMOTE_ADDR=IP)
    text = written.getvalue()
    lines = [json.loads(line) for line in text.splitlines()]
    failed, done, lost = lines

    assert [canary for canary in CANARIES if canary in text] == []
    assert (done["territory"], done["route"], done["status"]) == ("somme", "engagement/<str:secret>/", 500)
    assert (lost["territory"], lost["status"], "route" in lost) == ("somme", 404, False)
    assert failed["request"] == done["request"] != lost["request"]
    assert [each["type"] for each in failed["errors"]] == ["RuntimeError", "ValueError"]
    assert failed["errors"][0]["lines"][-1].endswith(" broken")


def test_other_peoples_loggers_are_scrubbed_too(written):
    logging.getLogger("procrastinate.worker").info("Starting job people.invite[%d](email='%s')", 12, EMAIL)
    logging.getLogger("django.security.DisallowedHost").error("Invalid HTTP_HOST header: %r from %s", f"{SECRET}.x", IP)
    logging.getLogger("other").warning(f"no arguments: {EMAIL} at {IP}")
    text = written.getvalue()

    assert [canary for canary in CANARIES if canary in text] == []
    assert "Starting job people.invite[12](email='…')" in text


def test_the_web_server_tells_no_more_than_we_do(monkeypatch):
    """A request that it refuses, and one that fails after Django has answered: in a file that is being sent, say."""
    written, log = io.StringIO(), logging.getLogger("gunicorn.error")
    monkeypatch.setattr(log, "handlers", [])
    monkeypatch.setattr(log, "propagate", log.propagate)
    server = Scrubbed(Config())
    (handler,) = log.handlers
    monkeypatch.setattr(handler, "stream", written)
    server.warning(f"Invalid request from ip={IP}: Invalid HTTP Header: '{SECRET}'")
    try:
        broken(SECRET)
    except RuntimeError:
        server.exception("Error handling request %s %s", "GET", f"/engagement/{SECRET}/?courriel={EMAIL}")
    refused, failed = (json.loads(line) for line in written.getvalue().splitlines())

    assert [canary for canary in CANARIES if canary in written.getvalue()] == []
    assert refused["event"] == "Invalid request from ip=…: Invalid HTTP Header: '…'"
    assert failed["event"] == "Error handling request GET …"
    assert [each["type"] for each in failed["errors"]] == ["RuntimeError", "ValueError"]


def _refused_by_the_database(*_args, **_kwargs):
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::text, %s::int", [NAME, EMAIL])


@pytest.mark.parametrize(
    ("broken_at", "path"),
    [
        ("programs.local.ideas.queries.visible_to", "/api/v1/ideas/"),
        ("django.template.defaulttags.CsrfTokenNode.render", "/visites/"),
    ],
)
@pytest.mark.parametrize("failing", [broken, _refused_by_the_database])
def test_an_error_of_the_api_of_a_template_or_of_the_database_leaves_without_its_words(
    somme, captured, monkeypatch, broken_at, path, failing
):
    client = browser(somme, person("member", at=somme, name=NAME, email=EMAIL))
    client.raise_request_exception = False
    monkeypatch.setattr(broken_at, lambda *_args: failing(SECRET))
    answer = client.get(path, {"nom": NAME, "utm_canari": WORDS}, REMOTE_ADDR=IP)
    (event,) = captured.events()

    assert answer.status_code == 500
    assert [canary for canary in CANARIES if canary in "".join(captured.sent)] == []
    assert (event["tags"]["territory"], event["transaction"]) == ("somme", path.removeprefix("/"))


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (f"à {EMAIL}, merci", "à …, merci"),
        (f"from {IP}", "from …"),
        ("2001:db8:1:2:3:4:5:6 asks", "… asks"),
        ("tél. 06 12 34 56 78", "tél. …"),
        ("+33612345678", "…"),
        ("GET /invitation/abc/ 404", "GET … 404"),
        ("https://u:p@host/x?y", "https://…"),
        (SECRET, "…"),
        ("portfolio: 3 rows differ", "portfolio: 3 rows differ"),
        ("row 3e2f8b23-e026-569e-90d2-8cbff56ca8af is lost", "row 3e2f8b23-e026-569e-90d2-8cbff56ca8af is lost"),
    ],
)
def test_what_looks_personal_is_taken_out_of_a_sentence(text, left):
    assert scrubbing.scrubbed(text) == left


def test_a_job_tells_whose_it_is(somme):
    context.begin(task="messages.deliver")
    with job_context(somme.role):
        told = context.told()
    with job_context("eclore_programme"):
        national = context.told()["territory"]
    context.begin()

    assert told == {"task": "messages.deliver", "territory": "somme"}
    assert national == "national"
    assert jobs.TASKS  # the worker begins each of them with its name
