"""The portfolio as a spreadsheet: what is on the page, on every page of it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from eclore.kit.exports import CSV, XLSX
from programs.joint.portfolio.lines import lines
from programs.joint.portfolio.queries import WatchedRow

Cell = str | int | Decimal | date | None


@dataclass(frozen=True)
class Links:
    """Where the rows that are shown are had as a workbook, and as CSV."""

    xlsx: str
    csv: str


def links(query: QueryDict) -> Links:
    """With the filters of the page."""
    return Links(*(reverse("portfolio-export", args=[kind], query=query) for kind in (XLSX, CSV)))


def headers() -> list[str]:
    return [
        _("Projet"),
        _("Territoire"),
        _("Problème"),
        _("Phase"),
        _("État"),
        _("Semaine"),
        _("Semaines prévues"),
        _("Jours libérés"),
        _("Jours signés"),
        _("Dernière séance"),
        _("Prochain comité"),
        _("Début de la phase"),
        _("Fin prévue"),
        _("À regarder"),
    ]


def rows(found: Iterable[WatchedRow]) -> Iterator[list[Cell]]:
    """One row for each of `queries.listed`, in its order."""
    for line in lines(found):
        row, held = line.row, line.progress
        yield [
            row.name,
            row.territory.name,
            row.problem,
            line.phase,
            row.get_state_display(),
            held.number if held else None,
            row.weeks,
            row.days_freed,
            held.signed if held else None,
            row.last_session_on,
            row.next_committee_on,
            row.phase_start,
            row.phase_end,
            line.next if line.late else "",
        ]
