"""The frozen dossier that a joint jury reads: what the team has consented to, no address, nothing that changes."""

from typing import Any

from django.utils import translation

from programs.local.ideas.models import Idea
from programs.local.incubation.domain.projects import problem_of

Snapshot = dict[str, Any]


def freeze(idea: Idea) -> Snapshot:
    """{title, problem, answers: [{label, text}], team: [{name, status}], direction}, in French; never an address."""
    with translation.override("fr"):
        return {
            "title": idea.title,
            "problem": idea.problem.text if idea.problem else problem_of(idea),
            "answers": _answers(idea),
            "team": [{"name": member.name, "status": member.get_status_display()} for member in idea.team.all()],
            "direction": idea.direction,
        }


def _answers(idea: Idea) -> list[dict[str, str]]:
    """In the order of the call's questions; what was left empty is left out."""
    written = ((question.label, str(idea.answers.get(question.key) or "")) for question in idea.call.questions.all())
    return [{"label": label, "text": text} for label, text in written if text.strip()]
