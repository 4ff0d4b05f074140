"""The phases of a project, as its page tells them."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from eclore.kit import dates
from programs.local.incubation.models import Phase, Project
from programs.local.incubation.views.project_list import progress_of


@dataclass(frozen=True)
class PhaseRow:
    """`running` from its real start to its real end; `planned` until that end; `weeks` a sentence, once it is over."""

    phase: Phase
    running: bool
    planned: bool
    days: str
    weeks: str
    url: str


def phase_rows(project: Project, *, manages: bool) -> list[PhaseRow]:
    """In the order in which they were planned; with the way to their dates for whoever runs the programme."""
    return [_row(phase, manages=manages) for phase in project.phases.all()]


def _row(phase: Phase, *, manages: bool) -> PhaseRow:
    url = reverse("incubation-phase", args=[phase.project_id, phase.pk]) if manages else ""
    if phase.real_end is None:
        days = dates.span(phase.planned_start, phase.planned_end)
        return PhaseRow(phase, phase.real_start is not None, planned=True, days=days, weeks="", url=url)
    held = progress_of(phase)
    figures = {"done": held.number if held else 0, "planned": phase.weeks}
    weeks = _("%(done)s semaines, %(planned)s prévues") % figures
    return PhaseRow(phase, False, planned=False, days=dates.span(phase.begins, phase.real_end), weeks=weeks, url=url)
