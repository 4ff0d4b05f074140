"""Ballots to fill in by hand: one for each member who marks and each dossier, but those that they leave or must answer.

A long day comes in parts of at most `BY_PART` sheets, which are drawn in less than two seconds each.
"""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from eclore.kit import documents
from eclore.kit.mail import one_line
from programs.juries.criteria import fitting
from programs.juries.day import Expected, Programme
from programs.juries.models import AbstractCriterion, AbstractJury, AbstractSeat
from programs.juries.models.records import HIGHEST_MARK, LOWEST_MARK
from programs.juries.papers import paper_codes
from programs.juries.papers.printing import language
from programs.juries.queries import recusals_of
from programs.juries.states import PassageKind

BY_PART = 600
Sheet = tuple[AbstractSeat, Expected]


def sheets(day: Programme) -> list[Sheet]:
    """Member by member, in the order of the day: one statement."""
    left = {(asked.seat_id, asked.passage_id) for asked in recusals_of(day.jury).filter(declined_at=None)}
    voters = [seat for seat in day.jury.seats.all() if seat.votes]
    return [(seat, item) for seat in voters for item in day.items if (seat.pk, item.key) not in left]


def ballots(jury: AbstractJury, printed: Sequence[Sheet], *, part: int) -> bytes:
    """The `part`-th file of them, from 1; the title of a dossier that whoever prints has left is not told."""
    wanted, criteria = printed[(part - 1) * BY_PART : part * BY_PART], list(jury.criteria.all())
    told = {
        "title": _("Bulletins papier"),
        "lang": language(),
        "session": one_line(jury.title),
        "scale": [str(mark) for mark in range(LOWEST_MARK, HIGHEST_MARK + 1)],
        "criterion": _("Critère"),
        "how": _("Entourez une note"),
        "code": _("Code"),
        "comment": _("Commentaire"),
        "signature": _("Remettez ce bulletin au secrétariat, même incomplet. Signature :"),
        "empty": _("Aucun bulletin à imprimer : il faut des membres qui notent et des passages."),
        "sheets": {kind.value: [_row(each) for each in fitting(criteria, kind)] for kind in PassageKind},
        "ballots": [_sheet(seat, item) for seat, item in wanted],
    }
    return documents.pdf("paper_ballots", told)


def _row(criterion: AbstractCriterion) -> dict[str, str]:
    return {"label": one_line(criterion.label), "hint": one_line(criterion.hint)}


def _sheet(seat: AbstractSeat, item: Expected) -> dict[str, Any]:
    title = _("Passage n° %(number)s") % {"number": item.number} if item.aside else f"{item.number}. {item.title}"
    return {
        "title": title,
        "kind": item.kind,
        "member": one_line(", ".join(each for each in (seat.name, seat.quality) if each)),
        "code": paper_codes.printed(paper_codes.code_of(seat.pk, item.key)),
    }
