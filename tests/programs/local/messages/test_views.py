"""The manager's mailbox, in a browser."""

import re
import uuid

import pytest
from django.core import mail as django_mail

from programs.local.messages.models import Message
from tenants.contexts import in_territory
from tests.factories import messages as factory
from tests.support.personas import browser, person
from tests.support.statements import Statements

pytestmark = pytest.mark.usefixtures("own_templates")


@pytest.fixture
def manager(somme):
    return browser(somme, person("manager", at=somme))


def states(site):
    with in_territory(site.schema_name):
        return list(Message.objects.order_by("to_email").values_list("to_email", "subject", "state"))


def test_a_visitor_signs_in_first(somme):
    response = browser(somme).get("/messages/")

    assert (response.status_code, response.headers["Location"]) == (302, "/connexion/?suite=%2Fmessages%2F")


@pytest.mark.parametrize("role", ["member", "juror", "coach", "sponsor"])
def test_others_see_no_message(somme, role):
    message = factory.draft(somme)
    client = browser(somme, person(role, at=somme))

    answers = [client.get(path).status_code for path in ("/messages/", f"/messages/{message.pk}/")]
    answers.append(client.post("/messages/envoyer/", {"messages": [message.pk], "confirm": "1"}).status_code)

    assert (answers, states(somme)) == ([403, 403, 403], [("agente@exemple.fr", "Bonjour Agente", "draft")])


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_whatever_it_holds(somme, manager, rows):
    for number in range(rows):
        factory.draft(somme, to_email=f"a{number}@exemple.fr")

    with Statements() as sql:
        page = manager.get("/messages/").content.decode()

    assert (len(sql), page.count("Bonjour Agente</a>")) == (3, rows)


def test_each_folder_holds_its_own(somme, manager, queue):
    factory.draft(somme, to_name="Brouillon")
    factory.message(somme, to_name="Partie")
    factory.message(somme, to_email="", to_name="Perdue")

    shown = {
        folder: re.findall(r">\s*(Brouillon|Partie|Perdue)\s*<", manager.get(path).content.decode())
        for folder, path in {
            "": "/messages/",
            "relire": "/messages/?dossier=relire",
            "envoyes": "/messages/?dossier=envoyes",
            "non-parvenus": "/messages/?dossier=non-parvenus",
            "inconnu": "/messages/?dossier=inconnu",
        }.items()
    }

    assert shown == {
        "": ["Brouillon"],
        "relire": ["Brouillon"],
        "envoyes": ["Partie"],
        "non-parvenus": ["Perdue"],
        "inconnu": ["Brouillon"],
    }


def test_nothing_leaves_before_it_was_previewed_and_confirmed(somme, manager, queue):
    drafts = [factory.draft(somme, to_email=f"{letter}@exemple.fr") for letter in "ab"]
    data = {"messages": [str(draft.pk) for draft in drafts]}

    preview = manager.post("/messages/envoyer/", data)
    before = states(somme)
    done = manager.post("/messages/envoyer/", {**data, "confirm": "1"})
    queue.run()

    assert (preview.status_code, "messages partent ensemble dès votre confirmation" in preview.content.decode()) == (
        200,
        True,
    )
    assert {state for _email, _subject, state in before} == {"draft"}
    assert (done.status_code, {state for _email, _subject, state in states(somme)}) == (302, {"sent"})
    assert len(django_mail.outbox) == 2


@pytest.mark.parametrize("keys", [[], ["pas-une-clé"], [str(uuid.uuid4())], ["\x00"]])
def test_choosing_nothing_says_what_to_do(somme, manager, keys):
    response = manager.post("/messages/envoyer/", {"messages": keys, "confirm": "1"}, follow=True)

    assert "Choisissez au moins un message à envoyer." in response.content.decode()


def test_a_draft_is_corrected_and_sent_in_one_go(somme, manager, queue):
    draft = factory.draft(somme)
    data = {"to_email": "bonne@exemple.fr", "subject": "Votre idée", "body": "Merci.", "send": ""}

    response = manager.post(f"/messages/{draft.pk}/", data)

    assert (response.status_code, states(somme)) == (302, [("bonne@exemple.fr", "Votre idée", "queued")])


def test_a_wrong_correction_keeps_what_was_typed(somme, manager):
    draft = factory.draft(somme)

    response = manager.post(
        f"/messages/{draft.pk}/", {"to_email": "bonne", "subject": "", "body": "Un long texte\x00."}
    )

    page = response.content.decode()
    assert response.status_code == 422
    assert "Écrivez une adresse complète" in page
    assert "Un long texte" in page
    assert states(somme) == [("agente@exemple.fr", "Bonjour Agente", "draft")]


def test_what_has_left_is_shown_without_a_form(somme, manager, queue):
    message = factory.message(somme)
    queue.run()

    page = manager.get(f"/messages/{message.pk}/").content.decode()

    assert ("l&#x27;Oise &amp; la Somme" in page, "<textarea" in page) == (True, False)


def test_a_message_of_another_territory_does_not_exist_here(somme, oise, manager):
    message = factory.draft(oise)

    assert manager.get(f"/messages/{message.pk}/").status_code == 404
