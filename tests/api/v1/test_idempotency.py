"""`Idempotency-Key` on what writes: the same answer for a day, 422 with another body, 409 while the first runs."""

import json
from threading import Event

import pytest

from api.v1.people import views as people
from tenants.contexts import in_programme, in_territory
from tenants.memberships.models import Invitation
from tenants.submissions.models import Submission
from tests.factories.calls import an_edition
from tests.support.at_once import at_once
from tests.support.personas import api_client, browser, person

DATES = {"opens_at": "2027-01-15T10:00:00Z", "closes_at": "2027-02-15T10:00:00Z"}
ADDRESS, BODY = "/api/v1/invitations/", {"email": "nouvelle@exemple.fr", "role": "member"}


@pytest.fixture
def manager(somme):
    return person("manager", at=somme)


@pytest.fixture
def client(somme, manager):
    return api_client(somme, manager)


def post(client, body=BODY, key="une-cle", **headers):
    return client.post(
        ADDRESS, json.dumps(body), content_type="application/json", headers={"Idempotency-Key": key, **headers}
    )


def invitations(somme):
    with in_territory(somme):
        return Invitation.objects.count()


def test_the_same_request_is_answered_the_same(somme, client):
    first, second = post(client), post(client, dict(reversed(BODY.items())), key='"une-cle"')

    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() == second.json()
    assert (first.headers.get("Idempotency-Replayed"), second["Idempotency-Replayed"]) == (None, "true")
    assert invitations(somme) == 1


def test_another_body_is_refused_and_another_key_is_another_act(somme, client):
    post(client)
    reused = post(client, {**BODY, "email": "autre@exemple.fr"})
    post(client, {**BODY, "email": "autre@exemple.fr"}, key="une-autre")

    assert (reused.status_code, reused.json()["code"]) == (422, "key_reused")
    assert invitations(somme) == 2


def test_a_refusal_keeps_nothing(somme, client):
    refused = post(client, {**BODY, "role": "x"})
    taken = post(client)

    assert (refused.status_code, taken.status_code, invitations(somme)) == (422, 201, 1)


@pytest.mark.parametrize("key", ["", "é", "a" * 256, "deux mots"])
def test_what_is_no_key_is_refused(client, key):
    refused = post(client, key=key)

    assert (refused.status_code, refused["Content-Type"]) == (400, "application/problem+json")
    assert refused.json()["code"] == "invalid_key"


def test_keys_are_each_persons_own(somme, client):
    post(client)
    other = post(api_client(somme, person("manager", at=somme)), {**BODY, "email": "autre@exemple.fr"})

    assert other.status_code == 201 and invitations(somme) == 2


def test_a_revoked_token_reads_no_answer_again(somme, client):
    post(client)
    with in_programme():
        from tenants.accounts.models import ApiToken

        ApiToken.objects.update(revoked_at="2026-01-01T00:00Z")

    assert post(client).status_code == 401


def test_a_session_has_keys_too_and_nobody_has_none(somme, manager):
    client = browser(somme, manager)

    assert [post(client).status_code, post(client)["Idempotency-Replayed"]] == [201, "true"]
    assert post(browser(somme)).status_code == 403
    with in_territory(somme):
        assert Submission.objects.count() == 1


def test_the_second_is_told_to_wait_while_the_first_still_runs(real_db, somme, manager, monkeypatch):
    begun, told = Event(), Event()
    invite = people.invitations.invite

    def slow(*args, **kwargs):
        begun.set()
        assert told.wait(30)
        return invite(*args, **kwargs)

    monkeypatch.setattr(people.invitations, "invite", slow)
    one, two = api_client(somme, manager), api_client(somme, manager)
    two.defaults = one.defaults

    def second():
        begun.wait(30)
        try:
            return post(two)
        finally:
            told.set()

    first, running = at_once(lambda: post(one), second)

    assert first.status_code == 201
    assert (running.status_code, running.json()["code"], running["Retry-After"]) == (409, "running", "1")
    assert post(two).json() == first.json()
    assert invitations(somme) == 1


def test_what_is_changed_or_taken_away_twice_is_one_line_of_history(somme, client, manager):
    actor = manager.at(somme)
    with in_territory(somme):
        edition = an_edition(by=actor)
        lines = edition.events.count()
    address, body = f"/api/v1/calls/{edition.pk}/", json.dumps({"programme": "Autre", "number": 7, **DATES})

    answers = [
        client.generic("PUT", address, body, content_type="application/json", headers={"Idempotency-Key": "une-cle"})
        for _time in range(2)
    ]

    assert answers[0].json() == answers[1].json()
    with in_territory(somme):
        assert edition.events.count() == lines + 1


@pytest.mark.parametrize("host", ["somme", "national"])
def test_the_documents_tell_it_of_everything_that_writes(request, host):
    document = browser(request.getfixturevalue(host)).get("/api/v1/schema/?format=json").json()
    told = {
        f"{method} {path}": (
            any(each["name"] == "Idempotency-Key" for each in operation.get("parameters", [])),
            all("Idempotency-Replayed" in answer.get("headers", {}) for answer in successes(operation)),
        )
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    }
    writes = {name for name in told if not name.startswith("get ")}

    assert writes
    assert {name for name, (key, _replayed) in told.items() if key} == writes
    assert {name for name in writes if not told[name][1]} == set()


def successes(operation):
    return [answer for status, answer in operation["responses"].items() if status.startswith("2")]
