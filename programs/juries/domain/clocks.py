"""The clock of the dossier that is before the jury: stopped, started again, given a minute, passed to the questions."""

from typing import TypeVar

from django.db import transaction
from django.utils.translation import gettext as _

from eclore.kit import clock
from eclore.kit.actor import Actor
from eclore.kit.errors import Refusal
from eclore.kit.transitions import record
from programs.juries import clocks
from programs.juries.clocks import PassageClock
from programs.juries.domain.passages import session_of
from programs.juries.models import AbstractPassage
from programs.juries.states import ClockPhase

PassageT = TypeVar("PassageT", bound=AbstractPassage)
MINUTE = 60
LONGEST = 90 * MINUTE  # more than any passage lasts


@transaction.atomic
def pause_clock(passage: PassageT, *, by: Actor) -> PassageT:
    """It stands still where it is. Twice is once."""
    found = _running(passage, by)
    if found.runs:
        _set(passage, "pause_clock", found.phase, found.seconds, runs=False, by=by)
    return passage


@transaction.atomic
def run_clock(passage: PassageT, *, by: Actor) -> PassageT:
    """It goes on from where it stood. Twice is once."""
    found = _running(passage, by)
    if not found.runs:
        _set(passage, "run_clock", found.phase, found.seconds, runs=True, by=by)
    return passage


@transaction.atomic
def add_minute(passage: PassageT, *, by: Actor) -> PassageT:
    """A minute more for what is under way; a clock that was over has a minute from now. Raises Refusal."""
    found = _running(passage, by)
    if found.seconds > LONGEST:
        raise Refusal(_("Il reste déjà plus d'une heure et demie à ce passage."), code="long_enough")
    _set(passage, "add_minute", found.phase, max(found.seconds, 0) + MINUTE, runs=found.runs, by=by)
    return passage


@transaction.atomic
def pass_to_questions(passage: PassageT, *, by: Actor) -> PassageT:
    """The pitch is over, whatever was left of it. Twice is once. Raises Refusal where no questions are planned."""
    found = _running(passage, by)
    if not passage.question_minutes:
        raise Refusal(_("Aucun temps de questions n'est prévu pour ce passage."), code="no_questions")
    if found.phase == ClockPhase.PITCH:
        seconds = MINUTE * passage.question_minutes
        _set(passage, "pass_to_questions", ClockPhase.QUESTIONS, seconds, runs=True, by=by)
    return passage


def _running(passage: AbstractPassage, by: Actor) -> PassageClock:
    """The clock of the dossier that is before the jury, held. Raises Refusal for another."""
    session_of(passage, by)
    found = clocks.read(passage)
    if found is None:
        raise Refusal(_("Ce passage n'est pas en cours : commencez-le d'abord."), code="not_open")
    return found


def _set(passage: AbstractPassage, verb: str, phase: ClockPhase, seconds: int, *, runs: bool, by: Actor) -> None:
    clocks.put(passage, phase, seconds, since=clock.now() if runs else None)
    passage.save(update_fields=clocks.COLUMNS)
    record(passage.jury, verb, by=by, note=passage.title)
