"""What a call and its edition hold: problem statements, questions, criteria."""

from collections.abc import Iterable
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from eclore.kit.errors import Invalid
from programs.local.calls.models import Call, Edition, EditionCriterion, ProblemStatement, Question
from programs.local.calls.template import CriterionDraft, QuestionDraft


def set_problems(call: Call, texts: Iterable[str]) -> None:
    """Keep the statements that stay, with the ideas that start from them; add the new ones, remove the others."""
    wanted = list(dict.fromkeys(text.strip() for text in texts if text.strip()))
    known = {problem.text: problem for problem in call.problems.all()}
    gone = [problem.pk for text, problem in known.items() if text not in wanted]
    if call.ideas.filter(problem__in=gone).exists():
        raise Invalid(
            _("Des idées partent déjà d'un problème que vous retirez : gardez-le."), code="in_use", field="problems"
        )
    ProblemStatement.objects.filter(pk__in=gone).delete()
    kept = []
    for position, text in enumerate(wanted):
        problem = known.get(text) or ProblemStatement(call=call, text=text)
        problem.position = position
        kept.append(problem)
    _write(ProblemStatement, kept, known.values(), ["position"])


def set_questions(call: Call, drafts: Iterable[QuestionDraft]) -> None:
    """The form in this order. A question that somebody has answered keeps its key and cannot be removed."""
    wanted = _keyed(drafts)
    known = {question.key: question for question in call.questions.all()}
    gone = [key for key in known if key not in wanted]
    if gone and call.ideas.filter(answers__has_any_keys=gone).exists():
        raise Invalid(
            _("Des personnes ont déjà répondu à une question que vous retirez : gardez-la."),
            code="in_use",
            field="questions",
        )
    Question.objects.filter(pk__in=[known[key].pk for key in gone]).delete()
    rows = []
    for position, (key, draft) in enumerate(wanted.items()):
        question = known.get(key) or Question(call=call, key=key)
        question.label, question.hint, question.required = draft.label, draft.hint, draft.required
        question.max_length, question.position = draft.max_length, position
        rows.append(question)
    _write(Question, rows, known.values(), ["label", "hint", "required", "max_length", "position"])


def set_criteria(edition: Edition, drafts: Iterable[CriterionDraft]) -> None:
    """Replace the edition's criteria; juries that exist have their own copy."""
    edition.criteria.all().delete()
    EditionCriterion.objects.bulk_create(
        EditionCriterion(edition=edition, label=draft.label, hint=draft.hint, weight=draft.weight, position=position)
        for position, draft in enumerate(drafts)
    )


def _keyed(drafts: Iterable[QuestionDraft]) -> dict[str, QuestionDraft]:
    """Each draft under its key; a new question's key is made from its label."""
    keyed: dict[str, QuestionDraft] = {}
    for draft in drafts:
        key = base = draft.key or slugify(draft.label)[:36] or "question"
        number = 2
        while key in keyed:
            key, number = f"{base}-{number}", number + 1
        keyed[key] = draft
    if not keyed:
        raise Invalid(_("Posez au moins une question."), code="no_question", field="questions")
    return keyed


def _write(model: Any, rows: list[Any], known: Iterable[Any], fields: list[str]) -> None:
    """Insert the new rows and update the old ones, two statements whatever their number."""
    old = {row.pk for row in known}
    model.objects.bulk_create([row for row in rows if row.pk not in old])
    model.objects.bulk_update([row for row in rows if row.pk in old], fields)
