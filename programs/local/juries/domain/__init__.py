"""What a territory does with its juries, one verb each: its own, and those of every jury."""

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
    note_presence,
    open_passage,
    propose_recusal,
    recuse,
    remove_seat,
    resume,
    reveal,
    save,
    withdraw_decision,
)
from programs.local.juries.domain.decisions import decide
from programs.local.juries.domain.juries import cancel, compose, open_session, unopen_session
from programs.local.juries.domain.passages import add_passage, add_passages, add_renewal, remove_passage
from programs.local.juries.domain.promotions import free_place, promote
from programs.local.juries.domain.publication import publish
from programs.local.juries.domain.renewals import prepare_renewal
from programs.local.juries.domain.replies import rewrite_reply
from programs.local.juries.domain.seats import add_seat

__all__ = [
    "add_passage",
    "add_passages",
    "add_renewal",
    "add_seat",
    "amend",
    "answer_conflicts",
    "cancel",
    "cast",
    "change",
    "close_passage",
    "compose",
    "confirm_recusal",
    "decide",
    "decline_recusal",
    "deliberate",
    "free_place",
    "hand_over",
    "note_presence",
    "open_passage",
    "open_session",
    "prepare_renewal",
    "promote",
    "propose_recusal",
    "publish",
    "recuse",
    "remove_passage",
    "remove_seat",
    "resume",
    "reveal",
    "rewrite_reply",
    "save",
    "unopen_session",
    "withdraw_decision",
]
