"""The tests: the server that `make test` started, real contexts, mail kept in memory."""

from eclore.config.settings.base import *  # noqa: F403  a settings module is its parent's names plus its own
from eclore.config.settings.base import env
from eclore.config.settings.databases import application, owner

DEMONSTRATION = True
DEBUG = False
SECRET_KEY = "tests-only-not-a-secret"  # noqa: S105  the tests' own
PUBLIC_PORT = 8000
PUBLIC_SCHEME = "http"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
DATABASES = {
    "default": application(env.str("DATABASE_URL", "postgresql://eclore_app@/eclore")),
    "owner": owner(env.str("DATABASE_OWNER_URL", "postgresql://eclore_owner@/eclore")),
}
WORKER_DATABASE_URL = env.str("DATABASE_WORKER_URL", "")
SUPERUSER_DATABASE_URL = env.str("ECLORE_SUPERUSER_URL", "")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "files": {"BACKEND": "tenants.storage.TenantStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
HOST_CACHE_SECONDS = 30
TESTING = True
LOCALE_PATHS = LOCALE_PATHS[:1]  # noqa: F405  texts as they are written, without the typography of pages
