"""The national team through the API: same verbs, same rules."""

import pytest

from eclore.kit import jobs
from tenants.contexts import in_programme
from tenants.hosts import Site
from tenants.memberships.models import NationalGrant
from tests.support.personas import api_client, person


@pytest.fixture(autouse=True)
def posted(monkeypatch: pytest.MonkeyPatch) -> list[dict]:
    emails: list[dict] = []
    monkeypatch.setattr(jobs, "defer", lambda name, **args: emails.append(args))
    return emails


def test_an_administrator_names_then_takes_back(national: Site) -> None:
    client = api_client(national, person(national=("national_administrator",), name="Admin"))
    sent = {"email": "coach@exemple.fr", "name": "Coach", "kind": "national_coach", "until": "2999-12-31"}
    made = client.send("post", "/api/v1/grants/", sent)
    body = made.json()
    assert made.status_code == 201
    assert {name: body[name] for name in (*sent, "granted_by", "revoked_at")} == {
        **sent,
        "granted_by": "Admin",
        "revoked_at": None,
    }
    taken = client.send("post", f"/api/v1/grants/{body['id']}/revoke/").json()
    assert taken["revoked_at"] is not None
    assert client.get("/api/v1/grants/").json()["count"] == 2


def test_a_coach_reads_the_team_and_changes_nothing(national: Site) -> None:
    client = api_client(national, person(national=("national_coach",)))
    assert client.get("/api/v1/grants/").json()["count"] == 1
    sent = {"email": "a@b.fr", "kind": "national_administrator"}
    assert client.send("post", "/api/v1/grants/", sent).status_code == 403
    with in_programme():
        pk = NationalGrant.objects.get().pk
    assert client.send("post", f"/api/v1/grants/{pk}/revoke/").status_code == 403


def test_somebody_without_a_grant_reads_nothing(national: Site) -> None:
    assert api_client(national, person()).get("/api/v1/grants/").status_code == 403
