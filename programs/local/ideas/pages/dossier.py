"""What is written of an idea, and what its team may still do: answers, files, what is left before submitting."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from eclore.kit import clock, dates
from eclore.kit.elements import Action, Tag
from programs.local.calls.calendar import is_open
from programs.local.calls.template import QuestionDraft
from programs.local.ideas import checklist
from programs.local.ideas.models import Attachment, Draft, Idea
from programs.local.ideas.states import IdeaState


@dataclass(frozen=True)
class Answer:
    """A question and what was answered; `write_url` when it is missing and whoever looks may write it."""

    question: QuestionDraft
    text: str
    write_url: str


@dataclass(frozen=True)
class FileRow:
    """One file of the dossier; `url` is empty while it is withheld, `detach_url` for who may not take it back."""

    file: Attachment
    url: str
    state: Tag | None
    detach_url: str

    @property
    def dialog(self) -> str:
        """The id of the dialog that asks before it is taken back."""
        return f"retirer-{self.file.pk.hex}"


@dataclass(frozen=True)
class Files:
    """The card of files; without `attach` the dossier takes no more, or not from whoever looks."""

    rows: list[FileRow]
    attach: Action | None

    @property
    def awaits(self) -> bool:
        """Whether a file is being checked: the card looks again by itself."""
        return any(row.file.is_pending for row in self.rows)


@dataclass(frozen=True)
class ToSubmit:
    """What is left before the idea leaves for the territory; `closed` says why it cannot now."""

    title: str
    items: list[checklist.Item]
    closed: str
    url: str
    label: str
    note: str


def answers(idea: Idea, *, writes: bool) -> list[Answer]:
    """Every question of the call, in its order."""
    return _answers(idea, [idea.pk] if writes else None, "ideas-write")


def answers_of_draft(draft: Draft, secret: str) -> list[Answer]:
    """The same for what is written without an account."""
    return _answers(draft, [secret], "ideas-draft-write")


def files(idea: Idea, attachments: Iterable[Attachment], *, attaches: bool) -> Files | None:
    """None when there is nothing to show and nothing to do."""
    rows = [_file_row(idea, file, attaches=attaches) for file in attachments]
    if not rows and not attaches:
        return None
    may_attach = attaches and sum(not row.file.fault for row in rows) < idea.call.files_max
    attach = (
        Action(_("Joindre un fichier"), reverse("ideas-attach", args=[idea.pk]), icon="plus") if may_attach else None
    )
    return Files(rows, attach)


def to_submit(idea: Idea, *, writes: bool) -> ToSubmit | None:
    """For a team whose idea is a draft, or has come back to be completed."""
    if not writes or idea.state not in (IdeaState.DRAFT, IdeaState.TO_COMPLETE):
        return None
    items, url = checklist.of(idea), reverse("ideas-submit", args=[idea.pk])
    if idea.state == IdeaState.TO_COMPLETE:
        return ToSubmit(_("Avant de renvoyer"), items, "", url, _("Renvoyer mon idée"), "")
    note = _("Jusqu'à %(moment)s. Vous pourrez la retirer à tout moment avant la décision.")
    note %= {"moment": dates.moment(idea.call.closes_at)}
    return ToSubmit(_("Avant de déposer"), items, _closed(idea), url, _("Déposer mon idée"), note)


def write_action(idea: Idea, *, writes: bool) -> Action | None:
    """Going on with what is written, as long as that is what the idea waits for."""
    words = {IdeaState.DRAFT: _("Continuer à écrire"), IdeaState.TO_COMPLETE: _("Compléter mon idée")}
    label = words.get(IdeaState(idea.state))
    return Action(label, reverse("ideas-write", args=[idea.pk])) if writes and label else None


def _answers(written: Idea | Draft, page: Sequence[UUID | str] | None, name: str) -> list[Answer]:
    """`page` are the arguments of the address named `name` that writes them; None for who may not."""
    found = []
    for step, question in enumerate(written.questions, start=1):
        text = written.answers.get(question.key, "")
        writes = page is not None and not text
        found.append(Answer(question, text, reverse(name, args=page, query={"etape": step}) if writes else ""))
    return found


def _file_row(idea: Idea, file: Attachment, *, attaches: bool) -> FileRow:
    return FileRow(
        file,
        url=reverse("ideas-file", args=[idea.pk, file.pk]) if file.is_served else "",
        state=None if file.is_served else Tag(file.standing, file.tone),
        detach_url=reverse("ideas-detach", args=[idea.pk, file.pk]) if attaches else "",
    )


def _closed(idea: Idea) -> str:
    """Why a draft cannot be submitted now, and what to do; empty when it can."""
    if is_open(idea.call):
        return ""
    early = idea.call.opens_at > clock.now()
    return checklist.not_yet_open(idea.call) if early else checklist.closed(idea.call)
