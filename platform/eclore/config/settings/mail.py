"""Where mail leaves from: smtp://user:password@host:25, smtps:// for TLS at once, smtp+tls:// for STARTTLS."""

from typing import Any
from urllib.parse import unquote, urlsplit

PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}


def server(url: str) -> dict[str, Any]:
    """Django's EMAIL_* settings for the mail server at `url`. Raises ValueError for another scheme."""
    parts = urlsplit(url)
    if parts.scheme not in PORTS:
        raise ValueError(f"EMAIL_URL begins with {', '.join(f'{scheme}://' for scheme in PORTS)}")
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname or "localhost",
        "EMAIL_PORT": parts.port or PORTS[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
    }
