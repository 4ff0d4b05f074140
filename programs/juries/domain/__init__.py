"""What happens in a jury, one verb each, whichever its kind; each side adds its own, under the same names on both."""

from programs.juries.domain.amendments import amend
from programs.juries.domain.attendance import correct_hours, note_presence
from programs.juries.domain.ballots import cast, save
from programs.juries.domain.changes import change
from programs.juries.domain.clocks import add_minute, pass_to_questions, pause_clock, run_clock
from programs.juries.domain.decisions import decide_together, withdraw_decision
from programs.juries.domain.late_ballots import count_late, hand_in, set_aside_late
from programs.juries.domain.order import move, reorder, set_lengths, sort
from programs.juries.domain.passages import close_passage, open_passage
from programs.juries.domain.recusals import confirm_recusal, decline_recusal, propose_recusal, recuse
from programs.juries.domain.seats import hand_over, remove_seat
from programs.juries.domain.sessions import cancel, deliberate, resume, reveal

__all__ = [
    "add_minute",
    "amend",
    "cancel",
    "cast",
    "change",
    "close_passage",
    "confirm_recusal",
    "correct_hours",
    "count_late",
    "decide_together",
    "decline_recusal",
    "deliberate",
    "hand_in",
    "hand_over",
    "move",
    "note_presence",
    "open_passage",
    "pass_to_questions",
    "pause_clock",
    "propose_recusal",
    "recuse",
    "remove_seat",
    "reorder",
    "resume",
    "reveal",
    "run_clock",
    "save",
    "set_aside_late",
    "set_lengths",
    "sort",
    "withdraw_decision",
]
