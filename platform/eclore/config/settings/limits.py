"""How often: (one account from one network, one network whoever asks). See eclore.kit.limits."""

# By kind of letter, which is the folder and the name of its template; a test refuses a template without a rate.
_ASKED = ("5/h", "200/h")  # somebody presses a button for it, and may press again
_FOLLOWS = ("60/h", "5000/h")  # it follows an act of the programme, on many dossiers of one person maybe
LETTERS = {
    **dict.fromkeys(
        (
            "ideas.resume_link",
            "ideas.commitment_request",
            "ideas.invitation",
            "ideas.join_request",
            "memberships.invitation",
            "memberships.grant",
            "joint_juries.invitation",
            "juries.card",
            "juries.code",
            "juries.signing_code",
            "juries.reminder",
            "juries.transcript",
        ),
        _ASKED,
    ),
    **dict.fromkeys(
        (
            "backups.restored",
            "bridge.decided",
            "bridge.nominated",
            "bridge.not_retained",
            "bridge.retained",
            "bridge.waiting_list",
            "bridge.withdrawn",
            "forums.answered",
            "forums.asked",
            "forums.coach",
            "forums.opened",
            "ideas.acknowledgement",
            "ideas.commitment_refused",
            "ideas.commitment_signed",
            "ideas.completion_request",
            "ideas.merge",
            "ideas.merge_welcome",
            "ideas.set_aside",
            "ideas.withdrawal",
            "incubation.assigned",
            "incubation.verdict",
            "juries.hearing",
            "juries.minutes_to_sign",
            "juries.order",
            "local_juries.reply",
            "local_juries.reply_continued",
            "local_juries.reply_laureate",
            "local_juries.reply_not_retained",
            "local_juries.reply_not_shortlisted",
            "local_juries.reply_reintegrated",
            "local_juries.reply_shortlisted",
            "local_juries.reply_stopped",
            "local_juries.reply_taken_internally",
            "local_juries.reply_waiting_list",
            "local_juries.seat",
            "moving.failed",
            "moving.ready",
            "privacy.erased",
            "privacy.idle",
        ),
        _FOLLOWS,
    ),
    # Codes and notices of allauth: as many as its pages may be asked for.
    "account": ("12/10m", "300/10m"),
}
LIMITS = {
    "sign_in": ("10/5m", "300/5m"),
    "codes": ("6/10m", "120/10m"),
    "entry_cards": ("10/10m", "200/10m"),
    # The code of a room's screen, from one network: eight letters of thirty-one (decision 0038).
    "projection": ("30/10m", "30/10m"),
    # One entry card, from all networks together: whoever holds its link has so many guesses (decision 0011).
    "card": ("30/h", "30/h"),
    # Guesses at the code that signs minutes, with one entry card (decision 0035).
    "signature": ("6/10m", "6/10m"),
    # Files whose authenticity is asked for, by anybody (tenants.limits).
    "verification": ("120/h", "120/h"),
    # One code of one person's app: once, for longer than it lasts.
    "app_code": ("1/2m", "1/2m"),
    "uploads": ("120/h", "1200/h"),
    "exports": ("30/10m", "300/10m"),
    # What a session gives to print: a room asks for it together, from one network.
    "papers": ("120/10m", "1200/10m"),
    "api": ("600/m", "6000/m"),
    # Without an account (tenants.limits): a network begins drafts, has links sent, asks to be called back.
    "draft": ("60/h", "60/h"),
    "draft_link": ("20/h", "20/h"),
    "callback": ("20/h", "20/h"),
    # Letters, whatever the page: (from one sender to one address, from one sender to anybody). A sender is a person, or
    # the network of who has no account. Beyond, the act that would send one more is refused, in a sentence.
    "letters": ("120/h", "6000/h"),
    # What one address receives, from everybody: beyond, letters wait in the queue (nobody uses up another's share).
    "letters_received": ("200/h", "200/h"),
    **{f"letter:{kind}": rates for kind, rates in LETTERS.items()},
}
# Which addresses, by name; uploads are known by their body, the API by its path.
LIMITED = {
    **dict.fromkeys(
        (
            "account_login_password",
            "account_confirm_login_code",
            "account_confirm_password_reset_code",
            "account_reauthenticate",
            "mfa_authenticate",
            "mfa_reauthenticate",
            "mfa_login_webauthn",
            "mfa_reauthenticate_webauthn",
            "account_email_verification_sent",
            "account_change_password",
        ),
        "sign_in",
    ),
    **dict.fromkeys(
        (
            "account_login",
            "account_request_login_code",
            "account_signup",
            "account_reset_password",
            "account_email",
            "account-confirm",
        ),
        "codes",
    ),
    **dict.fromkeys(
        (
            "portfolio-export",
            "ideas-export",
            "juries-workbook",
            "juries-minutes-pdf",
            "juries-transcript-by-link",
            "audit-xlsx",
            "audit-csv",
            "processing-xlsx",
            "processing-pdf",
            "own-data-download",
            "reversibility-download",
            "api-schema",
        ),
        "exports",
    ),
    **dict.fromkeys(
        (
            "forums-morning-pdf",
            "forums-morning-calendar",
            "juries-agenda-pdf",
            "juries-agenda-calendar",
            "juries-booklet",
            "juries-table-cards",
            "juries-paper-ballots",
            "juries-reply-document",
            "messages-document",
        ),
        "papers",
    ),
    **dict.fromkeys(("juries-enter", "juries-enter-code"), "entry_cards"),
    **dict.fromkeys(("juries-enter-send", "juries-minutes-code"), "codes"),
    "juries-projected": "projection",
}
# What a provider gives one household (RIPE-690): whoever holds it may change network inside it at will.
IPV6_PREFIX = 56
