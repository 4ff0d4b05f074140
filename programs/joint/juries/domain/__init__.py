"""What happens in a joint jury, one verb each. The generic half is in `programs.juries.domain`."""

from programs.joint.juries.domain import seats
from programs.joint.juries.domain.convening import convene, take_in
from programs.joint.juries.domain.decisions import decide, publish, withdraw_decision
from programs.joint.juries.domain.order import move, reorder
from programs.joint.juries.domain.sessions import (
    amend,
    cast,
    close_passage,
    confirm_recusal,
    decline_recusal,
    deliberate,
    open_passage,
    open_session,
    recuse,
    resume,
    reveal,
    save,
)

__all__ = [
    "amend",
    "cast",
    "close_passage",
    "confirm_recusal",
    "convene",
    "decide",
    "decline_recusal",
    "deliberate",
    "move",
    "open_passage",
    "open_session",
    "publish",
    "recuse",
    "reorder",
    "resume",
    "reveal",
    "save",
    "seats",
    "take_in",
    "withdraw_decision",
]
