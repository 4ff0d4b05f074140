"""The clock of a passage: the pitch, then the questions. It stands still, goes on, and gains a minute when it is told.

Whoever looks computes it from the same few columns and the server's time, so that every screen shows the same second.
Its end closes nothing: it goes on below zero.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from eclore.kit import clock
from programs.juries.models import AbstractPassage
from programs.juries.states import ClockPhase, PassageState

COLUMNS = ("clock_phase", "clock_seconds", "clock_since")


@dataclass(frozen=True)
class Phase:
    """One bar of the clock: `minutes` as they were planned, and how much of them has gone, in hundredths."""

    label: str
    minutes: int
    gone: int
    current: bool


@dataclass(frozen=True)
class PassageClock:
    """What is left of a phase, in seconds, negative once it is over; `ends_at` while it runs."""

    phase: ClockPhase
    seconds: int
    ends_at: datetime | None
    pitch_minutes: int
    question_minutes: int

    @property
    def runs(self) -> bool:
        return self.ends_at is not None

    @property
    def label(self) -> str:
        """« questions · 5 min », and that it stands still when it does."""
        words = {
            ClockPhase.PITCH: _("présentation · %(minutes)s min"),
            ClockPhase.QUESTIONS: _("questions · %(minutes)s min"),
        }
        said = words[self.phase] % {"minutes": self._minutes}
        return said if self.runs else _("%(phase)s · en pause") % {"phase": said}

    @property
    def phases(self) -> list[Phase]:
        """Both bars, or the one that there is."""
        questions = self.phase == ClockPhase.QUESTIONS
        gone = min(max(100 - round(100 * self.seconds / (60 * self._minutes)), 0), 100) if self._minutes else 100
        bars = [Phase(str(ClockPhase.PITCH.label), self.pitch_minutes, 100 if questions else gone, not questions)]
        if self.question_minutes:
            label = str(ClockPhase.QUESTIONS.label)
            bars.append(Phase(label, self.question_minutes, gone if questions else 0, questions))
        return bars

    @property
    def _minutes(self) -> int:
        return self.pitch_minutes if self.phase == ClockPhase.PITCH else self.question_minutes


def read(passage: AbstractPassage, at: datetime | None = None) -> PassageClock | None:
    """The clock of a dossier that is before the jury, at a moment (now); None of another."""
    if passage.state != PassageState.OPEN or passage.opened_at is None:
        return None
    return left(passage, at or clock.now())


def left(passage: AbstractPassage, at: datetime) -> PassageClock:
    """The same of any dossier that has begun: where it stands, or stopped.

    A dossier that an earlier version has begun has no clock of its own: it runs since then.
    """
    phase = ClockPhase(passage.clock_phase or ClockPhase.PITCH)
    seconds = passage.clock_seconds if passage.clock_phase else 60 * passage.pitch_minutes
    since = passage.clock_since if passage.clock_phase else passage.opened_at
    ends_at = since + timedelta(seconds=seconds) if since else None
    if ends_at and ends_at <= at and phase == ClockPhase.PITCH and passage.question_minutes:
        phase, ends_at = ClockPhase.QUESTIONS, ends_at + timedelta(minutes=passage.question_minutes)
    return PassageClock(
        phase=phase,
        seconds=round((ends_at - at).total_seconds()) if ends_at else seconds,
        ends_at=ends_at,
        pitch_minutes=passage.pitch_minutes,
        question_minutes=passage.question_minutes,
    )


def put(passage: AbstractPassage, phase: ClockPhase, seconds: int, *, since: datetime | None) -> None:
    """Set the columns: so much is left of this phase, running `since` then or standing still; COLUMNS are to save."""
    passage.clock_phase, passage.clock_seconds, passage.clock_since = phase, seconds, since


def stop(passage: AbstractPassage) -> None:
    """Where it is now, it stands still; COLUMNS are to save."""
    if found := read(passage):
        put(passage, found.phase, found.seconds, since=None)
