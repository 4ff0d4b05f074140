"""The minutes of a session: full for whoever led it; redacted, without names nor personal judgements, for others."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from programs.juries.queries import decision_of
from programs.juries.quorum import Quorum
from programs.juries.results import RawBallot, in_figures, raw_ballots
from programs.juries.snapshots import SessionSnapshot

# `?version=` → what the log calls it.
VERSIONS = {"communicable": "redacted", "bulletins": "with_ballots"}


@dataclass(frozen=True)
class Member:
    name: str
    quality: str
    presides: bool
    present: bool


@dataclass(frozen=True)
class Item:
    """One dossier: what was decided. Without a mean, a motivation or ballots where they are occulted."""

    number: int
    title: str
    kind: str
    verdict: str
    weeks: int | None
    days_per_week: Decimal | None
    means: str
    conditions: str
    next_on: date | None
    motivation: str
    mean: str
    ballots: int
    present: int
    recused: tuple[str, ...]
    raw: tuple[RawBallot, ...] = ()


@dataclass(frozen=True)
class Amended:
    """A correction made after publication; without words nor name where they are occulted."""

    at: datetime
    title: str
    correction: str = ""
    reason: str = ""
    author: str = ""


@dataclass(frozen=True)
class Minutes:
    jury: Any
    redacted: bool
    members: list[Member]
    criteria: list[Any]
    items: list[Item]
    quorum: Quorum
    recusals: int
    amendments: tuple[Amended, ...] = ()

    @property
    def president(self) -> Member | None:
        return next((member for member in self.members if member.presides), None)


def minutes(session: SessionSnapshot, *, redacted: bool, raw: bool) -> Minutes:
    """The minutes, from a session read with marks. `raw` adds each member's ballots, which only the president sees.

    But those of a dossier that the president has stepped aside from: nobody reads them.
    """
    names = {seat.pk: _alias(number) if redacted else seat.name for number, seat in enumerate(session.seats, start=1)}
    return Minutes(
        jury=session.jury,
        redacted=redacted,
        members=[Member(names[seat.pk], seat.quality, seat.presides, seat.present) for seat in session.seats],
        criteria=session.criteria,
        items=_items(session, names, redacted=redacted, raw=raw and not redacted),
        quorum=session.quorum(),
        recusals=sum(len(seats) for seats in session.recused.values()),
        amendments=tuple(_amended(row, redacted=redacted) for row in getattr(session.jury, "amended", ())),
    )


def _amended(row: dict[str, Any], *, redacted: bool) -> Amended:
    at = datetime.fromisoformat(row["at"])
    if redacted:
        return Amended(at, _("Dossier occulté") if row["passage"] else "")
    return Amended(at, row["passage"] or "", row["correction"], row["reason"], row["author"] or "")


def _items(session: SessionSnapshot, names: dict[Any, str], *, redacted: bool, raw: bool) -> list[Item]:
    scores = session.scores()
    return [
        _item(session, number, passage, scores[passage.pk], names, redacted=redacted, raw=raw)
        for number, passage in enumerate(session.passages, start=1)
    ]


def _item(
    session: SessionSnapshot, number: int, passage: Any, score: Any, names: dict[Any, str], *, redacted: bool, raw: bool
) -> Item:
    decision = decision_of(passage)
    named = not redacted or (decision is not None and decision.verdict in session.jury.FAVOURABLE)
    return Item(
        number=number,
        title=passage.title if named else _("Dossier occulté"),
        kind=passage.get_kind_display(),
        verdict=decision.verdict_label if decision else "",
        weeks=decision.weeks if decision and named else None,
        days_per_week=decision.days_per_week if decision and named else None,
        means=decision.means if decision and not redacted else "",
        conditions=decision.conditions if decision and not redacted else "",
        next_on=decision.next_on if decision and named else None,
        motivation=decision.motivation if decision and not redacted else "",
        mean="" if redacted else in_figures(score.mean),
        ballots=score.ballots,
        present=len(session.quorum(passage.pk).present),
        recused=tuple(names[seat.pk] for seat in session.seats if session.is_recused(passage.pk, seat)),
        raw=raw_ballots(session, passage) if raw and not _president_is_aside(session, passage) else (),
    )


def _president_is_aside(session: SessionSnapshot, passage: Any) -> bool:
    return any(session.is_recused(passage.pk, seat) for seat in session.seats if seat.presides)


def _alias(number: int) -> str:
    return _("Membre %(number)s") % {"number": number}
