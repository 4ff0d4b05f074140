"""What templates show of projects and committees, computed once for each page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.paginator import Paginator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from eclore.kit import clock
from eclore.kit.actor import Actor
from eclore.kit.permissions import can
from eclore.kit.weeks import Stand, stand
from programs.local.incubation import queries
from programs.local.incubation.domain import projects as acts
from programs.local.incubation.models import Committee, JournalEntry, Part, Phase, Project, ProjectEvent, Review
from programs.local.incubation.states import RUNNING, CommitteeState, ProjectState

NOTES_SHOWN, NOTES_READ = 20, 500


@dataclass(frozen=True)
class Row:
    """One project in the list."""

    project: Project
    phase: Phase | None
    stand: Stand | None
    days_freed: Decimal | None
    next_on: date | None


def rows(found: Iterable[Project]) -> list[Row]:
    """Projects of `queries.listed`, with where each stands today."""
    return [_row(project) for project in found]


def _row(project: Project) -> Row:
    phase = latest(project)
    return Row(project, phase, standing(phase), project.days_freed, project.next_committee_on)


def latest(project: Project) -> Phase | None:
    """The phase that began last; phases must be prefetched."""
    return max(project.phases.all(), key=lambda phase: (phase.begins, phase.created_at), default=None)


def standing(phase: Phase | None) -> Stand | None:
    """Week n of N."""
    if phase is None:
        return None
    return stand(phase.begins, phase.weeks, today=clock.today(), closed=phase.real_end, per_week=phase.days_per_week)


def public(project: Project) -> dict[str, Any]:
    """What everybody may read: no name, no journal."""
    return {
        "project": project,
        "phase": latest(project),
        "stand": standing(latest(project)),
        "post_mortem": getattr(project, "post_mortem", None),
        "trail": trail(project),
    }


def inside(project: Project, actor: Actor, page: Any = 1) -> dict[str, Any]:
    """The whole project, for its people and those who follow it; `page` is the journal's."""
    to_sign = project.state == ProjectState.TO_SIGN
    journal = [] if to_sign else list(queries.journal(project)[:NOTES_READ])
    notes = Paginator(journal, NOTES_SHOWN).get_page(page)
    reviews = queries.reviews(project)
    may_manage = can(actor, "incubation.manage", project)
    return {
        **public(project),
        "people": people(project),
        "phases": [(phase, standing(phase)) for phase in project.phases.all()],
        "days_freed": days_freed(latest(project), journal),
        "page": notes,
        "notes": [(note, can(actor, "incubation.erase", note)) for note in notes],
        "decisions": [review for review in reviews if review.committee.state == CommitteeState.CLOSED],
        "next_committee": next_committee(reviews),
        "unsigned": acts.unsigned(project) if to_sign and may_manage else [],
        "commitment_required": acts.commitment_required(project),
        "events": timeline(queries.history(project)),
        "may_manage": may_manage,
        "may_write": can(actor, "incubation.write", project),
        "may_start": may_manage and to_sign,
        "is_running": project.state in RUNNING,
    }


def days_freed(phase: Phase | None, notes: Iterable[JournalEntry]) -> Decimal:
    """Days written in the journal during the phase."""
    if phase is None:
        return Decimal(0)
    return sum(
        (
            note.days_freed
            for note in notes
            if note.days_freed and phase.begins <= note.on <= (phase.real_end or note.on)
        ),
        Decimal(0),
    )


def people(project: Project) -> list[tuple[str, list[Any]]]:
    """The members under each part, in the order of the parts."""
    members = list(project.members.all())
    groups = [(part.label, [one for one in members if one.part == part]) for part in Part]
    return [(str(label), found) for label, found in groups if found]


def next_committee(reviews: list[Review]) -> Committee | None:
    """The first that is still planned."""
    planned = [review.committee for review in reviews if review.committee.state == CommitteeState.PLANNED]
    return min(planned, key=lambda committee: committee.held_on, default=None)


WORDS = {
    "open": gettext_lazy("Projet ouvert"),
    "join": gettext_lazy("Une idée rejoint le projet"),
    "start": gettext_lazy("Investigation commencée"),
    "describe": gettext_lazy("Projet réécrit"),
    "show": gettext_lazy("Projet rendu public"),
    "hide": gettext_lazy("Projet retiré de la vitrine"),
    "take_over": gettext_lazy("Projet repris localement"),
    "assign": gettext_lazy("Nouveau rôle"),
    "remove": gettext_lazy("Fin d'un rôle"),
    "erase_note": gettext_lazy("Note retirée du journal"),
    "reschedule": gettext_lazy("Dates modifiées"),
    "post_mortem": gettext_lazy("Bilan écrit"),
}


def timeline(events: Iterable[ProjectEvent]) -> list[dict[str, Any]]:
    """The project's history in words."""
    states = dict(ProjectState.choices)
    return [
        {
            "at": event.created_at,
            "title": WORDS.get(event.verb) or states.get(event.target, event.verb),
            "text": event.note,
            "who": event.by_name,
        }
        for event in events
    ]


def trail(project: Project) -> list[tuple[str, str]]:
    """Where one is."""
    return [(_("Projets"), "/projets/"), (project.name, "")]


def committee(found: Committee, actor: Actor) -> dict[str, Any]:
    """A committee's agenda, and whether it may close."""
    reviews = list(found.reviews.all())
    missing = [review.project.name for review in reviews if not review.verdict]
    is_open = found.state == CommitteeState.PLANNED
    return {
        "committee": found,
        "reviews": reviews,
        "missing": missing,
        "is_open": is_open,
        "may_plan": is_open and can(actor, "incubation.plan", found),
        "may_decide": is_open and can(actor, "incubation.decide", found),
        "may_close": is_open and can(actor, "incubation.decide", found) and not missing and bool(reviews),
        "too_early": found.held_on > clock.today(),
        "trail": [(_("Comités"), "/comites/"), (found.title, "")],
    }
