"""Two connections: the application's, through our contexts, and the owner's, for migrations and provisioning."""

from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

CONNECT_TIMEOUT = "5"  # seconds for a server that does not even refuse, unless the address says `?connect_timeout=…`


def application(url: str) -> dict[str, Any]:
    """`default`: every request and job, behind contexts."""
    return {**_parts(url), "ENGINE": "eclore.database", "CONN_MAX_AGE": 600, "DISABLE_SERVER_SIDE_CURSORS": True}


def owner(url: str) -> dict[str, Any]:
    """`owner`: migrations and provisioning only; never used by a request."""
    return {**_parts(url), "ENGINE": "django_tenants.postgresql_backend"}


def _parts(url: str) -> dict[str, Any]:
    """A postgresql:// URL as Django wants it; host and port may be query parameters (socket folders)."""
    parts = urlsplit(url)
    options = {"connect_timeout": CONNECT_TIMEOUT, **dict(parse_qsl(parts.query))}
    return {
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", parts.hostname or ""),
        "PORT": options.pop("port", str(parts.port or "")),
        "OPTIONS": options,
    }
