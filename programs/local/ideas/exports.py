"""The board as a spreadsheet: what is visible, and nothing more."""

from collections.abc import Iterator

from django.db.models import QuerySet, prefetch_related_objects
from django.utils.translation import gettext as _

from programs.local.calls.models import Call
from programs.local.ideas import figures as counting
from programs.local.ideas.models import Idea

NOTHING = counting.Figures()


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
    of = ideas.order_by().values("pk")
    figures, files = counting.figures_of(of), counting.files_of(of)
    for idea in ideas.select_related("problem"):
        counted = figures.get(idea.pk, NOTHING)
        yield [
            idea.number,
            idea.title,
            idea.get_state_display(),
            idea.direction,
            counted.lead_name,
            counted.team_size,
            idea.problem.text if idea.problem else "",
            idea.submitted_at,
            idea.answered_at,
            counted.signed,
            counted.waiting,
            counted.refused,
            files.get(idea.pk, 0),
            *(idea.answers.get(key, "") for key in keys),
        ]
