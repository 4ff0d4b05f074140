"""Editions and their calls, for programs."""

from datetime import timedelta

import pytest

from eclore.kit import clock
from programs.local.calls import template
from tenants.contexts import in_territory
from tests.factories.calls import an_edition
from tests.factories.ideas import an_idea
from tests.support.personas import HostClient, api_client, person

CALLS = "/api/v1/calls/"


@pytest.fixture
def manager(somme):
    return api_client(somme, person("manager", at=somme))


def wanted(**changes):
    now = clock.now()
    dates = {"opens_at": now.isoformat(), "closes_at": (now + timedelta(days=40)).isoformat()}
    return {"programme": "Fabrique", **dates, **changes}


def test_a_call_is_opened_from_the_template_published_closed_and_reopened(manager):
    opened = manager.send("post", CALLS, wanted(problems=["Les routes"], quota=7))
    address = f"{CALLS}{opened.json()['id']}/"
    states = [manager.send("post", f"{address}{act}/").json()["state"] for act in ("publish", "close", "reopen")]
    body = opened.json()

    assert opened.status_code == 201
    assert (body["state"], body["number"], body["quota"], body["weeks"]) == ("preparation", 1, 7, 9)
    assert [question["key"] for question in body["call"]["questions"]] == [row.key for row in template.QUESTIONS]
    assert [problem["text"] for problem in body["call"]["problems"]] == ["Les routes"]
    assert states == ["published", "closed", "published"]


def test_texts_and_criteria_are_replaced(manager):
    opened = manager.send("post", CALLS, wanted()).json()
    sent = wanted(label="Appel à innovateurs", criteria=[{"label": "L'idée", "weight": "2.00"}], weeks=12)
    changed = manager.send("put", f"{CALLS}{opened['id']}/", sent).json()

    assert (changed["call"]["label"], changed["weeks"], changed["number"]) == ("Appel à innovateurs", 12, 1)
    assert changed["criteria"] == [{"label": "L'idée", "hint": "", "weight": "2.00", "kind": "selection"}]


FULL = {
    "label": "Appel à innovateurs",
    "title": "Et si ?",
    "introduction": "Dites.",
    "reply_by": "2027-01-31",
    "team_max": 3,
    "files_max": 2,
    "file_megabytes": 4,
    "partners_allowed": True,
    "commitment_required": False,
    "problems": ["Les routes", "Les cantines"],
    "questions": [{"key": "pourquoi", "label": "Pourquoi ?", "hint": "", "required": False, "max_length": 300}],
    "criteria": [{"label": "L'idée", "hint": "", "weight": "2.00"}],
    "quota": 7,
    "weeks": 12,
    "days_per_week": "1.5",
}


def test_what_a_change_leaves_out_stays_as_it_is(manager):
    opened = manager.send("post", CALLS, wanted(**FULL)).json()
    changed = manager.send("put", f"{CALLS}{opened['id']}/", wanted(title="Et alors ?")).json()
    dates = {name: changed["call"][name] for name in ("opens_at", "closes_at")}

    assert changed == {**opened, "call": {**opened["call"], "title": "Et alors ?", **dates}}
    assert [question["key"] for question in changed["call"]["questions"]] == ["pourquoi"]
    assert [problem["text"] for problem in changed["call"]["problems"]] == ["Les routes", "Les cantines"]


@pytest.mark.parametrize("emptied", [{"criteria": []}, {"problems": []}, {"reply_by": None}, {"introduction": ""}])
def test_what_a_change_sends_empty_is_emptied(manager, emptied):
    opened = manager.send("post", CALLS, wanted(**FULL)).json()
    changed = manager.send("put", f"{CALLS}{opened['id']}/", wanted(**emptied)).json()

    ((name, value),) = emptied.items()
    assert {**changed["call"], **changed}[name] == value


def test_a_new_call_is_the_template_where_nothing_is_sent(manager):
    opened = manager.send("post", CALLS, wanted()).json()
    call = {name: opened["call"][name] for name in ("label", "title", "introduction", "reply_by", "team_max")}
    limits = {name: opened["call"][name] for name in ("files_max", "file_megabytes")}
    choices = {name: opened["call"][name] for name in ("partners_allowed", "commitment_required")}

    assert call == {
        "label": template.LABEL,
        "title": template.TITLE,
        "introduction": template.INTRODUCTION,
        "reply_by": None,
        "team_max": 5,
    }
    assert (limits, choices) == (
        {"files_max": 5, "file_megabytes": 10},
        {"partners_allowed": False, "commitment_required": True},
    )
    assert opened["call"]["problems"] == []
    assert [row["label"] for row in opened["criteria"]] == [row.label for row in template.CRITERIA]


def test_everybody_reads_published_calls_and_only_them(somme):
    with in_territory(somme):
        shown, hidden = an_edition(number=1), an_edition(number=2, published=False)
    anybody = HostClient(somme)

    assert [row["id"] for row in anybody.get(CALLS).json()["results"]] == [str(shown.pk)]
    assert anybody.get(f"{CALLS}current/").json()["id"] == str(shown.pk)
    assert anybody.get(f"{CALLS}{hidden.pk}/").status_code == 404


@pytest.mark.parametrize("field", ["opens_at", "closes_at"])
@pytest.mark.parametrize("year", ["0488", "9021"])
def test_a_call_of_another_century_is_a_mistake(manager, field, year):
    sent = wanted()
    answer = manager.send("post", CALLS, {**sent, field: f"{year}{sent[field][4:]}"})

    assert (answer.status_code, answer.json()["code"], answer.json()["field"]) == (422, "invalid", field)


def test_there_may_be_no_call(somme):
    with in_territory(somme):
        an_edition(published=False)
    answer = HostClient(somme).get(f"{CALLS}current/")

    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


@pytest.mark.parametrize("act", ["publish", "close", "reopen"])
def test_who_may_not_move_an_edition_is_told_nothing_of_it(somme, act):
    agent = person("member", at=somme)
    author = agent.at(somme)
    with in_territory(somme):
        edition = an_edition(commitment_required=False)
        an_idea(edition.call, author)
    refused = api_client(somme, agent).send("post", f"{CALLS}{edition.pk}/{act}/").json()

    assert (refused["status"], refused["code"], "count" in refused) == (403, "not_allowed", False)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"closes_at": "2020-01-01T00:00:00Z"}, "invalid"),
        ({"programme": ""}, "invalid"),
        ({"opens_at": 12}, "invalid"),
        ({"questions": []}, "invalid"),
        ({"problems": "texte"}, "invalid"),
        ({"number": 4}, "number_taken"),
    ],
)
def test_bad_input_is_a_problem_and_never_an_error(somme, manager, changes, code):
    with in_territory(somme):
        an_edition(programme="Fabrique", number=4)
    answer = manager.send("post", CALLS, wanted(**changes))

    assert (answer.status_code, answer.json()["code"]) == (422, code)


def test_an_agent_opens_nothing(somme):
    agent = api_client(somme, person("member", at=somme))

    assert agent.send("post", CALLS, wanted()).json()["code"] == "not_allowed"


def test_a_season_does_not_end_on_silence(somme, manager):
    agent = person("member", at=somme).at(somme)
    with in_territory(somme):
        edition = an_edition(commitment_required=False)
        an_idea(edition.call, agent)
    refused = manager.send("post", f"{CALLS}{edition.pk}/close/").json()

    assert (refused["status"], refused["code"], refused["count"]) == (409, "unanswered_ideas", 1)
