"""The ideas that a person carries, each with what it waits for."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from eclore.kit import dates
from eclore.kit.elements import Tag
from programs.local.ideas import stages
from programs.local.ideas.models import Idea
from programs.local.ideas.states import IdeaState


@dataclass(frozen=True)
class CarriedIdea:
    """`waits_for` is a sentence, empty when no date is known."""

    idea: Idea
    state: Tag
    facts: str
    waits_for: str

    @classmethod
    def of(cls, idea: Idea) -> "CarriedIdea":
        numbered = _("n° %(number)s") % {"number": idea.number} if idea.number else ""
        return cls(
            idea,
            Tag(idea.get_state_display(), stages.tone(idea.state)),
            " · ".join(fact for fact in (idea.call.label, numbered) if fact),
            _waits_for(idea),
        )


def _waits_for(idea: Idea) -> str:
    if idea.state == IdeaState.DRAFT:
        return _("À déposer avant %(moment)s") % {"moment": dates.moment(idea.call.closes_at)}
    if idea.state == IdeaState.TO_COMPLETE:
        return _("Un complément vous est demandé")
    if idea.answered_at:
        return _("Réponse donnée %(day)s") % {"day": dates.day(idea.answered_at)}
    if idea.call.reply_by:
        return _("Réponse au plus tard %(day)s") % {"day": dates.day(idea.call.reply_by)}
    return ""
