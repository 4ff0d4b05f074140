"""A real installation: everything that differs from an installation to another comes from the environment."""

from eclore.config.settings import mail
from eclore.config.settings.base import *  # noqa: F403  a settings module is its parent's names plus its own
from eclore.config.settings.base import env
from eclore.config.settings.databases import application, owner
from eclore.observing import logs

SECRET_KEY = env.str("ECLORE_SECRET_KEY")
DATABASES = {
    "default": application(env.str("DATABASE_URL")),
    "owner": owner(env.str("DATABASE_OWNER_URL", env.str("DATABASE_URL"))),
}
WORKER_DATABASE_URL = env.str("DATABASE_WORKER_URL", "")
vars().update(mail.server(env.str("EMAIL_URL", "smtp://localhost:25")))

SECOND_FACTOR_REQUIRED = env.bool("ECLORE_SECOND_FACTOR", True)
PUBLIC_PAGE_SECONDS = env.int("ECLORE_PUBLIC_PAGE_SECONDS", 10)
SECURE_SSL_REDIRECT = env.bool("ECLORE_SSL_REDIRECT", True)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 63072000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-eclore"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrf"
NONCE_COOKIE_NAME = "__Host-eclore-nonce"
DRAFT_COOKIE_NAME = "__Host-eclore-draft"
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("ECLORE_PROXIES", 1)

LOGGING = logs.configuration(env.str("ECLORE_LOG_LEVEL", "WARNING"))
if SENTRY_DSN := env.str("ECLORE_SENTRY_DSN", ""):
    from eclore.observing import sentry  # 4 MiB of each process, where errors are sent somewhere

    sentry.start(SENTRY_DSN)
