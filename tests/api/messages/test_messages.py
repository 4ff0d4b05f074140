"""/api/v1/messages/: the mailbox for programs, with the pages' own rules."""

import uuid

import pytest

from tests.factories import messages as factory
from tests.support.personas import api_client, person
from tests.support.statements import Statements

pytestmark = pytest.mark.usefixtures("own_templates")


@pytest.fixture
def program(somme):
    return api_client(somme, person("manager", at=somme, name="Chargée"))


def test_a_message_is_read_whole(somme, program):
    message = factory.draft(somme)

    answer = program.get(f"/api/v1/messages/{message.pk}/").json()

    assert answer.pop("created_at")
    assert answer == {
        "id": str(message.pk),
        "kind": "example",
        "about": None,
        "to_email": "agente@exemple.fr",
        "to_name": "Agente",
        "subject": "Bonjour Agente",
        "body": "Votre idée est arrivée dans l'Oise & la Somme.\n",
        "state": "draft",
        "prepared_by": "Éclore",
        "sent_at": None,
        "error": "",
        "maybe_twice": False,
    }


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_whatever_it_holds(somme, program, rows):
    for number in range(rows):
        factory.draft(somme, to_email=f"a{number}@exemple.fr")

    with Statements() as sql:
        answer = program.get("/api/v1/messages/?folder=relire").json()

    assert (len(sql), answer["count"], len(answer["results"])) == (3, rows, rows)


def test_drafts_are_corrected_then_sent_together(somme, program, queue):
    drafts = [factory.draft(somme, to_email=f"{letter}@exemple.fr") for letter in "ab"]

    edited = program.send("PATCH", f"/api/v1/messages/{drafts[0].pk}/", {"subject": "Oui", "body": "Bonjour."})
    sent = program.send("POST", "/api/v1/messages/send/", {"messages": [str(draft.pk) for draft in drafts]})

    assert (edited.status_code, edited.json()["subject"], edited.json()["body"]) == (200, "Oui", "Bonjour.\n")
    assert (sent.status_code, sorted(sent.json()["sent"])) == (200, sorted(str(draft.pk) for draft in drafts))
    assert queue.names == ["messages.deliver", "messages.deliver"]


@pytest.mark.parametrize(
    "data", [None, [], "x", {}, {"messages": []}, {"messages": "x"}, {"messages": ["x"]}, {"messages": [None]}]
)
def test_a_sending_that_is_not_one_is_refused(somme, program, data):
    answer = program.send("POST", "/api/v1/messages/send/", data)

    assert (answer.status_code, answer["Content-Type"]) in (
        (422, "application/problem+json"),
        (400, "application/problem+json"),
    )


def test_what_has_left_cannot_be_changed(somme, program, queue):
    message = factory.message(somme)

    answer = program.send("PATCH", f"/api/v1/messages/{message.pk}/", {"subject": "Oui", "body": "Bonjour."})

    assert (answer.status_code, answer.json()["code"]) == (409, "already_sent")


def test_others_and_other_territories_are_refused(somme, oise, program):
    message = factory.draft(oise)
    member = api_client(somme, person("member", at=somme))

    answers = [
        program.get(f"/api/v1/messages/{message.pk}/").status_code,
        program.get(f"/api/v1/messages/{uuid.uuid4()}/").status_code,
        member.get("/api/v1/messages/").status_code,
        member.send("POST", "/api/v1/messages/send/", {"messages": [str(message.pk)]}).status_code,
    ]

    assert answers == [404, 404, 403, 403]
