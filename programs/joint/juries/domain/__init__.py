"""What happens in a joint jury, one verb each: its own, and those of every jury."""

from programs.joint.juries.domain.convening import cancel, convene, open_session, take_in, unopen_session
from programs.joint.juries.domain.decisions import decide
from programs.joint.juries.domain.delivery import note_failure, retry_delivery
from programs.joint.juries.domain.notices import tell_territories
from programs.joint.juries.domain.publication import publish
from programs.joint.juries.domain.seats import add_seat
from programs.juries.domain import (
    amend,
    answer_conflicts,
    cast,
    change,
    close_passage,
    confirm_recusal,
    decline_recusal,
    deliberate,
    hand_over,
    move,
    note_presence,
    open_passage,
    propose_recusal,
    recuse,
    remove_seat,
    reorder,
    resume,
    reveal,
    save,
    withdraw_decision,
)

__all__ = [
    "add_seat",
    "amend",
    "answer_conflicts",
    "cancel",
    "cast",
    "change",
    "close_passage",
    "confirm_recusal",
    "convene",
    "decide",
    "decline_recusal",
    "deliberate",
    "hand_over",
    "move",
    "note_failure",
    "note_presence",
    "open_passage",
    "open_session",
    "propose_recusal",
    "publish",
    "recuse",
    "remove_seat",
    "reorder",
    "resume",
    "retry_delivery",
    "reveal",
    "save",
    "take_in",
    "tell_territories",
    "unopen_session",
    "withdraw_decision",
]
