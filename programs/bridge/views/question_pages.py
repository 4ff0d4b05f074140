"""What a territory reads of a forum's questions, and what waits for its answer."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from eclore.kit.actor import MANAGER, Actor
from eclore.kit.elements import Action
from programs.bridge import queries
from programs.joint.forums.models import Forum, ForumQuestion, Nomination
from programs.joint.forums.states import QuestionState
from programs.joint.forums.views.question_rows import QuestionRow, rows

MOST = 20


def of_forum(forum: Forum, actor: Actor) -> list[QuestionRow]:
    """Those of a forum, the latest first; at most twenty."""
    return rows(queries.questions(actor).filter(forum=forum)[:MOST], _answering, names_territory=False)


def of_dossier(nomination: Nomination, actor: Actor) -> list[QuestionRow]:
    """Those about one dossier."""
    return rows(queries.questions(actor).filter(nomination=nomination)[:MOST], _answering, names_territory=False)


def one(question: ForumQuestion) -> list[QuestionRow]:
    """A single one, on its own page, where the form is the act."""
    return rows([question], lambda _question: None, names_territory=False)


def waiting(actor: Actor) -> list[Action]:
    """For the front page: the way to the first question that waits, with how many there are. One statement."""
    if not actor.has(MANAGER):
        return []
    found = list(queries.questions(actor).filter(answered_at=None, closed_at=None).values_list("pk", flat=True)[:MOST])
    if not found:
        return []
    label = ngettext(
        "Répondre à %(count)d question d'un forum", "Répondre à %(count)d questions d'un forum", len(found)
    )
    return [Action(label % {"count": len(found)}, reverse("bridge-question", args=[found[-1]]))]


def _answering(question: ForumQuestion) -> Action | None:
    if question.state != QuestionState.ASKED:
        return None
    return Action(_("Répondre"), reverse("bridge-question", args=[question.pk]), small=True)
