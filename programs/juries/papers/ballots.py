"""Ballots to fill in by hand: one for each member who marks and each dossier, but those that they leave or must answer.

A long day comes in parts of at most `BY_PART` sheets, which are drawn in less than two seconds each.
"""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from eclore.kit import documents
from eclore.kit.mail import one_line
from programs.juries.day import Expected, Programme
from programs.juries.models import AbstractJury, AbstractSeat
from programs.juries.models.records import HIGHEST_MARK, LOWEST_MARK
from programs.juries.papers import paper_codes
from programs.juries.papers.printing import language
from programs.juries.queries import recusals_of

BY_PART = 600
Sheet = tuple[AbstractSeat, Expected]


def sheets(day: Programme) -> list[Sheet]:
    """Member by member, in the order of the day: one statement."""
    left = {(asked.seat_id, asked.passage_id) for asked in recusals_of(day.jury).filter(declined_at=None)}
    voters = [seat for seat in day.jury.seats.all() if seat.votes]
    return [(seat, item) for seat in voters for item in day.items if (seat.pk, item.key) not in left]


def ballots(jury: AbstractJury, printed: Sequence[Sheet], *, part: int) -> bytes:
    """The `part`-th file of them, from 1; the title of a dossier that whoever prints has left is not told."""
    wanted = printed[(part - 1) * BY_PART : part * BY_PART]
    told = {
        "title": _("Bulletins papier"),
        "lang": language(),
        "session": one_line(jury.title),
        "criteria": [{"label": one_line(each.label), "hint": one_line(each.hint)} for each in jury.criteria.all()],
        "scale": [str(mark) for mark in range(LOWEST_MARK, HIGHEST_MARK + 1)],
        "criterion": _("Critère"),
        "how": _("Entourez une note"),
        "code": _("Code"),
        "comment": _("Commentaire"),
        "signature": _("Remettez ce bulletin au secrétariat, même incomplet. Signature :"),
        "empty": _("Aucun bulletin à imprimer : il faut des membres qui notent et des passages."),
        "ballots": [_sheet(seat, item) for seat, item in wanted],
    }
    return documents.pdf("paper_ballots", told)


def _sheet(seat: AbstractSeat, item: Expected) -> dict[str, Any]:
    title = _("Passage n° %(number)s") % {"number": item.number} if item.aside else f"{item.number}. {item.title}"
    return {
        "title": title,
        "member": one_line(", ".join(each for each in (seat.name, seat.quality) if each)),
        "code": paper_codes.printed(paper_codes.code_of(seat.pk, item.key)),
    }
