"""What happens in a jury, one verb each, whichever its kind; each side adds its own, under the same names on both."""

from programs.juries.domain.amendments import amend
from programs.juries.domain.attendance import correct_hours, note_presence
from programs.juries.domain.ballots import cast, save
from programs.juries.domain.changes import change
from programs.juries.domain.clocks import add_minute, pass_to_questions, pause_clock, run_clock
from programs.juries.domain.comparison import close_comparison, compare, open_comparison
from programs.juries.domain.conflicts import answer_conflicts
from programs.juries.domain.criteria import set_criteria
from programs.juries.domain.decisions import decide_together, withdraw_decision
from programs.juries.domain.late_ballots import count_late, hand_in, set_aside_late
from programs.juries.domain.minutes import freeze_minutes, send_signing_code, sign_minutes
from programs.juries.domain.opinions import withdraw_opinion, write_opinion
from programs.juries.domain.order import move, reorder, set_lengths, sort
from programs.juries.domain.order_letters import send_order
from programs.juries.domain.paper_entries import confirm_paper, type_paper
from programs.juries.domain.passages import close_passage, open_passage
from programs.juries.domain.presidency import hand_over, lend_passage, return_passage
from programs.juries.domain.projection import (
    close_projection,
    hide_deliberation,
    open_projection,
    renew_projection,
    show_deliberation,
)
from programs.juries.domain.recusals import confirm_recusal, decline_recusal, propose_recusal, recuse, undo_recusal
from programs.juries.domain.reminders import remind
from programs.juries.domain.seats import correct_quality, remove_seat
from programs.juries.domain.sessions import cancel, deliberate, resume, reveal
from programs.juries.domain.transcripts import send_transcripts, withdraw_transcript
from programs.juries.domain.votes import correct_vote, record_vote, withdraw_vote

__all__ = [
    "add_minute",
    "amend",
    "answer_conflicts",
    "cancel",
    "cast",
    "change",
    "close_comparison",
    "close_passage",
    "close_projection",
    "compare",
    "confirm_paper",
    "confirm_recusal",
    "correct_hours",
    "correct_quality",
    "correct_vote",
    "count_late",
    "decide_together",
    "decline_recusal",
    "deliberate",
    "freeze_minutes",
    "hand_in",
    "hand_over",
    "hide_deliberation",
    "lend_passage",
    "move",
    "note_presence",
    "open_comparison",
    "open_passage",
    "open_projection",
    "pass_to_questions",
    "pause_clock",
    "propose_recusal",
    "record_vote",
    "recuse",
    "remind",
    "remove_seat",
    "renew_projection",
    "reorder",
    "resume",
    "return_passage",
    "reveal",
    "run_clock",
    "save",
    "send_order",
    "send_signing_code",
    "send_transcripts",
    "set_aside_late",
    "set_criteria",
    "set_lengths",
    "show_deliberation",
    "sign_minutes",
    "sort",
    "type_paper",
    "undo_recusal",
    "withdraw_decision",
    "withdraw_opinion",
    "withdraw_transcript",
    "withdraw_vote",
    "write_opinion",
]
