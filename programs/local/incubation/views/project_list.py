"""What the list of projects says of each one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from eclore.kit import clock
from eclore.kit.weeks import Progress, freed_of, progress
from programs.local.incubation.models import Phase, Project
from programs.local.incubation.queries import ListedProject
from programs.local.incubation.states import ProjectState

NOTHING = "–"
# States that say more than the phase does.
TOLD_BY_STATE = (ProjectState.TO_SIGN, ProjectState.SUSPENDED)


@dataclass(frozen=True)
class Row:
    """One project in the list: `phase` is its phase or, when that says more, its state; `days` a sentence."""

    project: Project
    phase: str
    progress: Progress | None
    days: str
    next_on: date | None

    @property
    def weeks_label(self) -> str:
        """How the bar of its weeks is read aloud."""
        return _("Semaines de %(project)s") % {"project": self.project.name}


def rows(found: Iterable[ListedProject]) -> list[Row]:
    """Projects of `queries.listed`, with how far each is today."""
    return [_row(project) for project in found]


def _row(project: ListedProject) -> Row:
    phase = latest(project)
    held = progress_of(phase)
    return Row(project, _phase(project, phase), held, _days(project, held), project.next_committee_on)


def _phase(project: Project, phase: Phase | None) -> str:
    if phase is None or project.ended or project.state in TOLD_BY_STATE:
        return str(project.get_state_display())
    return str(phase)


def _days(project: ListedProject, held: Progress | None) -> str:
    if held is None:
        return NOTHING
    return freed_of(project.days_freed or Decimal(0), held.signed)


def latest(project: Project) -> Phase | None:
    """The phase that began last; phases must be prefetched."""
    return max(project.phases.all(), key=lambda phase: (phase.begins, phase.created_at), default=None)


def progress_of(phase: Phase | None) -> Progress | None:
    """Week n of N."""
    if phase is None:
        return None
    return progress(phase.begins, phase.weeks, today=clock.today(), closed=phase.real_end, per_week=phase.days_per_week)
