"""Who answers for the site, what is known of its accessibility, where its source is: facts that pages only repeat."""

import re
import subprocess
import tomllib
from pathlib import Path

from environs import Env

env = Env()
_ROOT = Path(__file__).resolve().parents[4]


def _published(root: Path) -> str:
    """Where publiccode.yml says that the code is published; empty while it holds the example's address (RFC 2606)."""
    found = re.search(r'^url: "?([^"\s]+)', (root / "publiccode.yml").read_text(), re.MULTILINE)
    return found.group(1) if found and "//example." not in found.group(1) else ""


def _commit(root: Path) -> str:
    """The commit that a clone runs, in short; empty elsewhere: whoever installs an archive gives ECLORE_COMMIT."""
    if not (root / ".git").exists():
        return ""
    command = ["git", "-C", str(root), "rev-parse", "--short=12", "HEAD"]
    try:
        said = subprocess.run(command, capture_output=True, text=True, check=False, timeout=5)  # noqa: S603  no input
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return said.stdout.strip() if said.returncode == 0 else ""


# The legal notice (LCEN, article 1-1): name, address and telephone of each; a line break separates lines.
PUBLISHER = env.str("ECLORE_PUBLISHER", "")
PUBLICATION_DIRECTOR = env.str("ECLORE_PUBLICATION_DIRECTOR", "")
HOSTING_PROVIDER = env.str("ECLORE_HOSTING_PROVIDER", "")

# The last audit of accessibility: its day, who made it, how many of a hundred criteria of the RGAA that apply are met,
# and where its report may be read. None of them without an audit: the site then says « non conforme ».
ACCESSIBILITY_AUDIT_DATE = env.date("ECLORE_ACCESSIBILITY_AUDIT_DATE", None)
ACCESSIBILITY_AUDITOR = env.str("ECLORE_ACCESSIBILITY_AUDITOR", "")
ACCESSIBILITY_RATE = env.decimal("ECLORE_ACCESSIBILITY_RATE", None)
ACCESSIBILITY_REPORT = env.str("ECLORE_ACCESSIBILITY_REPORT", "")

# The source of what runs (AGPL, article 13): `{version}` and `{commit}` in the address are replaced.
SOURCE_URL = env.str("ECLORE_SOURCE_URL", _published(_ROOT))
VERSION = tomllib.loads((_ROOT / "pyproject.toml").read_text())["project"]["version"]
COMMIT = env.str("ECLORE_COMMIT", _commit(_ROOT))
