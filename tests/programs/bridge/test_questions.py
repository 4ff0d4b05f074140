"""A territory answers a forum's questions on its own site; no other territory reads a word of it."""

from html import unescape

import pytest
from django.db import DatabaseError, connection, transaction

from eclore.kit.actor import MANAGER, MEMBER
from eclore.kit.errors import NotAllowed, TooLate
from eclore.kit.transitions import AlreadyDone
from programs.bridge import questions
from programs.joint.forums.models import ForumQuestion
from programs.joint.forums.states import QuestionState
from tenants.audit.territory.models import Entry
from tenants.contexts import in_programme, in_territory
from tests.factories.calls import manager
from tests.factories.forums import a_forum, a_nomination, a_question, somebody
from tests.support.personas import browser, person
from tests.support.statements import Statements


def words(answer):
    return " ".join(unescape(answer.content.decode()).split())


def refused(statement):
    """Whether the database says no."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    except DatabaseError:
        return True
    return False


@pytest.fixture
def asked(somme, oise):
    return a_question(a_forum(somme, oise), somme)


@pytest.fixture
def manager_client(somme):
    return browser(somme, person(MANAGER, at=somme))


def test_the_front_page_leads_to_the_question_and_the_answer_is_kept(somme, asked, manager_client):
    path = f"/forums/questions/{asked.pk}/"
    assert f'href="{path}"' in manager_client.get("/").content.decode()
    page = words(manager_client.get(path))
    assert asked.text in page
    answer = manager_client.post(path, {"text": "Notre cheffe de projet."})
    assert answer.headers["Location"] == f"/forums/{asked.forum.slug}/"
    assert "Notre cheffe de projet." in words(manager_client.get(f"/forums/{asked.forum.slug}/"))
    assert path not in manager_client.get("/").content.decode()
    with in_programme():
        stored = ForumQuestion.objects.get()
    assert (stored.answer, stored.state) == ("Notre cheffe de projet.", QuestionState.ANSWERED)
    with in_territory("somme"):
        entry = Entry.objects.get(verb="answer_question")
    assert (entry.act, entry.subject_id) == ("nomination", asked.pk)


def test_a_second_press_is_the_same_answer_and_another_one_is_refused(asked):
    by = manager("somme")
    with in_territory("somme"):
        questions.answer(ForumQuestion.objects.get(), by=by, text="Nous.")
        with pytest.raises(AlreadyDone):
            questions.answer(ForumQuestion.objects.get(), by=by, text="Nous.")
        with pytest.raises(TooLate, match="déjà reçu"):
            questions.answer(ForumQuestion.objects.get(), by=by, text="Eux.")
        assert ForumQuestion.objects.get().answer == "Nous."


def test_only_who_runs_the_programme_answers(somme, asked):
    with in_territory("somme"), pytest.raises(NotAllowed):
        questions.answer(ForumQuestion.objects.get(), by=somebody(schema="somme"), text="Moi.")
    agent = browser(somme, person(MEMBER, at=somme))
    assert agent.get(f"/forums/questions/{asked.pk}/").status_code == 403
    assert str(asked.pk) not in agent.get("/").content.decode()


def test_what_was_typed_stays_when_somebody_has_answered_meanwhile(somme, asked, manager_client):
    with in_territory("somme"):
        questions.answer(ForumQuestion.objects.get(), by=manager("somme"), text="Nous.")
    answer = manager_client.post(f"/forums/questions/{asked.pk}/", {"text": "Un long texte."})
    assert answer.status_code == 422
    assert "Un long texte." in words(answer)


def test_another_territory_sees_nothing_and_the_database_holds_the_wall(somme, oise, asked):
    theirs = browser(oise, person(MANAGER, at=oise))
    assert theirs.get(f"/forums/questions/{asked.pk}/").status_code == 404
    assert theirs.post(f"/forums/questions/{asked.pk}/", {"text": "Nous."}).status_code == 404
    assert asked.text not in words(theirs.get(f"/forums/{asked.forum.slug}/"))
    with in_territory("oise"):
        assert not ForumQuestion.objects.exists()
        assert ForumQuestion.objects.update(answer="Pris") == 0


def test_a_territory_asks_nothing_and_rewrites_nothing_but_its_answer(asked):
    with in_territory("somme"):
        for column in ("text", "asked_by", "territory_name", "closed_by"):
            assert refused(f"UPDATE public.forums_forumquestion SET {column} = 'autre'"), column
        assert refused("UPDATE public.forums_forumquestion SET territory_role = 'territory_oise'")
        assert refused("DELETE FROM public.forums_forumquestion")
        assert refused(
            "INSERT INTO public.forums_forumquestion (id, created_at, forum_id, territory_role, territory_name, text,"
            " asked_by, answer, answered_by, closed_by) SELECT gen_random_uuid(), now(), forum_id, territory_role,"
            " territory_name, text, asked_by, '', '', '' FROM public.forums_forumquestion"
        )


@pytest.mark.parametrize("number", [1, 3])
def test_the_dossier_costs_the_same_however_many_questions(somme, manager_client, number):
    forum = a_forum(somme)
    nomination = a_nomination(somme, forum)
    for _each in range(number):
        a_question(forum, somme, nomination)
    with Statements() as sql:
        page = words(manager_client.get(f"/nominations/{nomination.pk}/"))
    assert (len(sql), page.count("Répondre")) == (4, number)
