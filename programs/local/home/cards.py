"""A project on the front page, in words."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from eclore.kit import clock
from programs.local.home import queries
from programs.local.incubation.models import Phase, Project


@dataclass(frozen=True)
class Card:
    """What `home/home.html` draws."""

    project: Project
    tone: str
    detail: str


def of(project: queries.ShownProject) -> Card:
    """`project` comes from `queries.projects`, with `agents` and its phases."""
    parts = [_people(project.agents), _week(project)]
    return Card(project, project.tone, " · ".join(part for part in parts if part))


def _people(number: int) -> str:
    if not number:
        return ""
    return _("1 personne") if number == 1 else _("%(count)d personnes") % {"count": number}


def _week(project: Project) -> str:
    """The week of the phase that runs now, of those planned."""
    phase = _current(project)
    if phase is None or phase.real_start is None:
        return _("terminé") if project.closed_at else ""
    week = (timezone.localdate(clock.now()) - phase.real_start).days // 7 + 1
    if week > phase.weeks:
        return _("%(weeks)d semaines prévues") % {"weeks": phase.weeks}
    return _("semaine %(week)d sur %(weeks)d") % {"week": max(week, 1), "weeks": phase.weeks}


def _current(project: Project) -> Phase | None:
    running = [phase for phase in project.phases.all() if phase.real_end is None]
    return running[-1] if running and project.closed_at is None else None
