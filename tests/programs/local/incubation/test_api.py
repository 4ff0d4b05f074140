"""Projects and committees by the API: the same acts, the same rules, refusals with a code and a field."""

from datetime import timedelta

import pytest

from api.v1.committees.serializers import ReviewOut
from eclore.kit import clock
from programs.local.incubation.models import Project
from tenants.contexts import in_territory
from tests.factories import incubation as make
from tests.support.personas import api_client, browser, person

TODAY = clock.today()


@pytest.fixture
def manager(somme):
    return api_client(somme, person("manager", at=somme))


def given(site, title="Allo 80", **options) -> Project:
    with in_territory(site.schema_name):
        return make.project(title, **options)


def test_a_project_from_its_start_to_its_end(somme, manager):
    base = f"/api/v1/projects/{given(somme).pk}/"
    start = {"on": str(TODAY - timedelta(weeks=9)), "weeks": 9}
    assert manager.send("post", base + "start/", start).json()["state"] == "investigation"
    member = {"name": "Coach", "email": "coach@exemple.fr", "part": "coach"}
    assert manager.send("post", base + "members/", member).status_code == 201
    note = {"kind": "session", "on": str(TODAY), "text": "Vu dix usagers", "days_freed": "1.5"}
    assert manager.send("post", base + "journal/", note).status_code == 201
    assert manager.send("patch", base, {"public": True}).json()["public"] is True

    new = {"title": "Comité", "held_on": str(TODAY), "projects": [base.split("/")[4]]}
    committee = manager.send("post", "/api/v1/committees/", new).json()
    path = f"/api/v1/committees/{committee['id']}/"
    early = manager.send("post", path + "close/")
    assert (early.status_code, early.json()["code"], early.json()["projects"]) == (409, "verdict_missing", ["Allo 80"])

    review = f"{path}agenda/{committee['agenda'][0]['id']}/"
    refused = manager.send("put", review, {"verdict": "stopped", "why": "Budget"}).json()
    assert (refused["code"], refused["field"]) == ("invalid", "learnt")
    assert manager.send("put", review, {"verdict": "stopped", "why": "Budget", "learnt": "Tout"}).status_code == 200
    assert manager.send("post", path + "close/").json()["state"] == "closed"

    ended = browser(somme).get(base).json()
    assert (ended["state"], ended["post_mortem"]) == ("stopped", {"learnt": "Tout", "why": "Budget", "restart": ""})
    assert (ended["members"], ended["sponsor"]) == (None, None)
    assert [member["name"] for member in manager.get(base).json()["members"]] == ["Coach", "Agente de la Somme"]


def test_everybody_lists_public_projects_only(somme):
    given(somme, "Public", public=True)
    given(somme, "Caché")
    assert [one["name"] for one in browser(somme).get("/api/v1/projects/").json()["results"]] == ["Public"]
    assert [one["name"] for one in browser(somme).get("/api/v1/projects/?q=PÛBLIC").json()["results"]] == ["Public"]
    assert browser(somme).get("/api/v1/projects/?state=dormant&page=1").json()["results"] == []


@pytest.mark.parametrize("role", ["member", "juror", "coach", "sponsor"])
def test_only_the_manager_manages(somme, role):
    project = given(somme, public=True)
    client = api_client(somme, person(role, at=somme))
    base = f"/api/v1/projects/{project.pk}/"
    answers = [
        client.send("post", base + "start/", {"on": str(TODAY)}),
        client.send("patch", base, {"public": False}),
        client.send("post", base + "members/", {"name": "X", "email": "x@exemple.fr", "part": "coach"}),
        client.send("post", base + "journal/", {"kind": "note", "on": str(TODAY), "text": "X"}),
        client.send(
            "post", "/api/v1/committees/", {"title": "X", "held_on": str(TODAY), "projects": [str(project.pk)]}
        ),
    ]
    assert [answer.status_code for answer in answers] == [403] * 5


@pytest.mark.parametrize(
    "body", [None, [], "texte", {"on": []}, {"on": "2026-02-31"}, {"on": {"a": 1}}, {"weeks": "\x00"}]
)
def test_nonsense_is_refused_with_a_problem(somme, manager, body):
    answer = manager.send("post", f"/api/v1/projects/{given(somme).pk}/start/", body)
    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")


def test_a_committee_tells_its_agenda_and_how_far_it_is(somme, manager):
    projects = [given(somme, name) for name in ("Allo 80", "Intra 80")]
    new = {"title": "Comité", "held_on": str(TODAY), "projects": [str(project.pk) for project in projects]}
    planned = manager.send("post", "/api/v1/committees/", new).json()
    path = f"/api/v1/committees/{planned['id']}/"
    first, second = planned["agenda"]
    manager.send("put", f"{path}agenda/{first['id']}/", {"verdict": "stopped", "why": "Budget", "learnt": "Tout"})
    read = manager.get(path).json()
    listed = manager.get("/api/v1/committees/").json()["results"]

    plain = {"title": "Comité", "held_on": str(TODAY), "place": "", "state": "planned", "closed_at": None}
    counted = {"id": planned["id"], **plain, "project_count": 2, "decided_count": 1}
    assert listed == [counted]
    assert {**counted, "agenda": read["agenda"]} == read
    told = [(row["project"], row["name"], row["position"], row["verdict"], row["learnt"]) for row in read["agenda"]]
    assert told == [
        (str(projects[0].pk), "Allo 80", first["position"], "stopped", "Tout"),
        (str(projects[1].pk), "Intra 80", second["position"], "", ""),
    ]
    assert first["position"] < second["position"]


def test_the_agenda_of_a_committee_is_described(manager):
    document = manager.get("/api/v1/schema/?format=json").json()["components"]["schemas"]
    agenda = document["CommitteeDetailOut"]["properties"]["agenda"]

    assert (agenda["type"], agenda["items"]) == ("array", {"$ref": "#/components/schemas/ReviewOut"})
    assert set(document["ReviewOut"]["properties"]) == set(ReviewOut.Meta.fields)


def test_an_agenda_of_somewhere_else_is_refused(somme, oise, manager):
    elsewhere = given(oise)
    new = {"title": "Comité", "held_on": str(TODAY), "projects": [str(elsewhere.pk)]}
    answer = manager.send("post", "/api/v1/committees/", new).json()
    assert (answer["status"], answer["field"]) == (422, "projects")
