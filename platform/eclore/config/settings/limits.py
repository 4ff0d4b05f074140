"""How often: (one account from one network, one network whoever asks). See eclore.kit.limits."""

LIMITS = {
    "sign_in": ("10/5m", "300/5m"),
    "codes": ("6/10m", "120/10m"),
    "entry_cards": ("10/10m", "200/10m"),
    # One entry card, from all networks together: whoever holds its link has so many guesses (decision 0011).
    "card": ("30/h", "30/h"),
    # One code of one person's app: once, for longer than it lasts.
    "app_code": ("1/2m", "1/2m"),
    "uploads": ("120/h", "1200/h"),
    "exports": ("30/10m", "300/10m"),
    "api": ("600/m", "6000/m"),
    # Without an account (tenants.limits): a network begins drafts, has links sent, asks to be called back.
    "draft": ("60/h", "60/h"),
    "draft_link": ("20/h", "20/h"),
    "callback": ("20/h", "20/h"),
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
            "audit-xlsx",
            "audit-csv",
            "processing-xlsx",
            "processing-pdf",
            "own-data-download",
            "api-schema",
        ),
        "exports",
    ),
    **dict.fromkeys(("juries-enter", "juries-enter-code"), "entry_cards"),
    **dict.fromkeys(("juries-enter-send",), "codes"),
}
# What a provider gives one household (RIPE-690): whoever holds it may change network inside it at will.
IPV6_PREFIX = 56
