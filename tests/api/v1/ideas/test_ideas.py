"""Ideas, teams and commitments, for programs."""

import re

import pytest

from programs.local.messages.models import Message
from tenants.contexts import in_territory
from tests.factories.calls import a_call
from tests.factories.ideas import ANSWERS, an_idea
from tests.support.personas import HostClient, api_client, person

IDEAS = "/api/v1/ideas/"


@pytest.fixture
def agent(somme):
    return api_client(somme, person("member", at=somme, name="Agente"))


@pytest.fixture
def manager(somme):
    return api_client(somme, person("manager", at=somme, name="Chargée de programme"))


@pytest.fixture
def call(somme):
    with in_territory(somme):
        return a_call()


def started(client, **changes):
    return client.send(
        "post", IDEAS, {"title": "Un annuaire", "answers": ANSWERS, "direction": "Routes", **changes}
    ).json()


def test_an_idea_is_written_completed_and_submitted(agent, call):
    idea = started(agent, title="")
    address = f"{IDEAS}{idea['id']}/"
    missing = agent.send("post", f"{address}submit/")
    agent.send("patch", address, {"title": "Un annuaire", "answers": {"users": "Les agentes d'accueil"}})
    submitted = agent.send("post", f"{address}submit/").json()
    events = [event["verb"] for event in agent.get(f"{address}events/").json()]

    assert (idea["state"], idea["number"], idea["edition"]) == ("draft", None, str(call.edition_id))
    assert (missing.status_code, missing.json()["code"], missing.json()["field"]) == (422, "incomplete", "title")
    assert missing.headers["Content-Type"] == "application/problem+json"
    assert (submitted["state"], submitted["number"]) == ("submitted", 1)
    assert submitted["answers"] == {**ANSWERS, "users": "Les agentes d'accueil"}
    assert events == ["submit", "start"]


def test_after_closing_the_code_is_closed(somme, agent, call):
    idea = started(agent)
    with in_territory(somme):
        type(call).objects.filter(pk=call.pk).update(closes_at=call.created_at)
    refused = agent.send("post", f"{IDEAS}{idea['id']}/submit/")

    assert (refused.status_code, refused.json()["code"]) == (409, "closed")
    assert agent.send("post", IDEAS, {"title": "Trop tard"}).json()["code"] == "closed"


@pytest.mark.parametrize(
    "sent",
    [
        [],
        "texte",
        {"title": "x" * 200},
        {"answers": []},
        {"answers": {"inconnue": "x"}},
        {"answers": {"problem": {}}},
        {"title": "\u0000"},
        {"problem": "pas une clé"},
        {"problem": "00000000-0000-0000-0000-000000000000"},
        {"answers": {"problem": None}},
        {"open_team": "peut-être"},
    ],
)
def test_bad_input_is_a_problem_and_never_an_error(agent, call, sent):
    answer = agent.send("post", IDEAS, sent)

    assert (answer.status_code, answer.json()["code"]) == (422, "invalid")


@pytest.mark.parametrize(
    ("query", "status"), [("edition=x", 422), ("edition=%00", 422), ("page=abc", 404), ("state=zzz", 422)]
)
def test_a_strange_list_is_answered_calmly(agent, call, query, status):
    assert agent.get(f"{IDEAS}?{query}").status_code == status


def test_nobody_reads_nothing(somme, call):
    assert HostClient(somme).get(IDEAS).status_code in (401, 403)


def test_a_team_invites_consents_and_asks_for_time_whose_secret_goes_by_mail_only(somme, agent, call):
    idea = started(agent)
    address = f"{IDEAS}{idea['id']}/"
    lead = idea["team"][0]["id"]
    invited = agent.send("post", f"{address}team/", {"email": "c@exemple.fr", "name": "Collègue"})
    twice = agent.send("post", f"{address}team/", {"email": "c@exemple.fr", "name": "Collègue"})
    agent.generic("DELETE", f"{address}team/{invited.json()['id']}/")
    agreed = agent.send("post", f"{address}consent/", {"agreed": True}).json()
    asked = agent.send(
        "post", f"{address}team/{lead}/commitment/", {"signatory_name": "Directrice", "signatory_email": "d@exemple.fr"}
    )
    with in_territory(somme):
        body = Message.objects.get(kind="ideas.commitment_request").body
    secret = re.search(r"/engagement/([^/]+)/", body)[1]
    anonymous = HostClient(somme)
    page = anonymous.get(f"/api/v1/commitments/{secret}/").json()
    silent = anonymous.send("post", f"/api/v1/commitments/{secret}/", {"answer": "refuse"}).json()
    signed = anonymous.send("post", f"/api/v1/commitments/{secret}/", {"answer": "sign"}).json()
    again = anonymous.send("post", f"/api/v1/commitments/{secret}/", {"answer": "sign"}).json()

    assert (invited.status_code, twice.json()["code"], agreed["share_with_forum"]) == (201, "already_in_team", True)
    assert (asked.status_code, asked.json()["state"], secret in str(asked.json())) == (201, "requested", False)
    assert (page["member"], page["state"], page["days_per_week"]) == ("Agente", "requested", "1.0")
    assert (silent["code"], silent["field"], signed["state"], again["code"]) == (
        "invalid",
        "reason",
        "signed",
        "already_answered",
    )
    assert anonymous.get("/api/v1/commitments/inconnu/").status_code == 404


def test_a_manager_sorts_by_the_same_rules_as_on_the_pages(somme, agent, manager, call):
    one, two = (started(agent, title=title) for title in ("Un", "Deux"))
    for idea in (one, two):
        agent.send("post", f"{IDEAS}{idea['id']}/submit/")
    asked = manager.send("post", f"{IDEAS}{one['id']}/ask-completion/", {"reason": "Combien ?"}).json()
    completed = agent.send("post", f"{IDEAS}{one['id']}/complete/").json()
    merged = manager.send("post", f"{IDEAS}{two['id']}/merge/", {"into": one["id"]}).json()
    aside = manager.send("post", f"{IDEAS}{one['id']}/set-aside/", {"ground": "not_digital"}).json()
    refused = agent.send("post", f"{IDEAS}{one['id']}/set-aside/", {"ground": "not_digital"})

    assert [idea["state"] for idea in (asked, completed, merged, aside)] == [
        "to_complete",
        "submitted",
        "merged",
        "out_of_scope",
    ]
    assert (merged["merged_into"], refused.status_code, refused.json()["code"]) == (one["id"], 403, "not_allowed")


def test_withdrawing_is_the_authors(somme, agent, manager, call):
    idea = started(agent)
    agent.send("post", f"{IDEAS}{idea['id']}/submit/")

    assert manager.send("post", f"{IDEAS}{idea['id']}/withdraw/").status_code == 403
    assert agent.send("post", f"{IDEAS}{idea['id']}/withdraw/").json()["state"] == "withdrawn"


def test_the_list_is_paginated_and_filtered(somme, manager, call):
    author = person("member", at=somme).at(somme)
    with in_territory(somme):
        for number in range(3):
            an_idea(call, author, title=f"Idée {number}")
    page = manager.get(f"{IDEAS}?page_size=2&edition={call.edition_id}&state=submitted").json()

    assert (page["count"], len(page["results"]), manager.get(f"{IDEAS}?state=laureate").json()["count"]) == (3, 2, 0)
