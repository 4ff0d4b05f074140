"""The forum's own space: its dossiers and their decisions, its participants, its history."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programs.joint.forums.domain import questions_are_open
from programs.joint.forums.models import Forum, ForumEvent, Nomination, Participation
from programs.joint.forums.states import ForumState

TITLES = {
    "open": gettext_lazy("Forum préparé"),
    "edit": gettext_lazy("Forum modifié"),
    "add_participant": gettext_lazy("Territoire ajouté"),
    "change_quota": gettext_lazy("Quota modifié"),
    "remove_participant": gettext_lazy("Territoire retiré"),
    "publish": gettext_lazy("Forum publié, nominations ouvertes"),
    "close": gettext_lazy("Nominations closes"),
    "reopen": gettext_lazy("Nominations rouvertes"),
    "cancel": gettext_lazy("Forum annulé"),
    "ask_territory": gettext_lazy("Question posée à un territoire"),
    "close_question": gettext_lazy("Question close"),
    "prepare_morning": gettext_lazy("Matinée des coachs préparée"),
    "edit_morning": gettext_lazy("Réglages de la matinée des coachs modifiés"),
    "add_coach": gettext_lazy("Coach de la matinée ajouté"),
    "change_coach": gettext_lazy("Coach de la matinée modifié"),
    "remove_coach": gettext_lazy("Coach de la matinée retiré"),
    "compose_morning": gettext_lazy("Matinée des coachs composée"),
    "send_morning": gettext_lazy("Horaires envoyés aux coachs"),
    "decide": gettext_lazy("Résultats publiés"),
}


@dataclass(frozen=True)
class DossierRow:
    """A dossier received; no `verdict` before the results are published."""

    nomination: Nomination
    url: str
    verdict: str
    tone: str


@dataclass(frozen=True)
class ParticipantRow:
    """A territory; `edit_url` until the jury opens, `ask_url` while the forum asks questions."""

    participation: Participation
    edit_url: str
    ask_url: str


@dataclass(frozen=True)
class Moment:
    """What the component `timeline` shows of one event."""

    at: datetime
    title: str | Promise
    text: str
    who: str


def dossier_rows(forum: Forum, nominations: Iterable[Nomination]) -> list[DossierRow]:
    """Nominations read with their decision."""
    return [_dossier(forum, one) for one in nominations]


def _dossier(forum: Forum, nomination: Nomination) -> DossierRow:
    url = reverse("forums-dossier", args=[forum.slug, nomination.pk])
    decision = getattr(nomination, "decision", None)
    if decision is None or decision.published_at is None:
        return DossierRow(nomination, url, "", "")
    return DossierRow(nomination, url, str(decision.verdict_label), decision.tone)


def participant_rows(forum: Forum, participations: Iterable[Participation]) -> list[ParticipantRow]:
    """In the order given."""
    edits, asks = not forum.jury_opened_at, questions_are_open(forum)
    return [
        ParticipantRow(
            one,
            reverse("forums-participant", args=[forum.slug, one.pk]) if edits else "",
            reverse("forums-ask", args=[forum.slug, one.pk]) if asks else "",
        )
        for one in participations
    ]


def ask_url(forum: Forum, nomination: Nomination) -> str:
    """Where its territory is asked about a dossier, while the forum asks."""
    return reverse("forums-ask-about", args=[forum.slug, nomination.pk]) if questions_are_open(forum) else ""


def no_dossier(forum: Forum) -> str:
    """What makes dossiers come."""
    if forum.state == ForumState.DRAFT:
        return _("Ajoutez les territoires participants, puis publiez le forum : ils pourront nommer leurs idées.")
    return _("Les territoires participants nomment leurs idées depuis leur propre site, page Forums.")


def edit_url(forum: Forum) -> str:
    """Until the results are published."""
    over = forum.state in (ForumState.DECIDED, ForumState.CANCELLED)
    return "" if over else reverse("forums-edit", args=[forum.slug])


def add_url(forum: Forum) -> str:
    """Until the jury opens."""
    over = forum.jury_opened_at or forum.state == ForumState.CANCELLED
    return "" if over else reverse("forums-add-participant", args=[forum.slug])


def timeline(events: Iterable[ForumEvent]) -> list[Moment]:
    """The history as the timeline component wants it."""
    return [Moment(event.created_at, TITLES.get(event.verb, event.verb), event.note, event.by_name) for event in events]
