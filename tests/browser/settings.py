"""The tests' own settings, for a server that browsers reach: its port in addresses, its mail and files in
folders, its static files as in production."""

from eclore.config.settings.base import env
from eclore.config.settings.test import *  # noqa: F403  a settings module is its parent's names plus its own

PUBLIC_PORT = env.int("ECLORE_PORT")
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = env.str("ECLORE_TEST_MAIL")
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": env.str("ECLORE_TEST_FILES")},
    },
    "files": {"BACKEND": "tenants.storage.TenantStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
STATIC_ROOT = env.path("ECLORE_TEST_STATIC")
WHITENOISE_USE_FINDERS = False
