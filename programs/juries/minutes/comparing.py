"""What the minutes tell of dossiers compared two by two: who beats whom, and never who chose what."""

from collections.abc import Mapping
from uuid import UUID

from django.utils.translation import gettext as _

from eclore.kit.dates import moment
from programs.juries import comparison
from programs.juries.minutes.facts import Facts
from programs.juries.minutes.sections import WITH_YEAR, Section, Table


def section(found: Facts, titles: Mapping[UUID, str]) -> Section | None:
    """A sentence and a small table, where it was held and closed."""
    jury = found.jury
    if not comparison.is_closed(jury) or jury.compared_from is None or jury.compared_until is None:
        return None
    drawn = comparison.matrix(comparison.counted(found.sitting, found.record.preferences), titles)
    told = _("%(count)s dossiers ont été comparés deux à deux, à titre d'avis, du %(from)s au %(until)s.")
    hours = {"from": moment(jury.compared_from, today=WITH_YEAR), "until": moment(jury.compared_until, today=WITH_YEAR)}
    head = (_("Dossier"), *drawn.columns, _("Score"))
    rows = tuple((row.title, *row.cells, row.points) for row in drawn.rows)
    table = Table(_("Qui l'emporte sur qui"), head, rows, figures=1)
    return Section(
        _("Comparaison deux à deux"), table=table, notes=(told % {"count": len(rows), **hours}, *drawn.notes)
    )
