"""The same session through the API: same verbs, same rules, stable codes."""

from datetime import datetime

import pytest

from programs.local.juries import domain
from programs.local.juries.models import Ballot, Mark
from tenants.contexts import in_territory
from tests.factories.juries import a_jury_setup, deliberating, mark
from tests.support.personas import api_client, browser, person


def api(jury_setup, path: str = "") -> str:
    return f"/api/v1/juries/{jury_setup.jury.pk}/{path}"


def marks_of(jury_setup, *values: int) -> dict[str, int]:
    with in_territory(jury_setup.site):
        criteria = list(jury_setup.jury.criteria.all())
    return {str(each.pk): value for each, value in zip(criteria, values, strict=False)}


def test_juries_are_listed_to_those_who_may_see_them(somme):
    jury_setup = a_jury_setup(somme)
    counts = {
        name: api_client(somme, each).get("/api/v1/juries/").json()["count"]
        for name, each in {
            "manager": jury_setup.manager,
            "juror": jury_setup.members[1],
            "member": person("member", at=somme),
        }.items()
    }

    assert counts == {"manager": 1, "juror": 1, "member": 0}
    assert browser(somme).get("/api/v1/juries/").status_code == 401
    assert api_client(somme, person("member", at=somme)).get(api(jury_setup)).status_code == 404


def test_putting_the_same_ballot_twice_changes_nothing(somme):
    jury_setup = a_jury_setup(somme, titles="A")
    client, address = (
        api_client(somme, jury_setup.members[1]),
        api(jury_setup, f"passages/{jury_setup.passages[0].pk}/ballot/"),
    )
    sent = {"marks": marks_of(jury_setup, 4, 3, 2), "comment": "Vu"}
    first, second = client.send("put", address, sent), client.send("put", address, sent)

    with in_territory(somme):
        cast_at = Ballot.objects.get().cast_at
    assert datetime.fromisoformat(first.json()["cast_at"]) == cast_at
    expected = {
        "passage": str(jury_setup.passages[0].pk),
        "cast": True,
        "cast_at": first.json()["cast_at"],
        "paper": False,
        **sent,
    }
    assert first.json() == second.json() == expected
    assert client.get(address).json() == first.json()
    with in_territory(somme):
        assert (Ballot.objects.count(), Mark.objects.count()) == (1, 3)


@pytest.mark.parametrize(
    ("sent", "status", "code"),
    [
        ({}, 422, "invalid"),
        ({"marks": []}, 422, "invalid"),
        ({"marks": {"x": 9}}, 422, "invalid"),
        ({"marks": {"x": 3}}, 422, "unknown_criterion"),
        ({"marks": {}}, 422, "incomplete"),
        ({"marks": {}, "comment": "\x00", "cast": False}, 422, "invalid"),
        ([1, 2], 422, "invalid"),
    ],
)
def test_a_wrong_ballot_answers_a_stable_code(somme, sent, status, code):
    jury_setup = a_jury_setup(somme, titles="A")
    client = api_client(somme, jury_setup.members[1])
    response = client.send("put", api(jury_setup, f"passages/{jury_setup.passages[0].pk}/ballot/"), sent)

    assert (response.status_code, response.json()["code"]) == (status, code)
    assert response.headers["Content-Type"] == "application/problem+json"


def test_a_recused_member_finds_nothing_of_the_dossier(somme):
    jury_setup = a_jury_setup(somme, titles="A B")
    client = api_client(somme, jury_setup.members[1])
    passage = f"passages/{jury_setup.passages[0].pk}/"
    done = client.send("post", api(jury_setup, f"{passage}recusal/"), {"reason": "Ma direction"})
    asked = [
        ("get", passage),
        ("get", f"{passage}ballot/"),
        ("put", f"{passage}ballot/"),
        ("post", f"{passage}recusal/"),
    ]

    assert done.status_code == 200
    assert [client.send(method, api(jury_setup, path), {"marks": {}}).status_code for method, path in asked] == [
        404
    ] * 4
    assert [each["title"] for each in client.get(api(jury_setup, "passages/")).json()["results"]] == ["B"]


def test_a_proposal_is_answered_by_the_member_before_reading(somme):
    jury_setup = a_jury_setup(somme, titles="A")
    president, member = api_client(somme, jury_setup.members[0]), api_client(somme, jury_setup.members[1])
    with in_territory(somme):
        seat = str(jury_setup.jury.seats.get(user_id=jury_setup.members[1].user_id).pk)
    passage = str(jury_setup.passages[0].pk)
    proposed = president.send("post", api(jury_setup, "recusals/"), {"seat": seat, "passage": passage})
    closed = member.get(api(jury_setup, f"passages/{passage}/"))
    answer = api(jury_setup, f"recusals/{proposed.json()['id']}/decline/")
    by_another, by_member = president.send("post", answer), member.send("post", answer)

    assert (proposed.status_code, closed.status_code, closed.json()["code"]) == (201, 409, "recusal_pending")
    assert (by_another.status_code, by_member.status_code) == (403, 200)
    assert [each["question"] for each in member.get(api(jury_setup, f"passages/{passage}/")).json()["answers"]] == [
        "Quel est le problème ?",
        "Quelle solution imaginez-vous ?",
        "Qui s'en servira en premier, et qui la fera connaître ?",
    ]


def test_the_ranking_waits_for_the_reveal_and_is_not_for_every_member(somme):
    jury_setup = deliberating(somme, titles="A")
    clients = [api_client(somme, each) for each in (jury_setup.manager, jury_setup.members[0], jury_setup.members[1])]
    before = [client.get(api(jury_setup, "ranking/")).status_code for client in clients]
    with in_territory(somme):
        domain.reveal(jury_setup.jury, by=jury_setup.president)

    assert before == [403, 403, 403]
    assert [client.get(api(jury_setup, "ranking/")).status_code for client in clients] == [200, 200, 403]


def test_acts_refused_on_pages_are_refused_here_with_the_same_words(somme):
    jury_setup = a_jury_setup(somme, titles="A")
    manager, juror = api_client(somme, jury_setup.manager), api_client(somme, jury_setup.members[1])
    with in_territory(somme):
        mark(jury_setup.passages[0], jury_setup.actors[1], 4)
    early = manager.send("post", api(jury_setup, "publish/"))
    hands_off = [
        juror.send("post", api(jury_setup, f"{verb}/")).status_code for verb in ("deliberate", "reveal", "publish")
    ]
    again = manager.send("post", api(jury_setup, "seats/"), {"email": jury_setup.members[1].email, "name": "Encore"})

    assert (early.status_code, early.json()["title"]) == (
        409,
        "Passez d'abord à la délibération, puis décidez de chaque passage.",
    )
    assert hands_off == [403, 403, 403]
    assert (again.status_code, again.json()["code"], again.json()["field"]) == (409, "already_seated", "email")
