"""The organisers of a forum ask a territory something, and read its answer."""

import pytest

from eclore.kit import mail
from eclore.kit.actor import MANAGER, MEMBER
from eclore.kit.errors import Invalid, NotAllowed, Refusal, TooLate
from eclore.kit.transitions import AlreadyDone
from programs.bridge import questions as answers
from programs.joint.forums import domain
from programs.joint.forums.models import ForumEvent, ForumQuestion
from programs.joint.forums.states import QuestionState
from tenants.contexts import in_programme, in_territory
from tests.factories.calls import manager
from tests.factories.forums import NATIONAL, a_forum, a_nomination, a_question, somebody
from tests.support.personas import browser, person
from tests.support.statements import Statements


def part_of(forum, site):
    return forum.participations.select_related("territory", "forum").get(territory_id=site.territory_id)


def test_only_the_managers_of_the_territory_are_told(somme, oise, monkeypatch):
    for site in (somme, oise):
        person(MANAGER, at=site, email=f"programme@{site.slug}.fr")
        person(MEMBER, at=site)
    forum = a_forum(somme, oise)
    told = []
    monkeypatch.setattr(mail, "post", lambda kind, *, to_email, context: told.append((kind, to_email, context)))
    question = a_question(forum, somme, a_nomination(somme, forum))
    assert [(kind, email) for kind, email, _context in told if kind == "forums.asked"] == [
        ("forums.asked", "programme@somme.fr")
    ]
    context = told[-1][2]
    assert context["link"] == f"http://somme.eclore.localhost:8000/forums/questions/{question.pk}/"
    subject, body = mail.render("forums.asked", context)
    assert subject == f"Une question de « {forum.name} »"
    assert "sur « Anti-Gaspi-Cantine »" in body
    assert question.text in body


def test_a_question_is_kept_with_who_asked_and_told_in_the_forums_history(somme):
    question = a_question(a_forum(somme), somme, text="  Qui vient ?\r\nÀ quelle heure ?  ")
    with in_programme():
        stored = ForumQuestion.objects.get()
        event = ForumEvent.objects.get(verb="ask_territory")
    assert (stored.pk, stored.text) == (question.pk, "Qui vient ?\nÀ quelle heure ?")
    assert (stored.asked_by, stored.territory_role, stored.state) == (
        NATIONAL.name,
        "territory_somme",
        QuestionState.ASKED,
    )
    assert (event.by_name, event.note) == (NATIONAL.name, "Somme")


@pytest.mark.parametrize("text", ["", "   ", "x" * 2001])
def test_a_question_has_words_and_not_too_many(somme, text):
    with pytest.raises(Invalid):
        a_question(a_forum(somme), somme, text=text)


def test_nobody_else_asks_and_never_out_of_the_forums_time(somme):
    forum, draft = a_forum(somme), a_forum(somme, published=False)
    with in_programme():
        with pytest.raises(NotAllowed):
            domain.ask_territory(part_of(forum, somme), by=somebody(), text="Qui ?")
        with pytest.raises(TooLate):
            domain.ask_territory(part_of(draft, somme), by=NATIONAL, text="Qui ?")
        domain.close(forum, by=NATIONAL)
        assert domain.ask_territory(part_of(forum, somme), by=NATIONAL, text="Qui ?").state == QuestionState.ASKED
        domain.decide(forum, by=NATIONAL)
        with pytest.raises(TooLate):
            domain.ask_territory(part_of(forum, somme), by=NATIONAL, text="Encore ?")


def test_a_territory_is_never_asked_about_the_dossier_of_another(somme, oise):
    forum = a_forum(somme, oise)
    with pytest.raises(Refusal, match="autre territoire"):
        a_question(forum, oise, a_nomination(somme, forum))


def test_a_closed_question_takes_no_answer_and_closes_once(somme):
    question = a_question(a_forum(somme), somme)
    with in_programme():
        assert domain.close_question(question, by=NATIONAL).state == QuestionState.CLOSED
        with pytest.raises(AlreadyDone):
            domain.close_question(question, by=NATIONAL)
    with in_territory("somme"), pytest.raises(TooLate, match="close"):
        answers.answer(ForumQuestion.objects.get(), by=manager("somme"), text="Trop tard.")


@pytest.fixture
def team(national):
    return browser(national, person(national=("national_coach",)))


def test_the_organisers_ask_from_a_dossier_and_read_the_answer_there(somme, team):
    forum = a_forum(somme)
    path = f"/forums/{forum.slug}/dossiers/{a_nomination(somme, forum).pk}/"
    answer = team.post(f"{path}question/", {"text": "Depuis quand ?"})
    assert (answer.status_code, answer.headers["Location"]) == (302, path)
    with in_territory("somme"):
        answers.answer(ForumQuestion.objects.get(), by=manager("somme"), text="Depuis mars.")
    page = team.get(path).content.decode()
    assert [each in page for each in ("Depuis quand ?", "Depuis mars.", "Réponse reçue")] == [True] * 3
    assert forum.name in team.get("/portefeuille/").content.decode()
    question = page.partition("/questions/")[2].partition("/")[0]
    team.post(f"/forums/{forum.slug}/questions/{question}/clore/")
    assert list(team.get("/portefeuille/").context["answered"]) == []


def test_what_does_not_fit_is_said_where_it_was_typed(somme, team):
    forum = a_forum(somme)
    with in_programme():
        part = part_of(forum, somme)
    answer = team.post(f"/forums/{forum.slug}/participants/{part.pk}/question/", {"text": ""})
    assert answer.status_code == 422
    with in_programme():
        assert not ForumQuestion.objects.exists()


@pytest.mark.parametrize("number", [1, 3])
def test_the_organisers_page_costs_the_same_however_many_questions(somme, team, number):
    forum = a_forum(somme)
    for _each in range(number):
        a_question(forum, somme)
    with Statements() as sql:
        team.get(f"/forums/{forum.slug}/organisation/")
    assert len(sql) == 8
