"""The frozen dossier that a joint jury reads: what the team has consented to, no address, nothing that changes."""

from typing import Any

from django.utils import translation

from programs.files.states import FileState
from programs.joint.forums import copies
from programs.joint.forums.models import Nomination
from programs.local.ideas.models import Attachment, Idea
from programs.local.incubation.domain.projects import problem_of
from tenants.storage import files

Snapshot = dict[str, Any]


def freeze(idea: Idea) -> Snapshot:
    """{title, problem, answers: [{label, text}], team: [{name, status}], direction, files}, in French."""
    with translation.override("fr"):
        return {
            "title": idea.title,
            "problem": idea.problem.text if idea.problem else problem_of(idea),
            "answers": _answers(idea),
            "team": [{"name": member.name, "status": member.get_status_display()} for member in idea.team.all()],
            "direction": idea.direction,
            "files": [_told(attachment) for attachment in served_attachments(idea)],
        }


def copy_files(idea: Idea, nomination: Nomination) -> None:
    """The bytes that the snapshot tells of, on the programme's shelf; taken away if the transaction is rolled back."""
    for attachment in served_attachments(idea):
        files().copy(attachment.path, copies.path(nomination, attachment.pk))


def served_attachments(idea: Idea) -> list[Attachment]:
    """Files in quarantine stay at home; none is being checked any more (conditions.py)."""
    return list(idea.attachments.filter(state=FileState.CLEAN))


def _told(attachment: Attachment) -> dict[str, Any]:
    kept = ("name", "media_type", "size", "sha256")
    return {"id": str(attachment.pk), **{name: getattr(attachment, name) for name in kept}}


def _answers(idea: Idea) -> list[dict[str, str]]:
    """In the order of the call's questions; what was left empty is left out."""
    written = ((question.label, str(idea.answers.get(question.key) or "")) for question in idea.call.questions.all())
    return [{"label": label, "text": text} for label, text in written if text.strip()]
