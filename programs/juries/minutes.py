"""The minutes of a session: full for whoever led it; redacted, without names nor personal judgements, for others."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.template.defaultfilters import floatformat
from django.urls import reverse
from django.utils.translation import gettext as _

from eclore.kit.dates import calendar_day, clock_time, days_a_week, moment
from eclore.kit.elements import Action
from programs.juries import attendance, opinions, presidency, standings, votes
from programs.juries.models import AbstractCriterion, AbstractJury, AbstractPassage, AbstractSeat
from programs.juries.queries import decision_of, ordered
from programs.juries.quorum import Quorum
from programs.juries.results import RawBallot, in_figures, raw_ballots
from programs.juries.snapshots import Ballots, Sitting, ballots_of, read_sitting
from programs.juries.states import SeatRole
from programs.juries.tallies import Tally

FULL, REDACTED, WITH_BALLOTS = "full", "redacted", "with_ballots"
# `?version=` → what the log calls it.
VERSIONS = {"communicable": REDACTED, "bulletins": WITH_BALLOTS}


@dataclass(frozen=True)
class Member:
    name: str
    quality: str
    presides: bool
    role: str
    hours: str

    @property
    def details(self) -> str:
        """What follows the name."""
        told = f", {self.quality}" if self.quality else ""
        told += " · " + _("préside") if self.presides else ""
        told += f" · {self.role}" if self.role else ""
        return told + (f" · {self.hours}" if self.hours else "")


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
    heard: str = ""
    besides: tuple[str, ...] = ()
    raw: tuple[RawBallot, ...] = ()

    @property
    def about(self) -> str:
        """What was heard, by how many, and the mean where it may be read."""
        counts = {"ballots": self.ballots, "present": self.present}
        told = [self.kind, *([self.heard] if self.heard else [])]
        told.append(_("%(ballots)s bulletins, %(present)s membres présents") % counts)
        return " · ".join([*told, _("moyenne %(mean)s") % {"mean": self.mean}] if self.mean else told)

    @property
    def granted(self) -> str:
        """Time, and when it is looked at again."""
        if not self.weeks:
            return ""
        told = [_("%(weeks)s semaines") % {"weeks": self.weeks}]
        if self.days_per_week:
            told.append(days_a_week(self.days_per_week))
        if self.next_on:
            told.append(_("prochaine échéance le %(on)s") % {"on": calendar_day(self.next_on)})
        return ", ".join(told)


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
    jury: AbstractJury
    redacted: bool
    members: list[Member]
    criteria: list[AbstractCriterion]
    items: list[Item]
    quorum: Quorum
    recusals: int
    presidency: str = ""
    amendments: tuple[Amended, ...] = ()
    actions: tuple[Action, ...] = ()

    @property
    def weighed_criteria(self) -> str:
        """Each with its weight."""
        weighed = [
            (criterion.label, _("poids %(weight)s") % {"weight": floatformat(criterion.weight, "-2")})
            for criterion in self.criteria
        ]
        return ", ".join(f"{label} ({weight})" for label, weight in weighed)

    @property
    def held(self) -> list[str]:
        """When the session was opened, its marks closed, its decisions published; the day with its year."""
        jury, year = self.jury, date.min
        told = (
            (_("Séance ouverte le %(at)s."), jury.opened_at),
            (_("Notes closes le %(at)s."), jury.closed_at),
            (_("Décisions publiées le %(at)s."), jury.published_at),
        )
        return [sentence % {"at": moment(at, today=year)} for sentence, at in told if at]

    @property
    def signed_by(self) -> str:
        """Whoever presided."""
        return next((member.name for member in self.members if member.presides), _("La présidence du jury"))


def minutes(jury: AbstractJury, *, version: str = FULL, sees_ballots: bool = False) -> Minutes:
    """The minutes, with each member's ballots when whoever `sees_ballots` asks; the caller has checked who reads.

    But those of a dossier that the president has stepped aside from: nobody reads them.
    """
    sitting, criteria, redacted = read_sitting(jury), list(jury.criteria.all()), version == REDACTED
    raw = sees_ballots and version == WITH_BALLOTS
    names = {seat.pk: _alias(number) if redacted else seat.name for number, seat in enumerate(sitting.seats, start=1)}
    passages = ordered(jury)
    written = Clerk(
        sitting=sitting,
        criteria=criteria,
        given=standings.standing(jury, criteria).given,
        ballots=ballots_of(jury) if raw else {},
        names=names,
        redacted=redacted,
        besides=_besides(jury, passages, names, redacted=redacted),
    )
    return Minutes(
        jury=jury,
        redacted=redacted,
        members=[_member(seat, names[seat.pk]) for seat in sitting.seats],
        criteria=criteria,
        items=[written.item(number, passage) for number, passage in enumerate(passages, start=1)],
        quorum=sitting.quorum(),
        recusals=sum(len(seats) for seats in sitting.recused.values()),
        presidency=presidency.told(jury, names),
        amendments=tuple(_amended(row, redacted=redacted) for row in getattr(jury, "amended", ())),
        actions=tuple(_actions(jury, version, sees_ballots=sees_ballots)),
    )


def _besides(
    jury: AbstractJury, passages: list[AbstractPassage], names: Mapping[UUID, str], *, redacted: bool
) -> dict[UUID, tuple[str, ...]]:
    """Passage → who presided on it alone, its votes, reservations and dissent."""
    lent, counted = presidency.told_of_passages(passages, names), votes.told(jury, names)
    worded = opinions.told(jury, names, redacted=redacted)
    keys = {*lent, *counted, *worded}
    alone = {key: (lent[key],) if key in lent else () for key in keys}
    return {key: (*alone[key], *counted.get(key, ()), *worded.get(key, ())) for key in keys}


def _actions(jury: AbstractJury, version: str, *, sees_ballots: bool) -> Iterator[Action]:
    """Correct the full version; read another."""
    url = reverse("juries-minutes", args=[jury.pk])
    if version != REDACTED:
        yield Action(_("Rectifier"), reverse("juries-amend", args=[jury.pk]), "text")
    if sees_ballots and version != WITH_BALLOTS:
        yield Action(_("Avec les bulletins"), f"{url}?version=bulletins", "text")
    if version == FULL:
        yield Action(_("Version communicable"), f"{url}?version=communicable")
    else:
        yield Action(_("Version complète"), url)


def _amended(row: dict[str, str], *, redacted: bool) -> Amended:
    at = datetime.fromisoformat(row["at"])
    if redacted:
        return Amended(at, _("Dossier occulté") if row["passage"] else "")
    return Amended(at, row["passage"] or "", row["correction"], row["reason"], row["author"] or "")


@dataclass(frozen=True)
class Clerk:
    """What items are written from. `ballots` are empty where they are not shown; `names`: seat → as it is written."""

    sitting: Sitting
    criteria: list[AbstractCriterion]
    given: Mapping[UUID, Tally]
    ballots: Ballots
    names: Mapping[UUID, str]
    redacted: bool
    besides: Mapping[UUID, tuple[str, ...]]

    def item(self, number: int, passage: AbstractPassage) -> Item:
        """One dossier, under its number in the order of the day."""
        decision, redacted, given = decision_of(passage), self.redacted, self.given[passage.pk]
        named = not redacted or (decision is not None and decision.verdict in self.sitting.jury.FAVOURABLE)
        return Item(
            number=number,
            title=passage.title if named else _("Dossier occulté"),
            kind=passage.get_kind_display(),
            verdict=passage.lapsed or (decision.verdict_label if decision else ""),
            weeks=decision.weeks if decision and named else None,
            days_per_week=decision.days_per_week if decision and named else None,
            means=decision.means if decision and not redacted else "",
            conditions=decision.conditions if decision and not redacted else "",
            next_on=decision.next_on if decision and named else None,
            motivation=decision.motivation if decision and not redacted else "",
            mean="" if redacted else in_figures(given.mean),
            ballots=given.ballots,
            present=len(self.sitting.quorum(passage.pk).present),
            recused=tuple(
                self.names[seat.pk] for seat in self.sitting.seats if self.sitting.is_recused(passage.pk, seat)
            ),
            heard=_heard(passage),
            besides=self.besides.get(passage.pk, ()),
            raw=self._raw(passage),
        )

    def _raw(self, passage: AbstractPassage) -> tuple[RawBallot, ...]:
        presidents = [seat for seat in self.sitting.seats if seat.presides]
        if any(self.sitting.is_recused(passage.pk, seat) for seat in presidents):
            return ()
        return raw_ballots(self.sitting, self.criteria, passage, self.ballots)


def _heard(passage: AbstractPassage) -> str:
    """« de 14 h 02 à 14 h 13 », where the dossier had its moment before the jury."""
    if not (passage.opened_at and passage.heard_at):
        return ""
    told = {"opened": clock_time(passage.opened_at), "heard": clock_time(passage.heard_at)}
    return _("de %(opened)s à %(heard)s") % told


def _member(seat: AbstractSeat, name: str) -> Member:
    return Member(name, seat.quality, seat.presides, _role(seat), _hours(seat))


def _hours(seat: AbstractSeat) -> str:
    """When they were there; plainly there, for a session held before hours were kept."""
    absent = _("absence") if seat.is_awaited else ""
    return attendance.hours(seat) or (_("présence") if seat.present else absent)


def _role(seat: AbstractSeat) -> str:
    """What they are besides a member."""
    return "" if seat.role == SeatRole.MEMBER else seat.get_role_display().lower()


def _alias(number: int) -> str:
    return _("Membre %(number)s") % {"number": number}
