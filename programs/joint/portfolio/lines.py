"""A row of the portfolio as people read it: where it stands, what comes next, what is wrong."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from eclore.kit import clock, dates
from eclore.kit.weeks import Progress, freed_of, progress
from programs.joint.portfolio.models import FOLLOWED, RUNNING, ProjectRow, RowState
from programs.joint.portfolio.queries import LATE_COMMITTEE, MORE_WEEKS, SILENT, WatchedRow

NEUTRAL = (RowState.INCONCLUSIVE, RowState.OUTSIDE, RowState.STOPPED, RowState.DORMANT)


@dataclass(frozen=True)
class Line:
    """`next` is a sentence; `late` when it is something to look at."""

    row: ProjectRow
    progress: Progress | None
    phase: str
    tone: str
    days: str
    next: str
    late: bool


def lines(rows: Iterable[WatchedRow]) -> list[Line]:
    """Rows of `queries.listed`, told today."""
    today = clock.today()
    return [_line(row, today) for row in rows]


def _line(row: WatchedRow, today: date) -> Line:
    held = progress(row.phase_start, row.weeks, today=today, closed=row.phase_closed, per_week=row.days_per_week)
    return Line(row, held, phase(row), tone(row), _days(row, held), _next(row, today), bool(row.attention))


def phase(row: ProjectRow) -> str:
    """« Expérimentation n° 2 » while it runs, the state otherwise."""
    if row.state == RowState.CONSTRUCTION and row.phase == RowState.CONSTRUCTION:
        return _("Expérimentation n° %(number)s") % {"number": row.phase_number}
    if row.taken_over_locally and row.state not in FOLLOWED:
        return _("Reprise localement")
    return str(row.get_state_display())


def tone(row: ProjectRow) -> str:
    """The tone of its tag; none, the accent, while it investigates."""
    if row.taken_over_locally or row.state in (RowState.TO_SIGN, RowState.SUSPENDED):
        return "warn"
    if row.state in NEUTRAL:
        return "neutral"
    return "" if row.state == RowState.INVESTIGATION else "good"


def _days(row: ProjectRow, held: Progress | None) -> str:
    if held is None:
        return "–"
    return freed_of(row.days_freed, held.signed)


def _next(row: WatchedRow, today: date) -> str:
    return _alarm(row, today) or _expected(row)


def _alarm(row: WatchedRow, today: date) -> str:
    """What is wrong, and since when; empty when nothing is."""
    since, sentence = {
        LATE_COMMITTEE: (row.next_committee_on, _("Comité en retard de %(time)s")),
        MORE_WEEKS: (row.phase_end, _("Plus longue que prévu de %(time)s")),
        SILENT: (row.last_session_on or row.phase_start, _("Aucune séance depuis %(time)s")),
    }.get(row.attention, (None, ""))
    return sentence % {"time": _lasting((today - since).days)} if since else ""


def _expected(row: ProjectRow) -> str:
    """What comes next when nothing is wrong."""
    if row.next_committee_on and row.state in RUNNING:
        return _("Comité le %(day)s") % {"day": dates.calendar_day(row.next_committee_on)}
    if row.state == RowState.TO_SIGN:
        return _("Engagements à signer")
    if row.closed_at:
        return _("Terminé le %(day)s") % {"day": dates.calendar_day(row.closed_at)}
    return _("Pas de comité prévu")


def _lasting(days: int) -> str:
    """In weeks from the second on, in days before."""
    if days >= 14:
        return _("%(count)d semaines") % {"count": days // 7}
    return _("%(count)d jours") % {"count": days} if days > 1 else _("1 jour")
