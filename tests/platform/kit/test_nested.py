"""What belongs to a row comes with it, as its own statement would have read it."""

import pytest

from eclore.kit.nested import nested, place
from programs.local.calls.models import Call, ProblemStatement
from programs.local.ideas.models import Idea
from tenants.contexts import in_territory
from tests.factories.calls import a_call
from tests.factories.ideas import a_draft, a_file
from tests.support.personas import person
from tests.support.statements import Statements


@pytest.fixture
def author(somme):
    return person("member", at=somme).at(somme)


@pytest.fixture
def call(somme, author):
    with in_territory(somme):
        call = a_call()
        for position, text in enumerate(["Deuxième « guillemets » \\ \n", "Première", ""], start=1):
            ProblemStatement.objects.create(call=call, text=text, position=-position % 3)
        yield call


def columns(row):
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def test_lists_come_with_their_row_in_their_own_order(call):
    with Statements() as sql:
        (found,) = nested(Call.objects.filter(pk=call.pk), "questions", "problems")
        place(found, "questions", "problems")
        questions, problems = list(found.questions.all()), list(found.problems.all())
        assert problems[0].call is found
    assert len(sql) == 1
    assert [columns(row) for row in questions] == [columns(row) for row in call.questions.all()]
    assert [columns(row) for row in problems] == [columns(row) for row in call.problems.all()]
    assert len(problems) == 3


def test_a_list_is_that_of_a_row_further_away(call, author):
    idea = a_draft(call, author)
    a_file(idea)
    a_file(idea, "Deuxième « plan ».pdf")
    (found,) = nested(Idea.objects.filter(pk=idea.pk).select_related("call"), "call__questions", "attachments")
    place(found, "call__questions", "attachments")
    with Statements() as sql:
        assert [row.pk for row in found.call.questions.all()] == [
            each["pk"] for each in idea.call.questions.values("pk")
        ]
    assert len(sql) == 1  # what it is compared with
    assert len(found.attachments.all()) == 2
    assert [columns(row) for row in found.attachments.all()] == [columns(row) for row in idea.attachments.all()]


def test_what_is_placed_is_read_anew_when_it_is_asked_otherwise(call):
    (found,) = nested(Call.objects.filter(pk=call.pk), "questions")
    place(found, "questions")
    assert found.questions.filter(key="problem").count() == 1
    assert not found.questions.none()
    call.questions.all().delete()
    (empty,) = nested(Call.objects.filter(pk=call.pk), "questions")
    place(empty, "questions")
    assert list(empty.questions.all()) == []
