"""The generated passwords of the embedded server's roles, in one file that only its owner reads."""

import json
import os
import secrets
from pathlib import Path

from embedded.errors import EmbeddedError

SUPERUSER = "postgres"
LOGIN_ROLES = ("eclore_owner", "eclore_app", "eclore_worker", "eclore_backup")


def create_credentials(path: Path) -> dict[str, str]:
    """Write a fresh password for each role, mode 0600, in one step."""
    passwords = {role: secrets.token_urlsafe(24) for role in (SUPERUSER, *LOGIN_ROLES)}
    draft = path.with_suffix(".draft")
    draft.unlink(missing_ok=True)
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        json.dump(passwords, file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    return passwords


def read_credentials(path: Path) -> dict[str, str]:
    """Raises `EmbeddedError` when the file is missing or damaged."""
    try:
        passwords: dict[str, str] = json.loads(path.read_text())
    except (FileNotFoundError, ValueError) as error:
        raise EmbeddedError(
            f"The passwords of the embedded PostgreSQL ({path}) are lost: start over with `make demo-reset`."
        ) from error
    return passwords
