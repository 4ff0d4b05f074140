"""A forum asks a territory, which answers, through the API: whoever asked is written to, no other territory reads."""

import pytest

from eclore.kit import mail
from eclore.kit.actor import MANAGER, MEMBER
from programs.bridge import tasks
from tenants.contexts import in_programme
from tenants.memberships.models import NationalGrant
from tests.factories.forums import a_forum, a_nomination
from tests.support.personas import api_client, person

API = "/api/v1"


@pytest.fixture
def asker():
    return person(national=("national_coach",), email="coach@exemple.fr")


@pytest.fixture
def coach(national, asker):
    return api_client(national, asker)


@pytest.fixture
def forum(somme, oise):
    return a_forum(somme, oise)


def territory(site, role=MANAGER):
    return api_client(site, person(role, at=site))


def asked(coach, forum, **sent):
    with in_programme():
        part = str(forum.participations.get(territory__slug="somme").pk)
    answer = coach.send("POST", f"{API}/forums/{forum.slug}/questions/", {"participant": part, "text": "Qui ?", **sent})
    assert answer.status_code == 201
    return answer.json()


def refusal(answer):
    return answer.status_code, answer.json().get("code")


def test_a_question_is_asked_answered_and_closed(coach, forum, somme, oise, asker):
    question = asked(coach, forum)
    assert (question["territory"], question["state"], question["answer"]) == ("Somme", "asked", "")
    here = territory(somme)
    path = f"{API}/nominations/questions/{question['id']}/"
    assert here.get(f"{API}/nominations/questions/").json()["results"] == [{**question, "forum": forum.slug}]
    assert territory(oise).get(f"{API}/nominations/questions/").json()["results"] == []
    assert territory(oise).get(path).status_code == 404
    assert territory(oise).send("POST", f"{path}answer/", {"text": "Nous."}).status_code == 404
    told = here.send("POST", f"{path}answer/", {"text": "Nous."}).json()
    assert (told["answer"], told["state"], told["forum"]) == ("Nous.", "answered", forum.slug)
    assert here.get(path).json() == told
    assert refusal(here.send("POST", f"{path}answer/", {"text": "Eux."})) == (409, "already_answered")
    listed = coach.get(f"{API}/forums/{forum.slug}/questions/").json()["results"]
    assert [(row["id"], row["answer"]) for row in listed] == [(question["id"], "Nous.")]
    closed = coach.send("POST", f"{API}/forums/{forum.slug}/questions/{question['id']}/close/", {}).json()
    assert (closed["state"], closed["closed_at"] is not None) == ("closed", True)


def test_a_question_about_a_dossier_goes_to_its_territory_and_needs_one_addressee(coach, forum, somme):
    nomination = a_nomination(somme, forum)
    path = f"{API}/forums/{forum.slug}/questions/"
    told = coach.send("POST", path, {"dossier": str(nomination.pk), "text": "Depuis quand ?"}).json()
    assert (told["dossier"], told["territory"]) == (str(nomination.pk), "Somme")
    for sent in (
        {"text": "Qui ?"},
        {"text": "Qui ?", "dossier": str(nomination.pk), "participant": str(nomination.pk)},
    ):
        assert coach.send("POST", path, sent).status_code == 422
    assert coach.send("POST", path, {"dossier": str(forum.pk), "text": "Qui ?"}).status_code == 404


def test_neither_a_member_nor_a_territory_asks_or_answers_for_others(coach, forum, somme, national):
    question = asked(coach, forum)
    agent, stranger = territory(somme, MEMBER), api_client(national, person())
    assert agent.get(f"{API}/nominations/questions/").status_code == 403
    path = f"{API}/nominations/questions/{question['id']}/answer/"
    assert agent.send("POST", path, {"text": "Moi."}).status_code == 403
    for method, path in (("GET", "questions/"), ("POST", f"questions/{question['id']}/close/")):
        assert stranger.send(method, f"{API}/forums/{forum.slug}/{path}", {}).status_code == 403


def test_whoever_asked_is_written_to_once_and_only_of_the_territory_that_says_so(coach, forum, somme, monkeypatch):
    question = asked(coach, forum)
    territory(somme).send("POST", f"{API}/nominations/questions/{question['id']}/answer/", {"text": "Nous."})
    told = []
    monkeypatch.setattr(mail, "post", lambda kind, *, to_email, context: told.append((kind, to_email, context)))
    tasks.tell_answered(tenant_context="territory_oise", question=question["id"])
    assert told == []
    tasks.tell_answered(tenant_context="territory_somme", question=question["id"])
    ((kind, to_email, context),) = told
    assert (kind, to_email) == ("forums.answered", "coach@exemple.fr")
    subject, body = mail.render(kind, context)
    assert subject == f"Somme a répondu pour « {forum.name} »"
    assert "Nous." in body and "Qui ?" in body and f"/forums/{forum.slug}/organisation/" in body


def test_whoever_runs_forums_no_more_is_not_written_to(coach, forum, somme, asker, monkeypatch):
    question = asked(coach, forum)
    territory(somme).send("POST", f"{API}/nominations/questions/{question['id']}/answer/", {"text": "Nous."})
    with in_programme():
        NationalGrant.objects.filter(user_id=asker.user_id).update(revoked_at=forum.created_at)
    told = []
    monkeypatch.setattr(mail, "post", lambda kind, **given: told.append(kind))
    tasks.tell_answered(tenant_context="territory_somme", question=question["id"])
    assert told == []


def test_the_job_leaves_with_the_answer(coach, forum, somme, monkeypatch):
    question, left = asked(coach, forum), []
    monkeypatch.setattr("programs.bridge.questions.jobs.defer", lambda name, **args: left.append((name, args)))
    path = f"{API}/nominations/questions/{question['id']}/answer/"
    here = territory(somme)
    for _press in range(2):
        here.send("POST", path, {"text": "Nous."})
    assert left == [("bridge.tell_answered", {"question": question["id"]})]
