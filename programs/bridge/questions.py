"""A territory answers what the organisers of a forum ask it: on its own site, on the row that is its own."""

from django.db import transaction
from django.utils.translation import gettext as _

from eclore.kit import audit, clock, jobs
from eclore.kit.actor import Actor
from eclore.kit.audit import Act
from eclore.kit.errors import TooLate
from eclore.kit.locks import lock
from eclore.kit.permissions import require
from eclore.kit.transitions import AlreadyDone
from programs.joint.forums import validators
from programs.joint.forums.models import ForumQuestion
from programs.joint.forums.states import QuestionState

TELL_ANSWERED = "bridge.tell_answered"


@transaction.atomic
def answer(question: ForumQuestion, *, by: Actor, text: str) -> ForumQuestion:
    """Once, until the organisers close it; they read it at once beside the dossier, and whoever asked is
    written to.

    Raises TooLate when it is closed or somebody has answered otherwise, AlreadyDone for the very same answer, Invalid.
    """
    lock(question)
    require(by, "bridge.answer", question)
    kept = validators.prose(text, field="text", longest=validators.LONGEST_QUESTION)
    if question.answered_at is not None:
        if (question.answer, question.answered_by) == (kept, by.name):
            raise AlreadyDone(_("Cette réponse est déjà partie."), subject=question, state=str(question.state))
        raise TooLate(_("Cette question a déjà reçu une réponse."), code="already_answered")
    if question.state == QuestionState.CLOSED:
        raise TooLate(_("Cette question est close : le forum n'attend plus de réponse."), code="question_closed")
    question.answer, question.answered_by, question.answered_at = kept, by.name, clock.now()
    question.save(update_fields=["answer", "answered_by", "answered_at"])
    jobs.defer(TELL_ANSWERED, question=str(question.pk))
    audit.record(Act.NOMINATION, subject=question, by=by, verb="answer_question")
    return question
