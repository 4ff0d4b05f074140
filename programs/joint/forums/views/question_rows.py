"""Questions to the territories, ready to draw: for those who organise a forum, and for the territory that answers."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from eclore.kit.dates import moment
from eclore.kit.elements import Action, Tag
from programs.joint.forums.models import Forum, ForumQuestion
from programs.joint.forums.states import QUESTION_TONES, QuestionState


@dataclass(frozen=True)
class QuestionRow:
    """One question, who asked and answered and when, where it stands, and what whoever looks may do."""

    question: ForumQuestion
    subject: str
    asked: str
    answered: str
    state: Tag
    action: Action | None


def rows(
    questions: Iterable[ForumQuestion], action: Callable[[ForumQuestion], Action | None], *, names_territory: bool
) -> list[QuestionRow]:
    """In the order given; `action`: what may be done with each."""
    return [_row(one, action(one), names_territory=names_territory) for one in questions]


def closing(forum: Forum) -> Callable[[ForumQuestion], Action | None]:
    """The organisers close what is not closed yet."""

    def action(question: ForumQuestion) -> Action | None:
        if question.state == QuestionState.CLOSED:
            return None
        url = reverse("forums-close-question", args=[forum.slug, question.pk])
        return Action(_("Clore la question"), url, "text", posts=True, small=True)

    return action


def _row(question: ForumQuestion, action: Action | None, *, names_territory: bool) -> QuestionRow:
    about = question.nomination.title if question.nomination else _("Participation au forum")
    state = question.state
    return QuestionRow(
        question,
        f"{question.territory_name} · {about}" if names_territory else about,
        _("Posée le %(at)s par %(who)s") % {"at": moment(question.created_at), "who": question.asked_by},
        _answered(question),
        Tag(str(state.label), QUESTION_TONES[state]),
        action,
    )


def _answered(question: ForumQuestion) -> str:
    if question.answered_at is None:
        return ""
    told = {"at": moment(question.answered_at), "who": question.answered_by}
    return _("Réponse du %(at)s par %(who)s") % told
