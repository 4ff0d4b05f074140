"""A form or a request sent twice with its key is one act, and both are answered the same."""

import json
import re
from datetime import timedelta

import pytest
from django.conf import settings

from eclore.kit import clock
from programs.local.ideas.models import Draft, Idea, TeamMember
from tenants.contexts import in_territory
from tenants.memberships.models import Invitation
from tenants.submissions.models import Submission
from tests.factories import files
from tests.factories.calls import a_call
from tests.factories.ideas import a_draft
from tests.support.at_once import at_once
from tests.support.personas import browser, person
from tests.support.statements import Statements

KEY = {"once": "une-cle"}
INVITED = {"email": "nouvelle@exemple.fr", "name": "Nouvelle", "roles": ["member"], "role": "member"}


@pytest.fixture
def manager(somme):
    return person("manager", at=somme, name="Chargée")


@pytest.fixture
def author(somme):
    return person("member", at=somme, name="Agente")


@pytest.fixture
def idea(somme, author):
    actor = author.at(somme)
    with in_territory(somme):
        return a_draft(a_call(), actor)


def count(somme, model, **of):
    with in_territory(somme):
        return model.objects.filter(**of).count()


def answer(response):
    return response.status_code, response.get("Location", ""), response.content


def invite(client, **changes):
    return client.post("/membres/inviter/", {**INVITED, **KEY, **changes})


def test_the_second_press_reads_what_the_first_was_answered(somme, manager):
    client = browser(somme, manager)

    first, second = invite(client), invite(client)
    said = client.get(second["Location"]).content.decode()

    assert answer(first) == answer(second) and first.status_code == 302
    assert (first.headers.get("Idempotency-Replayed"), second["Idempotency-Replayed"]) == (None, "true")
    assert count(somme, Invitation) == 1
    assert INVITED["email"] in said


def test_a_press_costs_two_statements_more_with_a_key_and_the_second_press_three_in_all(somme, manager):
    client = browser(somme, manager)
    client.get("/membres/")
    with Statements() as without:
        client.post("/membres/inviter/", INVITED)
    with Statements() as first:
        invite(client, email="autre@exemple.fr")
    with Statements() as second:
        invite(client, email="autre@exemple.fr")

    assert len(first) == len(without) + 2
    assert [text.split()[0] for text in second.texts[-2:]] == ["INSERT", "SELECT"]  # the key, and its answer
    assert len(second) == 4


def test_other_words_another_person_or_another_page_is_another_act(somme, oise, manager):
    client, colleague = browser(somme, manager), browser(somme, person("manager", at=somme))

    invite(client)
    invite(client, email="autre@exemple.fr")
    invite(colleague, email="troisieme@exemple.fr")
    refused = colleague.post("/membres/inviter/", {**INVITED, "email": "troisieme@exemple.fr", "role": "x", **KEY})
    invite(browser(oise, person("manager", at=oise)))

    assert refused.status_code == 422
    assert count(somme, Invitation) == 3 and count(oise, Invitation) == 1


def test_a_refused_form_keeps_nothing_and_its_key_goes_on_with_the_corrected_words(somme, manager):
    client = browser(somme, manager)

    refused, again = invite(client, email="pas une adresse"), invite(client, email="pas une adresse")
    taken = invite(client)

    assert (refused.status_code, again.status_code, taken.status_code) == (422, 422, 302)
    assert again.headers.get("Idempotency-Replayed") is None
    assert (count(somme, Invitation), count(somme, Submission)) == (1, 1)


def test_a_refusal_said_on_the_next_page_keeps_nothing(somme, author, idea):
    client = browser(somme, author)
    address = f"/idees/{idea.pk}/deposer/"
    with in_territory(somme):
        Idea.objects.filter(pk=idea.pk).update(answers={})

    answers = [client.post(address, KEY) for _press in range(2)]

    assert [each.headers.get("Idempotency-Replayed") for each in answers] == [None, None]
    assert count(somme, Submission) == 0


