"""The frozen dossier that a joint jury reads: what the team has consented to, no address, nothing that changes."""

from typing import TypedDict

from django.utils import translation

from eclore.kit.mailboxes import mark
from programs.files.states import FileState
from programs.joint.forums import copies
from programs.joint.forums.models import Nomination
from programs.local.ideas.models import Attachment, Commitment, Idea
from programs.local.incubation.domain.projects import problem_of
from tenants.storage import files


class Answer(TypedDict):
    label: str
    text: str


class Carrier(TypedDict):
    """Somebody of the team; `status` in words."""

    name: str
    status: str


class FileFacts(TypedDict):
    """A file of the dossier, as programs.joint.forums.copies.FrozenFile reads it back."""

    id: str
    name: str
    media_type: str
    size: int
    sha256: str


class Snapshot(TypedDict):
    """What a joint jury reads, in French."""

    title: str
    problem: str
    answers: list[Answer]
    team: list[Carrier]
    direction: str
    files: list[FileFacts]


def freeze(idea: Idea) -> Snapshot:
    """What the team has consented to, as it is now."""
    with translation.override("fr"):
        return {
            "title": idea.title,
            "problem": idea.problem.text if idea.problem else problem_of(idea),
            "answers": _answers(idea),
            "team": [{"name": member.name, "status": member.get_status_display()} for member in idea.team.all()],
            "direction": idea.direction,
            "files": [_told(attachment) for attachment in served_attachments(idea)],
        }


def ties(idea: Idea) -> list[list[str]]:
    """The mailboxes bound to the dossier, as marks: the jury of a forum is asked about conflicts of interest."""
    signed = Commitment.objects.filter(member__idea=idea).values_list("signatory_email", flat=True)
    team = [[mark(member.email), "team"] for member in idea.team.all()]
    return [*([mark(email), "signatory"] for email in signed), *team]


def copy_files(idea: Idea, nomination: Nomination) -> None:
    """The bytes that the snapshot tells of, on the programme's shelf; taken away if the transaction is rolled back."""
    for attachment in served_attachments(idea):
        files().copy(attachment.path, copies.path(nomination, attachment.pk))


def served_attachments(idea: Idea) -> list[Attachment]:
    """Files in quarantine stay at home; none is being checked any more (conditions.py)."""
    return list(idea.attachments.filter(state=FileState.CLEAN))


def _told(attachment: Attachment) -> FileFacts:
    return {
        "id": str(attachment.pk),
        "name": attachment.name,
        "media_type": attachment.media_type,
        "size": attachment.size,
        "sha256": attachment.sha256,
    }


def _answers(idea: Idea) -> list[Answer]:
    """In the order of the call's questions; what was left empty is left out."""
    written = ((question.label, str(idea.answers.get(question.key) or "")) for question in idea.questions)
    return [{"label": label, "text": text} for label, text in written if text.strip()]
