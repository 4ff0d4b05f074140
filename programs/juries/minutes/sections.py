"""What the minutes are made of, ready to draw: a page and a document show the same sections."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.template.defaultfilters import floatformat
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from eclore.kit.dates import calendar_day, days_a_week
from eclore.kit.elements import Action
from programs.juries.criteria import sheets
from programs.juries.minutes.record import SessionRecord, Version
from programs.juries.models import AbstractCriterion, AbstractJury
from programs.juries.paper_sheets import on_paper
from programs.juries.quorum import Quorum
from programs.juries.quorum import told as told_of
from programs.juries.results import RawBallot

FULL, REDACTED, WITH_BALLOTS = "full", "redacted", "with_ballots"
# `?version=` → what the log calls it.
VERSIONS = {"communicable": REDACTED, "bulletins": WITH_BALLOTS}
# Dates bear their year, whatever year they are read in.
WITH_YEAR = date.min


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
    """One dossier: what was decided. Without a mean, a motivation or ballots where they are occulted.

    `movements`: who came, left or came back since the dossier before it. `besides`: who presided on it alone, its
    votes, reservations and dissent.
    """

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
    quorum: Quorum | None = None
    absent: tuple[str, ...] = ()
    movements: tuple[str, ...] = ()
    besides: tuple[str, ...] = ()
    asked: Sequence[AbstractCriterion] = ()
    raw: tuple[RawBallot, ...] = ()
    paper: int = 0

    @property
    def about(self) -> str:
        """What was heard, by how many, and the mean where it may be read."""
        ballots = ngettext("%(count)s bulletin", "%(count)s bulletins", self.ballots) % {"count": self.ballots}
        there = ngettext("%(count)s membre présent", "%(count)s membres présents", self.present)
        told = [self.kind, *([self.heard] if self.heard else [])]
        paper = f" {on_paper(self.paper)}" if self.paper else ""
        told.append(f"{ballots}{paper}, {there % {'count': self.present}}")
        return " · ".join([*told, _("moyenne %(mean)s") % {"mean": self.mean}] if self.mean else told)

    @property
    def attendance(self) -> str:
        """Whether its own quorum was reached, who was away, who came and went."""
        told = []
        if self.quorum is not None:
            words = _("Quorum de %(required)s atteint.") if self.quorum.reached else _("Quorum de %(required)s manqué.")
            told.append(words % {"required": self.quorum.required})
            if lacking := self.quorum.lacking:
                told.append(_("Qualités manquantes : %(groups)s.") % {"groups": told_of(lacking)})
        if self.absent:
            told.append(_("Absents : %(names)s.") % {"names": ", ".join(self.absent)})
        return " ".join([*told, *self.movements])

    @property
    def granted(self) -> str:
        """Time, and when it is looked at again."""
        told = [_("%(weeks)s semaines") % {"weeks": self.weeks}] if self.weeks else []
        if self.weeks and self.days_per_week:
            told.append(days_a_week(self.days_per_week))
        if self.next_on:
            told.append(_("prochaine échéance le %(on)s") % {"on": calendar_day(self.next_on, today=WITH_YEAR)})
        return ", ".join(told)

    @property
    def terms(self) -> tuple[tuple[str, str], ...]:
        """(label, words) of what goes with the verdict."""
        told = ((_("Moyens :"), self.means), (_("Conditions :"), self.conditions), (_("Motivation :"), self.motivation))
        return tuple((label, words) for label, words in told if words)


@dataclass(frozen=True)
class Line:
    """A sentence after what it is about; `words` were typed by somebody, on lines of their own."""

    text: str
    about: str = ""
    words: str = ""

    @property
    def joined(self) -> str:
        """The sentence as it follows what it is about."""
        apart = "" if self.text.startswith((",", " ")) or not self.about else " "
        return f"{apart}{self.text}"


@dataclass(frozen=True)
class Table:
    """`figures`: how many of its last columns are numbers."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    figures: int = 0

    @property
    def columns(self) -> list[tuple[str, str]]:
        """(label, class of its cells)."""
        return [(label, self._class(rank)) for rank, label in enumerate(self.head)]

    @property
    def cells(self) -> list[list[tuple[str, str]]]:
        """The same of each row."""
        return [[(text, self._class(rank)) for rank, text in enumerate(row)] for row in self.rows]

    def _class(self, rank: int) -> str:
        return "n" if rank >= len(self.head) - self.figures else ""


@dataclass(frozen=True)
class Section:
    """A part with its title: a note, a list, a table."""

    title: str
    lines: tuple[Line, ...] = ()
    table: Table | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Minutes:
    """`before` and `after`: the sections that come before the decisions, and after them."""

    jury: AbstractJury
    redacted: bool
    members: list[Member]
    items: list[Item]
    quorum: Quorum
    recusals: int
    before: tuple[Section, ...]
    after: tuple[Section, ...]
    record: SessionRecord
    actions: tuple[Action, ...] = ()

    @property
    def lead(self) -> str:
        """Which session, when and where."""
        on = calendar_day(self.jury.held_on, today=WITH_YEAR)
        told = [self.jury.title, self.jury.held_for, on, self.jury.place]
        return ", ".join(part for part in told if part)

    @property
    def version(self) -> Version | None:
        """The last that was frozen."""
        return self.record.last

    @property
    def signed_by(self) -> str:
        """Whoever presided."""
        return next((member.name for member in self.members if member.presides), _("La présidence du jury"))


def marked(criteria: Sequence[AbstractCriterion], kinds: Iterable[str]) -> list[str]:
    """The criteria, each with its weight: one sentence, or one for each kind of hearing that has its own."""
    return [
        _("Critères, %(kind)s : %(criteria)s.") % {"kind": kind.lower(), "criteria": _weighed(sheet)}
        if kind
        else _("Critères : %(criteria)s.") % {"criteria": _weighed(sheet)}
        for kind, sheet in sheets(criteria, kinds)
    ]


def _weighed(criteria: Sequence[AbstractCriterion]) -> str:
    told = [
        (criterion.label, _("poids %(weight)s") % {"weight": floatformat(criterion.weight, "-2")})
        for criterion in criteria
    ]
    return ", ".join(f"{label} ({weight})" for label, weight in told)
