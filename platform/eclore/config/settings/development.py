"""A developer's machine and `make demo`: embedded PostgreSQL unless DATABASE_URL says otherwise."""

from datetime import timedelta

from eclore.config.settings import mail
from eclore.config.settings.base import *  # noqa: F403  a settings module is its parent's names plus its own
from eclore.config.settings.base import ROOT, env
from eclore.config.settings.databases import application, owner

DEBUG = env.bool("DEBUG", True)
DEMONSTRATION = env.bool("ECLORE_DEMO", True)
SECRET_KEY = env.str("ECLORE_SECRET_KEY", "development-only-not-a-secret")
if DEMONSTRATION:
    PROOF_LASTS = timedelta(days=1)  # its people have no mailbox where a code could be read
PUBLIC_PORT = env.int("ECLORE_PORT", 8000)
PUBLIC_SCHEME = "http"
# Browsers hold *.localhost for safe; fido2 asks for https all the same.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
SECOND_FACTOR_REQUIRED = env.bool("ECLORE_SECOND_FACTOR", False)
DATABASES = {
    "default": application(env.str("DATABASE_URL", "postgresql://eclore_app@/eclore")),
    "owner": owner(env.str("DATABASE_OWNER_URL", "postgresql://eclore_owner@/eclore")),
}
WORKER_DATABASE_URL = env.str("DATABASE_WORKER_URL", "")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "files": {"BACKEND": "tenants.storage.TenantStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = ROOT / ".local" / "mail"
if EMAIL_URL := env.str("EMAIL_URL", ""):
    vars().update(mail.server(EMAIL_URL))
