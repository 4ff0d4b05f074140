"""What the log keeps of a session's history, by verb; marks are told by domain.ballots."""

from eclore.kit.audit import Act

AUDITED: dict[str, Act] = {
    **dict.fromkeys(("compose", "convene", "reconvene", "change", "open", "unopen", "cancel"), Act.SESSION),
    **dict.fromkeys(("deliberate", "reveal", "resume", "remind"), Act.SESSION),
    **dict.fromkeys(("remove_passage", "lapse", "reorder", "set_lengths", "send_order", "retry_delivery"), Act.SESSION),
    **dict.fromkeys(("prepare_renewal", "set_criteria"), Act.SESSION),
    **dict.fromkeys(("open_projection", "renew_projection", "close_projection"), Act.SESSION),
    **dict.fromkeys(("show_deliberation", "hide_deliberation"), Act.SESSION),
    **dict.fromkeys(("add_seat", "remove_seat", "hand_over", "lend_passage", "return_passage"), Act.SEAT),
    **dict.fromkeys(("note_present", "note_absent", "correct_hours", "correct_quality"), Act.SEAT),
    **dict.fromkeys(("propose_recusal", "recuse", "decline_recusal", "undo_recusal", "answer_conflicts"), Act.RECUSAL),
    **dict.fromkeys(("decide", "undecide", "record_vote", "correct_vote", "withdraw_vote"), Act.DECISION),
    **dict.fromkeys(("write_opinion", "withdraw_opinion"), Act.DECISION),
    **dict.fromkeys(("open_comparison", "close_comparison", "compare"), Act.SESSION),
    **dict.fromkeys(("count_late", "set_aside_late"), Act.MARK),
    **dict.fromkeys(
        ("prepare_entry_cards", "free_entry_card", "take_entry_card", "renew_pin", "enter_jury"), Act.ENTRY_CARD
    ),
    **dict.fromkeys(("send_transcripts", "withdraw_transcript"), Act.ENTRY_CARD),
    "publish": Act.PUBLICATION,
    "amend": Act.AMENDMENT,
    **dict.fromkeys(("freeze_minutes", "sign_minutes"), Act.MINUTES),
}
