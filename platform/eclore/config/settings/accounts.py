"""How people sign in: allauth, on the auth host only, and the second factor."""

from datetime import timedelta

from environs import Env

env = Env()

AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_ADAPTER = "tenants.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
ACCOUNT_SESSION_REMEMBER = True
# allauth's own are counted by each process, behind those of settings.LIMITS; none by the address alone (decision 0009).
ACCOUNT_RATE_LIMITS = {
    "login": "120/m/ip",
    "login_failed": "100/5m/ip,5/5m/key",
    "request_login_code": "60/m/ip",
    "reset_password": "60/m/ip",
    "confirm_email": "60/m/ip",
    "signup": "60/m/ip",
}
ACCOUNT_LOGOUT_REDIRECT_URL = "/compte/login/"
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "dashed": True, "length": 8}
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("ECLORE_PROXIES", 0)
MFA_ADAPTER = "tenants.accounts.adapter.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# Managers, coaches and national people must give a second factor (docs/decisions/0008); production turns it on.
SECOND_FACTOR_REQUIRED = False
# Addresses that undo, erase, or change who holds what: whoever signed in longer ago than this confirms who they are.
PROOF_LASTS = timedelta(minutes=15)
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
FRESH = {
    "members-grant",
    "members-revoke",
    "members-invite",
    "team-grant",
    "team-revoke",
    "territories-new",
    "territories-close",
    "territories-reopen",
    "retention",
    "juries-minutes-sign",
    "api-jury-version-sign",
    "reversibility-ask",
    "reversibility-download",
    "reversibility-remove",
    "api-members-grant",
    "api-roles-revoke",
    "api-invitations",
    "api-grants",
    "api-grants-revoke",
    "api-territories",
    "personal-data-erase",
    "own-data-erase",
    "own-data-download",
    "proconnect-unlink",
    "account_email",
    "account_change_password",
    "account_set_password",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_add_webauthn",
    "mfa_remove_webauthn",
    "mfa_generate_recovery_codes",
    "mfa_view_recovery_codes",
    "mfa_download_recovery_codes",
}
MFA_TOTP_ISSUER = "Éclore"
# ProConnect (deploy/OPERATIONS.md): no button unless the first three are given.
PROCONNECT_ISSUER = env.str("ECLORE_PROCONNECT_ISSUER", "").rstrip("/")
PROCONNECT_CLIENT_ID = env.str("ECLORE_PROCONNECT_CLIENT_ID", "")
PROCONNECT_CLIENT_SECRET = env.str("ECLORE_PROCONNECT_CLIENT_SECRET", "")
PROCONNECT_ALGORITHM = env.str("ECLORE_PROCONNECT_ALGORITHM", "RS256")
SOCIALACCOUNT_ADAPTER = "tenants.accounts.proconnect_adapter.SocialAccountAdapter"
SOCIALACCOUNT_STORE_TOKENS = False
_FORMS = "tenants.accounts.forms.accounts"
_PASSKEYS = "tenants.accounts.forms.passkeys"
ACCOUNT_FORMS = {
    "login": f"{_FORMS}.Password",
    "signup": f"{_FORMS}.SignUp",
    "add_email": f"{_FORMS}.AddEmail",
    "change_password": f"{_FORMS}.ChangePassword",
    "set_password": f"{_FORMS}.SetPassword",
    "reset_password": f"{_FORMS}.ResetPassword",
    "reset_password_from_key": f"{_FORMS}.NewPassword",
    "reauthenticate": f"{_FORMS}.Reauthenticate",
    "confirm_email_verification_code": f"{_FORMS}.EmailCode",
    "confirm_password_reset_code": f"{_FORMS}.ResetCode",
}
MFA_FORMS = {
    "authenticate": f"{_FORMS}.Authenticate",
    "reauthenticate": f"{_FORMS}.ConfirmByApp",
    "activate_totp": f"{_FORMS}.ActivateTOTP",
    "add_webauthn": f"{_PASSKEYS}.AddPasskey",
    "login_webauthn": f"{_PASSKEYS}.SignIn",
    "authenticate_webauthn": f"{_PASSKEYS}.Authenticate",
    "reauthenticate_webauthn": f"{_PASSKEYS}.Reauthenticate",
}
LOGIN_URL = "/connexion/"
LOGIN_REDIRECT_URL = "/entrer/"
NONCE_COOKIE_NAME = "eclore_nonce"
DRAFT_COOKIE_NAME = "eclore_draft"
