"""The board as a spreadsheet: what is visible, and nothing more."""

from collections.abc import Iterator

from django.db.models import QuerySet, prefetch_related_objects
from django.utils.translation import gettext as _

from programs.local.calls.models import Call
from programs.local.ideas.figures import with_figures
from programs.local.ideas.models import Idea


def headers(call: Call) -> list[str]:
    """Its questions stay read, for `rows`."""
    prefetch_related_objects([call], "questions")
    questions = [question.label for question in call.questions.all()]
    return [
        _("Numéro"),
        _("Titre"),
        _("Étape"),
        _("Direction"),
        _("Porteur ou porteuse"),
        _("Équipe"),
        _("Problème de départ"),
        _("Déposée le"),
        _("Répondue le"),
        _("Engagements signés"),
        _("Engagements en attente"),
        _("Engagements refusés"),
        _("Pièces jointes"),
        *questions,
    ]


def rows(call: Call, ideas: QuerySet[Idea]) -> Iterator[list[object]]:
    """One row for each idea of `queries.board`, in its order."""
    keys = [question.key for question in call.questions.all()]
    for idea in with_figures(ideas):
        yield [
            idea.number,
            idea.title,
            idea.get_state_display(),
            idea.direction,
            idea.lead_name,
            idea.team_size,
            idea.problem.text if idea.problem else "",
            idea.submitted_at,
            idea.answered_at,
            idea.signed,
            idea.waiting,
            idea.refused,
            idea.files,
            *(idea.answers.get(key, "") for key in keys),
        ]
