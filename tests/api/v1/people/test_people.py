"""A territory's people through the API: same verbs, same rules."""

import pytest

from eclore.kit import jobs
from tenants.contexts import in_programme
from tenants.hosts import Site
from tenants.memberships.models import Invitation, Membership
from tests.factories import people
from tests.support.personas import HostClient, api_client, browser, person
from tests.support.statements import Statements


@pytest.fixture(autouse=True)
def posted(monkeypatch: pytest.MonkeyPatch) -> list[dict]:
    emails: list[dict] = []
    monkeypatch.setattr(jobs, "defer", lambda name, **args: emails.append(args))
    return emails


def test_members_are_listed_with_their_roles(somme: Site, oise: Site) -> None:
    manager = person("manager", at=somme, name="Ada", email="ada@exemple.fr")
    person("manager", at=oise, name="CANARI")
    page = api_client(somme, manager).get("/api/v1/members/").json()
    with in_programme():
        held = Membership.objects.get(user_id=manager.user_id)
    since = page["results"][0]["roles"][0]["since"]
    roles = [{"id": str(held.pk), "role": "manager", "granted_by": "", "since": since}]
    ada = {"id": str(manager.user_id), "name": "Ada", "email": "ada@exemple.fr", "function": "", "roles": roles}
    assert page == {"count": 1, "next": None, "previous": None, "results": [ada]}


@pytest.mark.parametrize("how_many", [1, 3])
def test_the_list_costs_the_same_whatever_its_length(somme: Site, how_many: int) -> None:
    client = browser(somme, person("manager", at=somme))
    for _number in range(how_many):
        person("member", "juror", at=somme)
    with Statements() as sql:
        client.get("/api/v1/members/")
    assert len(sql) == 4


def test_a_role_is_given_and_taken_back(somme: Site) -> None:
    manager, member = person("manager", at=somme), person("member", at=somme)
    client = api_client(somme, manager)
    given = client.send("post", f"/api/v1/members/{member.user_id}/roles/", {"role": "juror"})
    assert (given.status_code, given.json()["role"]) == (201, "juror")
    assert client.send("post", f"/api/v1/roles/{given.json()['id']}/revoke/").status_code == 204
    assert member.at(somme).roles == {"member"}


def test_the_last_manager_stays(somme: Site) -> None:
    manager = person("manager", at=somme)
    with in_programme():
        pk = Membership.objects.get(user_id=manager.user_id).pk
    refused = api_client(somme, manager).send("post", f"/api/v1/roles/{pk}/revoke/")
    assert (refused.status_code, refused.json()["code"]) == (409, "last_manager")
    assert manager.at(somme).roles == {"manager"}


def test_somebody_is_invited_then_not_any_more(somme: Site, posted: list[dict]) -> None:
    client = api_client(somme, person("manager", at=somme))
    made = client.send("post", "/api/v1/invitations/", {"email": "jure@exemple.fr", "role": "juror"})
    assert (made.status_code, made.json()["email"], len(posted)) == (201, "jure@exemple.fr", 1)
    assert [row["id"] for row in client.get("/api/v1/invitations/").json()["results"]] == [made.json()["id"]]
    assert client.send("post", f"/api/v1/invitations/{made.json()['id']}/withdraw/").status_code == 200
    with in_programme():
        assert Invitation.objects.get().revoked_at is not None


@pytest.mark.parametrize(
    "sent",
    [{}, [], "texte", {"email": 3, "role": []}, {"email": "pas une adresse", "role": "juror"}, {"email": "a\x00@b.fr"}],
)
def test_bad_input_is_a_422_with_a_code(somme: Site, sent) -> None:
    refused = api_client(somme, person("manager", at=somme)).send("post", "/api/v1/invitations/", sent)
    assert (refused.status_code, refused["Content-Type"], refused.json()["code"]) == (
        422,
        "application/problem+json",
        "invalid",
    )


def test_visits_are_listed(somme: Site, national: Site) -> None:
    people.visit(somme, person(national=("national_coach",), name="Coach"), national=national)
    [row] = api_client(somme, person("manager", at=somme)).get("/api/v1/visits/").json()["results"]
    assert (row["name"], sorted(row)) == ("Coach", ["began_at", "ends_at", "id", "name"])


@pytest.mark.parametrize("role", ["member", "juror", "coach", "sponsor"])
def test_only_managers(somme: Site, role: str) -> None:
    other = person(role, at=somme)
    client = api_client(somme, other)
    answers = [
        client.get("/api/v1/members/"),
        client.get("/api/v1/invitations/"),
        client.get("/api/v1/visits/"),
        client.send("post", "/api/v1/invitations/", {"email": "a@b.fr", "role": "manager"}),
        client.send("post", f"/api/v1/members/{other.user_id}/roles/", {"role": "manager"}),
    ]
    assert [answer.status_code for answer in answers] == [403] * 5


def test_nobody_is_nobody(somme: Site, national: Site) -> None:
    assert [HostClient(site).get("/api/v1/me/").status_code for site in (somme, national)] == [401, 401]
