"""Whoever sends whatever to the API is answered as its document says: no 500, no status, type or field untold."""

from http.cookies import SimpleCookie

import pytest
from django.db import connection, transaction
from schemathesis.core.failures import FailureGroup

from tenants import hosts
from tenants.territories import sites
from tests.api.fuzz.invented import invented
from tests.budgets import season
from tests.support import databases
from tests.support.personas import api_client, browser
from tests.support.rehearsal import rehearsing
from tests.volume.people import Someone

HERE = season.SLUG
PEOPLE = {
    "territory": {
        "anonymous": None,
        "member": Someone(HERE, "agent", 1),
        "manager": Someone(HERE, "gestion"),
        "juror": Someone(HERE, "jury", 2),
        "president": Someone(HERE, "jury", 1),
        "coach": Someone(HERE, "coach"),
        "national coach": Someone("national", "coach"),
        "national administrator": Someone("national", "equipe"),
        "holder of a card": season.PEOPLE["territory"]["holder"],
    },
    "national": {
        "anonymous": None,
        "member": Someone(HERE, "agent", 1),
        "joint juror": Someone("national", "coach", 2),
        "president": Someone("national", "coach"),
        "national administrator": Someone("national", "equipe"),
        "holder of a card": season.PEOPLE["national"]["holder"],
    },
}
BY_TOKEN = {"territory": ("member", "manager"), "national": ("national administrator",)}
REPORTED = 40


@pytest.fixture
def season_played(own_database, django_db_blocker):
    """A season of one territory and of the nation, in a database of its own."""
    with django_db_blocker.unblock(), databases.copied(f"{own_database}_fuzz") as name, databases.pointed_at(name):
        season.grow(season.ONE, season.ONE_TOGETHER, neighbours=1)
        yield


def visitors(kind, site):
    """Everybody of this kind of host: (name, client, cookies); all share one handler, which is long to make."""
    handler, ways = None, [(name, browser) for name in PEOPLE[kind]] + [(name, api_client) for name in BY_TOKEN[kind]]
    for name, way in ways:
        someone = PEOPLE[kind][name]
        client = way(site, someone.persona if isinstance(someone, Someone) else someone)
        handler = client.handler = handler or client.handler
        client.raise_request_exception = False
        yield f"token of {name}" if way is api_client else name, client, SimpleCookie(client.cookies)


@pytest.mark.parametrize("kind", ["territory", "national"])
def test_the_api_answers_as_its_document_says(kind, season_played, record_property):
    site = sites.find({"territory": f"{HERE}.{hosts.settings.BASE_HOST}", "national": hosts.settings.BASE_HOST}[kind])
    failures, tried = {}, 0
    with rehearsing():
        everybody = list(visitors(kind, site))
        document = browser(site).get("/api/v1/schema/?format=json").json()
        for request in invented(document, kind, site.url("")):
            for name, client, cookies in everybody:
                client.cookies = SimpleCookie(cookies)
                with transaction.atomic():
                    answer, tried = request.by(client), tried + 1
                    try:
                        request.check(answer)
                    except FailureGroup as group:
                        said = "; ".join(f"{type(each).__name__}: {each.message}" for each in group.exceptions)
                        where = f"{request.case.method} {request.case.operation.path}"
                        failures.setdefault((where, said[:300]), f"{name}: {group}")
                    transaction.set_rollback(True)
                connection.run_on_commit = []
    record_property("figure", f"Requests invented from the {kind} document: {tried:,}, {len(failures)} faults")
    assert not failures, "\n\n".join(list(failures.values())[:REPORTED])