def test_an_answer_is_kept_a_day_and_nobody_reads_it_without_its_key(somme, manager, monkeypatch):
    client, now = browser(somme, manager), clock.now()
    invite(client)
    with in_territory(somme):
        kept = Submission.objects.get()
        everything = json.dumps([kept.digest, kept.fingerprint, bytes(kept.answer).decode()])
        Submission.objects.update(begun_at=now - timedelta(hours=25))

    invite(client)

    assert INVITED["email"] not in everything and "membres" not in everything
    assert count(somme, Invitation, revoked_at=None) == 1 and count(somme, Invitation) == 2


def test_a_draft_begun_twice_without_an_account_has_one_link(somme):
    client = browser(somme)
    with in_territory(somme):
        call = a_call()
    page = client.get("/idees/nouvelle/").content.decode()
    key = re.search(r'name="key" value="([^"]+)"', page)[1]
    sent = {"answer": "Un problème.", "key": key, **KEY, "later": "1"}

    first = client.post("/idees/nouvelle/", sent)
    del client.cookies[settings.DRAFT_COOKIE_NAME]
    second = client.post("/idees/nouvelle/", sent)

    assert answer(first) == answer(second)
    assert client.cookies[settings.DRAFT_COOKIE_NAME].value in second["Location"]
    assert count(somme, Draft, call=call) == 1


def test_the_same_file_sent_twice_is_one_and_another_is_another(somme, author, idea):
    client, address = browser(somme, author), f"/idees/{idea.pk}/fichiers/"

    def send(text):
        return client.post(address, {"file": files.upload(files.pdf(text)), **KEY}).status_code

    assert send(b"") == send(b"")
    send(b"4 0 obj<</A/B>>endobj\n")
    with in_territory(somme):
        assert Idea.objects.get(pk=idea.pk).attachments.count() == 2


def test_two_presses_at_once_are_one_act(real_db, somme, manager):
    client, other = browser(somme, manager), browser(somme, manager)

    answers = at_once(lambda: invite(client), lambda: invite(other))

    assert answer(answers[0]) == answer(answers[1])
    assert sorted(each.headers.get("Idempotency-Replayed", "") for each in answers) == ["", "true"]
    assert count(somme, Invitation) == 1


def test_an_idea_begun_by_autosave_and_by_its_button_at_once_is_one(real_db, somme, author):
    with in_territory(somme):
        a_call()
    typing, pressing = browser(somme, author), browser(somme, author)
    page = typing.get("/idees/nouvelle/").content.decode()
    key = re.search(r'name="key" value="([^"]+)"', page)[1]
    sent = {"answer": "Un problème.", "key": key, **KEY}

    answers = at_once(
        lambda: typing.post("/idees/nouvelle/", sent, headers={"HX-Request": "true"}),
        lambda: pressing.post("/idees/nouvelle/", sent),
    )

    assert [each.status_code for each in answers] == [200, 302]
    assert count(somme, Idea) == 1


@pytest.mark.parametrize("typed", ["Un problème", "Un problème."])
def test_a_draft_begun_by_autosave_and_by_its_button_at_once_is_one(real_db, somme, typed):
    with in_territory(somme):
        a_call()
    typing, pressing = browser(somme), browser(somme)
    key = re.search(r'name="key" value="([^"]+)"', typing.get("/idees/nouvelle/").content.decode())[1]
    sent = {"answer": "Un problème.", "key": key}

    answers = at_once(
        lambda: typing.post("/idees/nouvelle/", {**sent, "answer": typed}, headers={"HX-Request": "true"}),
        lambda: pressing.post("/idees/nouvelle/", sent),
    )

    assert [each.status_code for each in answers] == [200, 302]
    assert len({each.cookies[settings.DRAFT_COOKIE_NAME].value for each in answers}) == 1
    assert count(somme, Draft) == 1


def test_a_teammate_invited_from_two_pages_at_once_is_invited_once(real_db, somme, author, idea):
    one, two = browser(somme, author), browser(somme, author)
    sent = {"name": "Collègue", "email": "collegue@exemple.fr", "status": "agent"}

    answers = at_once(
        lambda: one.post(f"/idees/{idea.pk}/equipe/", {**sent, "once": "a"}),
        lambda: two.post(f"/idees/{idea.pk}/equipe/", {**sent, "once": "b"}),
    )

    assert sorted(each.status_code for each in answers) == [302, 422]
    assert count(somme, TeamMember, email="collegue@exemple.fr") == 1
