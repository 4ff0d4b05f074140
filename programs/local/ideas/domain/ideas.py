"""Writing an idea, submitting it, withdrawing it."""

from dataclasses import asdict
from typing import TypedDict, Unpack
from uuid import UUID, uuid4

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from eclore.kit import clock, transitions
from eclore.kit.actor import Actor
from eclore.kit.errors import Invalid, TooLate
from eclore.kit.locks import lock
from eclore.kit.permissions import require
from programs.local.calls.calendar import is_open
from programs.local.calls.models import Call, ProblemStatement
from programs.local.ideas import checklist, emails, finding
from programs.local.ideas.domain.teams import let_go
from programs.local.ideas.domain.triage import ask_completion, merge, set_aside
from programs.local.ideas.models import Idea, TeamMember, asked_by
from programs.local.ideas.states import IdeaState
from programs.local.ideas.validators import answer_texts

# What the territory does with ideas is in `triage`; both are one contract.
__all__ = ["ask_completion", "complete", "merge", "save", "set_aside", "start", "submit", "withdraw"]

FIELDS = ("title", "answers", "problem", "direction", "open_team")


class Fields(TypedDict, total=False):
    """What is typed of an idea, or of a draft of one: FIELDS."""

    title: str
    answers: dict[str, str]
    problem: ProblemStatement | None
    direction: str
    open_team: bool


def start(
    call: Call,
    *,
    by: Actor,
    title: str = "",
    answers: dict[str, str] | None = None,
    problem: ProblemStatement | None = None,
    direction: str = "",
    generated: bool = False,
    pk: UUID | None = None,
) -> Idea:
    """A draft, led by its author; nobody else sees it. Raises TooLate outside the call's dates.

    `generated` marks what a replay has invented; `pk` is a key that a form has kept, so that it starts one idea only.
    """
    require(by, "ideas.start", call)
    ensure_open(call)
    ensure_of_the_call(problem, call)
    idea = Idea.objects.create(
        pk=pk or uuid4(),
        call=call,
        author_id=str(by.user_id),
        title=title,
        answers=answer_texts(answers or {}, asked_by(call)),
        problem=problem,
        direction=direction,
        generated=generated,
    )
    TeamMember.objects.create(idea=idea, user_id=by.user_id, email=by.email, name=by.name, leads=True)
    transitions.record(idea, "start", by=by, target=idea.state)
    return idea


def save(idea: Idea, *, by: Actor, **fields: Unpack[Fields]) -> Idea:
    """Keep what was typed; `fields` are among FIELDS, and answers that are not given stay as they are."""
    lock(idea)
    require(by, "ideas.edit", idea)
    ensure_editable(idea)
    ensure_of_the_call(fields.get("problem"), idea.call)
    if "answers" in fields:
        fields["answers"] = {**idea.answers, **answer_texts(fields["answers"], idea.questions)}
    for name, value in fields.items():
        if name not in FIELDS:
            raise TypeError(f"an idea has no field {name!r} to save")
        setattr(idea, name, value)
    idea.updated_at = clock.now()
    idea.save(update_fields=[*fields, "updated_at"])
    if idea.state != IdeaState.DRAFT:
        transitions.record(idea, "edit", by=by)
    return idea


def submit(idea: Idea, *, by: Actor) -> Idea:
    """Send the idea to the territory: it takes a number in its call, and its team is told when to expect an answer."""
    lock(idea.call.edition, idea.call, idea)  # two ideas submitted together take two numbers
    finding.read_again(idea)
    require(by, "ideas.submit", idea)
    if idea.state == IdeaState.DRAFT:
        ensure_open(idea.call)
        _ensure_complete(idea)
    transitions.apply(
        idea, "submit", by=by, number=_next_number(idea.call), asked=[asdict(each) for each in idea.questions]
    )
    emails.acknowledgement(idea, by=by)
    return idea


def complete(idea: Idea, *, by: Actor) -> Idea:
    """Give the missing words back to the territory; possible after the call has closed."""
    lock(idea)
    finding.read_again(idea)
    if idea.state == IdeaState.TO_COMPLETE:
        _ensure_complete(idea)
    return transitions.apply(idea, "complete", by=by)


def withdraw(idea: Idea, *, by: Actor, note: str = "") -> Idea:
    """The author takes the idea back, at any time before a decision; the rest of the team is told."""
    transitions.apply(idea, "withdraw", by=by, note=note)
    let_go(idea, by=by)
    emails.withdrawal(idea, by=by)
    return idea


def ensure_open(call: Call) -> None:
    """Raises TooLate, with the date, before the call opens and after it closes."""
    if is_open(call):
        return
    if call.opens_at > clock.now():
        raise TooLate(checklist.not_yet_open(call), code="not_open", opens_at=call.opens_at.isoformat())
    raise TooLate(checklist.closed(call), code="closed", closed_at=call.closes_at.isoformat())


def is_editable(idea: Idea) -> bool:
    """Drafts always; a submitted idea until the call closes; later only when its team was asked to complete it."""
    if idea.state in (IdeaState.DRAFT, IdeaState.TO_COMPLETE):
        return True
    return idea.state == IdeaState.SUBMITTED and is_open(idea.call)


def ensure_editable(idea: Idea) -> None:
    """Raises TooLate unless `is_editable`."""
    if is_editable(idea):
        return
    raise TooLate(
        _(
            "Votre idée est entre les mains du territoire : elle ne change plus. Écrivez aux personnes chargées"
            " du programme si quelque chose est à corriger."
        ),
        code="not_editable",
    )


def _ensure_complete(idea: Idea) -> None:
    missing = [item for item in checklist.of(idea) if not item.done]
    if missing:
        raise Invalid(
            " ".join(item.todo for item in missing),
            code="incomplete",
            field=missing[0].field,
            missing=[item.field for item in missing],
        )


def ensure_of_the_call(problem: ProblemStatement | None, call: Call) -> None:
    """Raises Invalid for a problem statement of another call."""
    if problem is not None and problem.call_id != call.pk:
        raise Invalid(_("Choisissez un problème de cet appel."), field="problem")


def _next_number(call: Call) -> int:
    """The one after the last, of a call that is held."""
    return (Idea.objects.filter(call=call).aggregate(last=Max("number"))["last"] or 0) + 1
