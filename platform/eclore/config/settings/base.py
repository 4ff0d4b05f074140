"""What every environment shares. Secrets and hosts come from the environment only."""

from pathlib import Path

from environs import Env

from eclore.config.settings.accounts import *  # noqa: F403  how people sign in, a list of its own
from eclore.config.settings.legal import *  # noqa: F403  who answers for the site, a list of its own
from eclore.config.settings.limits import *  # noqa: F403  how often, a list of its own

env = Env()
ROOT = Path(__file__).resolve().parents[4]

DEBUG = False
DEMONSTRATION = False
SECRET_KEY = env.str("ECLORE_SECRET_KEY", "")
BASE_HOST = env.str("ECLORE_BASE_HOST", "eclore.localhost")
SECURITY_CONTACT = env.str("ECLORE_SECURITY_CONTACT", f"mailto:securite@{BASE_HOST}")
METRICS_TOKEN = env.str("ECLORE_METRICS_TOKEN", "")
AUTH_HOST = f"compte.{BASE_HOST}"
PUBLIC_PORT = env.int("ECLORE_PORT", 0)
PUBLIC_SCHEME = "https"

# Every host is looked up by tenants.hosts, which answers 404 to the ones it does not know.
ALLOWED_HOSTS = ["*"]
USE_X_FORWARDED_HOST = False

SHARED_APPS = [
    "django_tenants",
    "eclore",
    "eclore.config",
    "tenants.territories",
    "tenants.accounts",
    "tenants.memberships",
    "tenants.accounts.proconnect",
    "tenants.submissions",
    "tenants.audit.programme",
    "tenants.privacy",
    "tenants.moving",
    "tenants.backups",
    "tenants.audit",
    "tenants.watching",
    "programs.juries",
    "programs.joint.forums",
    "programs.joint.juries",
    "programs.joint.portfolio",
    "programs.joint.showcase",
    "programs.replays",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.usersessions",
    "procrastinate.contrib.django",
    "rest_framework",
    "drf_spectacular",
    "django_htmx",
]
TENANT_APPS = [
    "tenants.audit.territory",
    "programs.local.calls",
    "programs.local.ideas",
    "programs.local.juries",
    "programs.local.incubation",
    "programs.local.messages",
    "programs.local.home",
    "programs.bridge",
]
INSTALLED_APPS = [*SHARED_APPS, *TENANT_APPS, "programs.files", "api"]
TENANT_MODEL = "territories.Territory"
TENANT_DOMAIN_MODEL = "territories.Domain"
TENANT_DB_ALIAS = "owner"
DATABASE_ROUTERS = ["django_tenants.routers.TenantSyncRouter"]
AUTH_USER_MODEL = "accounts.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

MIDDLEWARE = [
    "eclore.observing.middleware.ObservingMiddleware",
    # What browsers are told, on every answer: files, redirections and hosts that are nobody's too.
    "eclore.config.security_headers.SecurityHeadersMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Before any host is looked at: probes know none.
    "eclore.config.probes.ProbeMiddleware",
    "tenants.middleware.public_cache.PublicPagesMiddleware",
    # Outside the context: no transaction waits for it. Django pads what it compresses and masks its tokens (BREACH).
    "eclore.config.compression.CompressionMiddleware",
    "tenants.middleware.hosts.HostMiddleware",
    "eclore.observing.middleware.SiteMiddleware",
    "tenants.middleware.contexts.TenantContextMiddleware",
    "tenants.middleware.heading.HeadMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "tenants.middleware.actors.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "tenants.middleware.actors.ActorMiddleware",
    "tenants.middleware.keeping.KeepingMiddleware",
    "tenants.middleware.limits.LimitMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "tenants.middleware.reauthentication.ReauthenticationMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "tenants.middleware.submissions.SubmissionMiddleware",
    "tenants.middleware.errors.ErrorMiddleware",
    "api.preconditions.PreconditionMiddleware",
]
ROOT_URLCONF = "eclore.config.urls.national"
URLCONFS = {
    "national": "eclore.config.urls.national",
    "auth": "eclore.config.urls.auth",
    "territory": "eclore.config.urls.territory",
}
WSGI_APPLICATION = "eclore.config.wsgi.application"
FORM_RENDERER = "eclore.components.renderer.Renderer"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "tenants.context_processors.site",
            ]
        },
    }
]

