"""The portfolio as a spreadsheet: what is on the page, on every page of it."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from programs.joint.portfolio.lines import lines
from programs.joint.portfolio.models import ProjectRow


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


def rows(found: Iterable[ProjectRow]) -> Iterator[list[Any]]:
    """One row for each of `queries.listed`, in its order."""
    for line in lines(found):
        row, held = line.row, line.stand
        yield [
            row.name,
            row.territory.name,
            row.problem,
            line.phase,
            row.get_state_display(),
            held and held.number,
            row.weeks,
            row.days_freed,
            held and held.signed,
            row.last_session_on,
            row.next_committee_on,
            row.phase_start,
            row.phase_end,
            line.next if line.late else "",
        ]
