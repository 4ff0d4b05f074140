"""A dossier keeps the questions that it answered; a draft follows its call, and is told when its text is too long."""

from dataclasses import replace

import pytest

from programs.local.calls.domain import contents
from programs.local.calls.models import Call
from programs.local.ideas import checklist, finding
from programs.local.ideas.domain import ideas, triage
from programs.local.ideas.pages import dossier
from tenants.contexts import in_territory
from tests.factories.calls import a_call, manager
from tests.factories.ideas import a_draft, an_idea
from tests.support.personas import person


@pytest.fixture
def author(somme):
    return person("member", at=somme, name="Agente")


@pytest.fixture
def changed(somme, author):
    """A submitted idea and a draft; then the call's first question is renamed and shortened."""
    by = author.at(somme)
    with in_territory(somme):
        call = a_call()
        sent, draft = an_idea(call, by, title="Déposée"), a_draft(call, by, title="Brouillon")
        before = [contents.draft_of(question) for question in call.questions.all()]
        first = replace(before[0], label="Que voulez-vous changer ?", max_length=50)
        contents.set_questions(Call.objects.get(pk=call.pk), [first, *before[1:]], by=manager())
        yield finding.idea_or_404(sent.pk, by), finding.idea_or_404(draft.pk, by), by


def test_a_submitted_dossier_shows_the_question_that_it_answered(changed):
    sent, draft, _by = changed
    labels = [dossier.answers(idea, writes=False)[0].question.label for idea in (sent, draft)]
    assert labels == ["Quel est le problème ?", "Que voulez-vous changer ?"]


def test_shortening_a_question_blocks_no_submitted_dossier(changed):
    sent, _draft, by = changed
    triage.ask_completion(sent, by=manager(), reason="Précisez.")
    assert [item.done for item in checklist.of(sent)] == [True] * 4
    ideas.complete(sent, by=by)
    assert sent.state == "submitted"


def test_a_draft_is_told_what_to_cut(changed):
    _sent, draft, _by = changed
    told = [item.too_long for item in checklist.of(draft) if item.too_long]
    assert len(told) == 1
    assert told[0].startswith("« Que voulez-vous changer ? »")
