"""What a territory does with its juries, one verb each."""

from programs.juries.domain.amendments import amend
from programs.juries.domain.ballots import cast, save
from programs.juries.domain.recusals import confirm, decline, propose, recuse
from programs.juries.domain.sessions import deliberate, open_session, resume, reveal
from programs.local.juries.domain.decisions import decide, withdraw
from programs.local.juries.domain.juries import change, compose
from programs.local.juries.domain.passages import add as add_passage
from programs.local.juries.domain.passages import add_renewal, close_passage, open_passage
from programs.local.juries.domain.passages import remove as remove_passage
from programs.local.juries.domain.publication import publish
from programs.local.juries.domain.seats import add as add_seat
from programs.local.juries.domain.seats import note_presence
from programs.local.juries.domain.seats import remove as remove_seat

__all__ = [
    "add_passage",
    "add_renewal",
    "add_seat",
    "amend",
    "cast",
    "change",
    "close_passage",
    "compose",
    "confirm",
    "decide",
    "decline",
    "deliberate",
    "note_presence",
    "open_passage",
    "open_session",
    "propose",
    "publish",
    "recuse",
    "remove_passage",
    "remove_seat",
    "resume",
    "reveal",
    "save",
    "withdraw",
]
