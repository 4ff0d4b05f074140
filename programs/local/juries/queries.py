"""What a territory's jury may hear, and what it reads of a dossier; `LOCAL` says by whom."""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from programs.files.states import FileState
from programs.juries.states import JuryState
from programs.local.calls.models import Edition
from programs.local.ideas.models import Attachment, Idea
from programs.local.ideas.states import IdeaState
from programs.local.juries.models import Passage
from programs.local.juries.states import JuryKind

# Answered or withdrawn otherwise: a jury has nothing left to decide.
GONE = (IdeaState.WITHDRAWN, IdeaState.MERGED, IdeaState.OUT_OF_SCOPE)
# What each kind of jury may hear.
ELIGIBLE = {JuryKind.READING: IdeaState.SUBMITTED, JuryKind.AUDITION: IdeaState.SHORTLISTED}


def answers_of(passage: Passage) -> list[tuple[str, str]]:
    """(question, answer) of the idea before the jury, in the form's order; the summary of a project."""
    if passage.idea is None:
        return [(_("En bref"), passage.summary)] if passage.summary else []
    idea = passage.idea
    texts = [(question.label, idea.answers.get(question.key, "")) for question in idea.questions]
    return [(label, text) for label, text in texts if text]


def files_of(passage: Passage) -> list[Attachment]:
    """What goes with the idea before the jury; nothing that waits for the antivirus, or that it has refused."""
    return list(passage.idea.attachments.filter(state=FileState.CLEAN)) if passage.idea else []


def file_or_404(pk: Any, passage: Passage) -> Attachment:
    """One of them."""
    for attachment in files_of(passage):
        if attachment.pk == pk:
            return attachment
    raise Http404(_("Aucun fichier ne se trouve à cette adresse."))


def team_of(passage: Passage) -> list[str]:
    """Who carries the idea before the jury."""
    return [member.name for member in passage.idea.team.all()] if passage.idea else []


def eligible_ideas(edition: Edition, kind: str) -> QuerySet[Idea]:
    """Ideas that a jury of this kind may hear, and that no other unpublished one hears."""
    waiting = Passage.objects.filter(idea=OuterRef("pk"), jury__kind=kind).exclude(jury__state=JuryState.PUBLISHED)
    ideas = Idea.objects.filter(call__edition=edition, state=ELIGIBLE[JuryKind(kind)])
    return ideas.filter(~Exists(waiting)).order_by("number", "pk")


def laureates(edition: Edition) -> int:
    """How many ideas of this edition are laureates already."""
    return Idea.objects.filter(call__edition=edition, state=IdeaState.LAUREATE).count()