# Where eclore.kit.audit writes, by side of the project.
AUDIT_LOGS = {"territory": "territory_audit.Entry", "programme": "programme_audit.Entry"}

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "Français"), ("en", "English")]
TYPESET_LOCALE = ROOT / ".local" / "locale"
LOCALE_PATHS = [ROOT / "platform/eclore/locale", TYPESET_LOCALE]
TIME_ZONE = "Europe/Paris"
USE_TZ = True
USE_I18N = True
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "/static/"
STATICFILES_DIRS: list[Path] = []
STATIC_ROOT = ROOT / ".local" / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = env.path("ECLORE_MEDIA", ROOT / ".local" / "media")
# Outside the database, which a restoration would make forget: who was erased (digests alone), and backups.
ERASURES = env.path("ECLORE_ERASURES", MEDIA_ROOT.parent / "erasures")
BACKUPS = env.path("ECLORE_BACKUPS", ROOT / ".local" / "backups")
BACKUP_DAYS = env.int("ECLORE_BACKUP_DAYS", 30)
BACKUP_STANZA = env.str("ECLORE_BACKUP_STANZA", "eclore")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "files": {"BACKEND": "tenants.storage.TenantStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# No file is kept, in memory or on disk, beyond this many bytes; what a call accepts is data, and less.
UPLOAD_CEILING = 25_000_000
FILE_UPLOAD_HANDLERS = [
    "eclore.kit.uploads.Ceiling",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
FILE_UPLOAD_MAX_MEMORY_SIZE = DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FILES = 4
FILE_UPLOAD_PERMISSIONS, FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o640, 0o750
# An antivirus reads every file before it is served: unix:/run/clamav/clamd.ctl or tcp://host:3310; none when empty.
CLAMD = env.str("ECLORE_CLAMD", "")

SESSION_ENGINE = "tenants.accounts.sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "tenants.middleware.errors.csrf_failure"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
# Asked on the machine itself, without TLS (eclore.config.probes).
SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz|known-host|metrics)$"]
X_FRAME_OPTIONS = "DENY"
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "connect-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        # Signing in and out begins on one of our hosts and ends on another: browsers follow forms where they are sent.
        "form-action": ["'self'", f"{BASE_HOST}:*", f"*.{BASE_HOST}:*"],
    }
}

DEFAULT_FROM_EMAIL = env.str("ECLORE_FROM_EMAIL", f"Éclore <bonjour@{BASE_HOST}>")
EMAIL_TIMEOUT = 10

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "api.authentication.TokenAuthentication",
        "api.authentication.HostSessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["api.parsers.Json"],
    "DEFAULT_PAGINATION_CLASS": "api.pagination.Pages",
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "api.problems.handler",
    "PAGE_SIZE": 50,
    "UNAUTHENTICATED_USER": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Éclore",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": r"/api/v1",
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "api.idempotency_schema.with_keys",
        "api.problems_schema.with_problems",
        "api.preconditions_schema.with_preconditions",
    ],
    "ENUM_NAME_OVERRIDES": {
        "RequestState": "tenants.territories.states.RequestState",
        "TerritoryKind": "tenants.territories.models.Kind",
        "ForumState": "programs.joint.forums.states.ForumState",
        "JuryState": "programs.juries.states.JuryState",
        "PassageState": "programs.juries.states.PassageState",
        "PassageKind": "programs.juries.states.PassageKind",
        "OpinionKind": "programs.juries.states.OpinionKind",
        "JuryKind": "programs.local.juries.states.JuryKind",
        "ProjectState": "programs.local.incubation.states.ProjectState",
        "RowState": "programs.joint.portfolio.models.RowState",
        "Verdict": "programs.local.juries.states.Verdict",
        "JointVerdict": "programs.joint.juries.states.JointVerdict",
        "JuryVerdict": "api.v1.juries.serializers.VERDICTS",
        "CommitteeVerdict": "programs.local.incubation.states.CommitteeVerdict",
        "NationalKind": "tenants.memberships.models.NationalKind",
        "PhaseKind": "programs.local.incubation.states.PhaseKind",
        "CommitteeState": "programs.local.incubation.states.CommitteeState",
        "EntryKind": "programs.local.incubation.models.EntryKind",
        "EditionState": "programs.local.calls.states.EditionState",
        "IdeaState": "programs.local.ideas.states.IdeaState",
        "CommitmentState": "programs.local.ideas.models.CommitmentState",
        "FileState": "programs.files.states.FileState",
        "MessageState": "programs.local.messages.states.MessageState",
    },
}
PROCRASTINATE_IMPORT_PATHS: list[str] = []

CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "KEY_FUNCTION": "eclore.kit.caches.key"}
}
# How long each process remembers which site a host is, and that a host is nobody's.
HOST_CACHE_SECONDS, UNKNOWN_HOST_SECONDS = 30, 1
# How many days the file is kept that a territory's managers have asked for from their pages (tenants.moving).
ARCHIVE_DAYS = env.int("ECLORE_ARCHIVE_DAYS", 7)
# How long a public page is kept for those who come without a session; 0 writes it anew for each.
PUBLIC_PAGE_SECONDS = 0
DISABLE_SERVER_SIDE_CURSORS = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
SILENCED_SYSTEM_CHECKS: list[str] = []
