"""Where an idea stands on its way, as the steps that its team sees."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from eclore.kit import dates
from programs.local.calls.calendar import COMING, DONE, NOW, Step
from programs.local.ideas.models import Idea
from programs.local.ideas.states import WENT_BEFORE_A_JURY, IdeaState

S = IdeaState
# Ended on the way: what such an idea has not been through is not shown.
ENDED_EARLY = (S.WITHDRAWN, S.OUT_OF_SCOPE, S.MERGED)
BEFORE_THE_JURY = (S.SUBMITTED, S.TO_COMPLETE)
AT_THE_JURY = (S.SHORTLISTED, S.NOMINATED)
TONES = {
    S.DRAFT: "neutral",
    S.SUBMITTED: "",
    S.TO_COMPLETE: "warn",
    S.OUT_OF_SCOPE: "neutral",
    S.MERGED: "neutral",
    S.SHORTLISTED: "good",
    S.NOT_SHORTLISTED: "neutral",
    S.NOMINATED: "good",
    S.AUDITIONED: "",
    S.LAUREATE: "good live",
    S.NOT_RETAINED: "neutral",
    S.TAKEN_INTERNALLY: "good",
    S.WITHDRAWN: "neutral",
}


def tone(state: str) -> str:
    """The tone of a state's tag."""
    return TONES[IdeaState(state)]


def of(idea: Idea) -> list[Step]:
    """Submission, shortlist, jury, answer; an idea answered before the jury shows three steps.

    One that has ended early shows what it has been through and how it ended.
    """
    if idea.state in ENDED_EARLY:
        return [*_been_through(idea), _answer(idea)]
    edition = idea.call.edition
    steps = [
        Step(_("Dépôt"), _when(idea.submitted_at) or _until(idea.call.closes_at), DONE if idea.submitted_at else NOW),
        Step(_("Présélection"), _when(idea.shortlisted_at) or _until(edition.shortlist_until), _shortlist(idea)),
    ]
    if idea.answered_at is None or idea.state in WENT_BEFORE_A_JURY:
        steps.append(Step(_("Jury"), _when(idea.heard_at) or _on(edition.jury_on), _jury(idea)))
    return [*steps, _answer(idea)]


def _been_through(idea: Idea) -> list[Step]:
    been = [(_("Dépôt"), idea.submitted_at), (_("Présélection"), idea.shortlisted_at), (_("Jury"), idea.heard_at)]
    return [Step(label, _when(moment), DONE) for label, moment in been if moment]


def _shortlist(idea: Idea) -> str:
    if idea.submitted_at is None:
        return COMING
    return NOW if idea.state in BEFORE_THE_JURY else DONE


def _jury(idea: Idea) -> str:
    if idea.state in AT_THE_JURY:
        return NOW
    return DONE if idea.state in WENT_BEFORE_A_JURY else COMING


def _answer(idea: Idea) -> Step:
    if idea.state == S.WITHDRAWN:
        return Step(_("Retirée"), _when(idea.withdrawn_at), DONE)
    if idea.answered_at is not None:
        return Step(idea.get_state_display(), _when(idea.answered_at), DONE)
    return Step(_("Réponse"), _until(idea.call.reply_by), NOW if idea.state == S.AUDITIONED else COMING)


def _when(moment: datetime | None) -> str:
    return dates.calendar_day(timezone.localdate(moment)) if moment else ""


def _on(day: date | None) -> str:
    return dates.calendar_day(day) if day else _("date à venir")


def _until(day: date | None) -> str:
    if day is None:
        return _("date à venir")
    return _("avant le %(day)s") % {"day": dates.calendar_day(day)}
