"""Questions from the organisers of a forum to one of its territories, which answers from its own site."""

from django.db import transaction
from django.utils.translation import gettext as _

from eclore.kit import clock
from eclore.kit.actor import Actor
from eclore.kit.errors import Refusal, TooLate
from eclore.kit.locks import lock
from eclore.kit.permissions import require
from eclore.kit.transitions import AlreadyDone, record
from programs.joint.forums import emails, validators
from programs.joint.forums.models import Forum, ForumQuestion, Nomination, Participation
from programs.joint.forums.states import ForumState, QuestionState


@transaction.atomic
def ask_territory(
    participation: Participation, *, by: Actor, text: str, nomination: Nomination | None = None
) -> ForumQuestion:
    """Ask the managers of a territory, who are told by mail; about `nomination`, or about its part in general.

    Raises TooLate for a draft, a cancelled forum, or once its results are published; Refusal for another territory's
    dossier; Invalid.
    """
    forum = participation.forum
    lock(forum, participation)
    require(by, "forums.manage", forum)
    require_questions_open(forum)
    if nomination is not None and nomination.territory_role != participation.territory_role:
        raise Refusal(_("Ce dossier est celui d'un autre territoire."), code="not_its_dossier")
    question = ForumQuestion.objects.create(
        forum=forum,
        nomination=nomination,
        territory_role=participation.territory_role,
        territory_name=participation.territory.name,
        text=validators.prose(text, field="text", longest=validators.LONGEST_QUESTION),
        asked_by=by.name,
        asked_by_id=by.user_id,
    )
    record(forum, "ask_territory", by=by, note=_about(question))
    emails.tell_asked(question, participation)
    return question


@transaction.atomic
def close_question(question: ForumQuestion, *, by: Actor) -> ForumQuestion:
    """Nothing more is expected of the territory: it may not answer any more. Raises AlreadyDone when it is closed."""
    forum = question.forum
    lock(forum, question)
    require(by, "forums.manage", forum)
    if question.closed_at is not None:
        raise AlreadyDone(_("Cette question est déjà close."), subject=question, state=str(QuestionState.CLOSED))
    question.closed_at, question.closed_by = clock.now(), by.name
    question.save(update_fields=["closed_at", "closed_by"])
    record(forum, "close_question", by=by, note=_about(question))
    return question


def questions_are_open(forum: Forum) -> bool:
    """From its publication to that of its results."""
    return forum.state in (ForumState.PUBLISHED, ForumState.CLOSED)


def require_questions_open(forum: Forum) -> None:
    """Raises TooLate."""
    if not questions_are_open(forum):
        sentence = _("Une question se pose entre la publication du forum et celle de ses résultats.")
        raise TooLate(sentence, code="questions_closed")


def _about(question: ForumQuestion) -> str:
    """The territory, and the dossier if there is one."""
    titles = [question.nomination.title] if question.nomination else []
    return " · ".join([question.territory_name, *titles])
