"""Production's own settings; only the folders of static files and media are the bench's."""

import os

os.environ.setdefault("ECLORE_SECRET_KEY", "bench-only-not-a-secret-and-long-enough-for-the-checks")

from eclore.config.settings.base import ROOT  # noqa: E402  the same
from eclore.config.settings.production import *  # noqa: E402, F403  the secret key has to be there first

STATIC_ROOT = ROOT / ".local" / "bench" / "static"
MEDIA_ROOT = ROOT / ".local" / "bench" / "media"
# Sessions are opened by hand: the page is measured, not the way to it.
SECOND_FACTOR_REQUIRED = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
