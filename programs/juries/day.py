"""The day's programme, as one person may read it: a dossier that they have stepped aside from keeps its hour alone."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from eclore.kit.dates import clock_time, day
from eclore.kit.mail import one_line
from programs.juries.models import AbstractJury, AbstractPassage, AbstractSeat
from programs.juries.queries import in_list, left_by
from programs.juries.states import PassageKind


@dataclass(frozen=True)
class Expected:
    """A dossier in its place. `begins`: on the clock of the place, None while the session has no hour.

    `aside`: whoever reads has stepped aside from it.
    """

    key: UUID
    number: int
    title: str
    origin: str
    begins: datetime | None
    pitch: int
    questions: int
    pause: int
    aside: bool = False
    kind: str = PassageKind.SELECTION

    @property
    def hour(self) -> str:
        return clock_time(self.begins) if self.begins else ""

    @property
    def minutes(self) -> int:
        """Before the jury, the break that follows left out."""
        return self.pitch + self.questions

    @property
    def ends(self) -> datetime | None:
        return self.begins + timedelta(minutes=self.minutes) if self.begins else None

    @property
    def lasts(self) -> str:
        """« 3 min de présentation, 5 min de questions »."""
        told = {"pitch": self.pitch, "questions": self.questions}
        return _("%(pitch)s min de présentation, %(questions)s min de questions") % told

    @property
    def break_after(self) -> str:
        """« Pause, 15 min », where there is one."""
        return _("Pause, %(minutes)s min") % {"minutes": self.pause} if self.pause else ""


@dataclass(frozen=True)
class Programme:
    """Every dossier of the day in its order, and when the last one ends."""

    jury: AbstractJury
    items: Sequence[Expected]

    @property
    def begins(self) -> datetime | None:
        return begins_at(self.jury)

    @property
    def ends(self) -> datetime | None:
        return self.items[-1].ends if self.items else None

    @property
    def end(self) -> str:
        return clock_time(self.ends) if self.ends else ""

    @property
    def has_hours(self) -> bool:
        return self.begins is not None

    @property
    def aside(self) -> int:
        """How many dossiers are not told."""
        return sum(item.aside for item in self.items)

    @property
    def when(self) -> str:
        """« jeudi 31 octobre à 14 h, Amiens »."""
        told = day(self.jury.held_on)
        if self.begins:
            told = _("%(day)s à %(time)s") % {"day": told, "time": clock_time(self.begins)}
        return f"{told}, {self.jury.place}" if self.jury.place else told


def begins_at(jury: AbstractJury) -> datetime | None:
    """On the clock of the place, without its zone: hours are told there, whoever reads."""
    return datetime.combine(jury.held_on, jury.starts_at) if jury.starts_at else None


def programme(jury: AbstractJury, seat: AbstractSeat | None) -> Programme:
    """As this member may read it, or whoever has no seat: two statements."""
    return programme_of(jury, in_list(jury.passages.all()), left_by(seat))


def programme_of(
    jury: AbstractJury, passages: Iterable[AbstractPassage], left: Collection[UUID] = frozenset()
) -> Programme:
    """The same, of passages that are read, in their order; those that are `left` are not told."""
    return Programme(jury, [_expected(*placed, left) for placed in schedule(jury, passages)])


def schedule(
    jury: AbstractJury, passages: Iterable[AbstractPassage]
) -> list[tuple[int, AbstractPassage, datetime | None]]:
    """Each passage with its rank, from 1, and when it is expected."""
    hour, placed = begins_at(jury), []
    for number, passage in enumerate(passages, start=1):
        placed.append((number, passage, hour))
        if hour:
            hour += timedelta(minutes=passage.pitch_minutes + passage.question_minutes + passage.pause_minutes)
    return placed


def _expected(number: int, passage: AbstractPassage, begins: datetime | None, left: Collection[UUID]) -> Expected:
    aside = passage.pk in left
    return Expected(
        key=passage.pk,
        number=number,
        title=_("Déport") if aside else one_line(passage.title),
        origin="" if aside else one_line(passage.origin_label),
        begins=begins,
        pitch=passage.pitch_minutes,
        questions=passage.question_minutes,
        pause=passage.pause_minutes,
        aside=aside,
        kind=passage.kind,
    )
