"""What a call and its edition hold: problem statements, questions, criteria. What changes is written in the history."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import TypeVar

from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from eclore.kit import transitions
from eclore.kit.actor import Actor
from eclore.kit.errors import Invalid
from eclore.kit.folding import once
from eclore.kit.locks import lock
from eclore.kit.permissions import require
from programs.local.calls.models import Call, Edition, EditionCriterion, ProblemStatement, Question
from programs.local.calls.template import CriterionDraft, QuestionDraft

Row = TypeVar("Row", ProblemStatement, Question, EditionCriterion)


def set_problems(call: Call, texts: Iterable[str], *, by: Actor) -> None:
    """Keep the statements that stay, with the ideas that start from them; add the new ones, remove the others."""
    lock(call.edition)
    require(by, "calls.edit", call.edition)
    wanted = once(text.strip() for text in texts if text.strip())
    known = {problem.text: problem for problem in call.problems.all()}
    if wanted == list(known):
        return
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
    transitions.record(call.edition, "set_problems", by=by)


def set_questions(call: Call, drafts: Iterable[QuestionDraft], *, by: Actor) -> None:
    """The form in this order. A question that somebody has answered keeps its key and cannot be removed."""
    lock(call.edition)
    require(by, "calls.edit", call.edition)
    wanted = _keyed(drafts)
    known = {question.key: question for question in call.questions.all()}
    if list(wanted.items()) == [(key, draft_of(question)) for key, question in known.items()]:
        return
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
    transitions.record(call.edition, "set_questions", by=by)


def set_criteria(edition: Edition, drafts: Iterable[CriterionDraft], *, by: Actor) -> None:
    """The edition's criteria in this order, each under its key or its label; juries that exist have their own copy."""
    lock(edition)
    require(by, "calls.edit", edition)
    wanted, known = list(drafts), list(edition.criteria.all())
    if [_told(draft) for draft in wanted] == [_told(row) for row in known]:
        return
    left = {str(row.pk): row for row in known} | {f"{row.kind} {row.label}": row for row in known}
    rows: list[EditionCriterion] = []
    for position, draft in enumerate(wanted):
        found = left.get(draft.key) or left.get(f"{draft.kind} {draft.label}")
        row = found if found is not None and found not in rows else EditionCriterion(edition=edition)
        row.label, row.hint, row.weight, row.kind = _told(draft)
        row.position = position
        rows.append(row)
    edition.criteria.exclude(pk__in=[row.pk for row in rows]).delete()
    _write(EditionCriterion, rows, known, ["label", "hint", "weight", "kind", "position"])
    transitions.record(edition, "set_criteria", by=by)


def _told(criterion: CriterionDraft | EditionCriterion) -> tuple[str, str, Decimal, str]:
    return criterion.label, criterion.hint, criterion.weight, criterion.kind


def draft_of(question: Question) -> QuestionDraft:
    """The question as it would be asked again."""
    return QuestionDraft(question.key, question.label, question.hint, question.required, question.max_length)


def _keyed(drafts: Iterable[QuestionDraft]) -> dict[str, QuestionDraft]:
    """Each draft under its key; a new question's key is made from its label."""
    keyed: dict[str, QuestionDraft] = {}
    for draft in drafts:
        key = base = draft.key or slugify(draft.label)[:36] or "question"
        number = 2
        while key in keyed:
            key, number = f"{base}-{number}", number + 1
        keyed[key] = replace(draft, key=key)
    if not keyed:
        raise Invalid(_("Posez au moins une question."), code="no_question", field="questions")
    return keyed


def _write(model: type[Row], rows: list[Row], known: Iterable[Row], fields: list[str]) -> None:
    """Insert the new rows and update the old ones, two statements whatever their number."""
    old = {row.pk for row in known}
    model._default_manager.bulk_create([row for row in rows if row.pk not in old])
    model._default_manager.bulk_update([row for row in rows if row.pk in old], fields)
