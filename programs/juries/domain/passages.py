"""The order of the day: which dossier is before the jury now."""

from typing import TypeVar

from django.db import transaction
from django.utils.translation import gettext as _

from eclore.kit import clock
from eclore.kit.actor import Actor
from eclore.kit.errors import Refusal
from eclore.kit.locks import lock
from eclore.kit.transitions import record
from programs.juries import clocks
from programs.juries.domain.decisions import close_up
from programs.juries.domain.sessions import hear, require_state
from programs.juries.models import AbstractJury, AbstractPassage
from programs.juries.queries import related
from programs.juries.quorum import require_quorum
from programs.juries.rules import require_on
from programs.juries.snapshots import read_sitting
from programs.juries.states import ClockPhase, JuryState, PassageState

PassageT = TypeVar("PassageT", bound=AbstractPassage)


@transaction.atomic
def open_passage(passage: PassageT, *, by: Actor) -> PassageT:
    """Start the clock of one dossier, or start it again where it stopped; the one that was open is closed first."""
    jury = session_of(passage, by)
    for current in jury.passages.filter(state=PassageState.OPEN).exclude(pk=passage.pk):
        current.jury = jury
        _close(current, by)
    if passage.state != PassageState.OPEN:
        now, known = clock.now(), bool(passage.clock_phase)
        seconds = passage.clock_seconds if known else 60 * passage.pitch_minutes
        clocks.put(passage, ClockPhase(passage.clock_phase or ClockPhase.PITCH), seconds, since=now)
        passage.state, passage.opened_at, passage.heard_at = PassageState.OPEN, now, None
        passage.save(update_fields=["state", "opened_at", "heard_at", *clocks.COLUMNS])
        record(jury, "open_passage", by=by, note=passage.title)
    return passage


@transaction.atomic
def close_passage(passage: PassageT, *, by: Actor) -> PassageT:
    """The dossier has been heard; members may still mark it until the deliberation. Raises NoQuorum."""
    session_of(passage, by)
    if passage.state == PassageState.WAITING:
        raise Refusal(_("Ce passage n'a pas commencé : ouvrez-le d'abord."), code="not_open")
    if passage.state == PassageState.OPEN:
        _close(passage, by)
    return passage


def lapse(passage: AbstractPassage, why: str, *, by: Actor) -> None:
    """Nothing is left to decide about this dossier: told in the minutes; a pending decision goes."""
    deleted, _rows = related(type(passage), "decision").filter(passage=passage).delete()
    if deleted:
        record(passage.jury, "undecide", by=by, note=passage.title, facts={"passage": passage})
        close_up(passage.jury, by)
    passage.lapsed = why[:200]
    passage.save(update_fields=["lapsed"])
    record(passage.jury, "lapse", by=by, note=f"{passage.title} : {why}", facts={"passage": passage})


def _close(passage: AbstractPassage, by: Actor) -> None:
    require_quorum(read_sitting(passage.jury).quorum(passage.pk), passage.title)
    hear(passage)
    record(passage.jury, "close_passage", by=by, note=passage.title)


def session_of(passage: AbstractPassage, by: Actor) -> AbstractJury:
    """The session of a dossier, both held, for whoever leads it while it is open. Raises WrongState, NotAllowed."""
    jury = passage.jury
    lock(jury, passage)
    require_on(by, "lead", passage)
    require_state(jury, JuryState.OPEN, _("Les passages se suivent pendant la séance : ouvrez-la, ou reprenez-la."))
    return jury
