"""`make drill-moved`: a territory goes from one installation to another, both on PostgreSQL 15; its transcript.

Equal as a second export says: each table and each sheet has the same SHA-256, but for the log, which tells of both.
"""

import json
import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from eclore.config.settings.base import ROOT
from tests.operations import debian
from tests.operations.conftest import Installation
from tests.operations.transcripts import told

SLUG, IDEAS = "ardennes", 20
# The log has gone on, hosts are another installation's; tests/tenants/moving looks into each.
EXPECTED = {"tables/territory_audit_entry.jsonl", "shared/territories_domain.jsonl"}


def moved(tell: Callable[[str], None]) -> dict[str, tuple[str, str]]:
    """Everything, told line by line; what differs between both exports: name → digests before and after."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="eclore-moved-")))
        here, there = (_installed(stack, folder / name) for name in ("here", "there"))
        _life(here, "found", SLUG)
        _life(here, "write", str(IDEAS), SLUG)
        first, second = folder / "ardennes.zip", folder / "again.zip"
        _typed(here, tell, "here", "export_territory", SLUG, "--to", str(first))
        _typed(there, tell, "there", "import_territory", str(first))
        _typed(there, tell, "there", "check_isolation")
        _typed(there, tell, "there", "verify_audit", SLUG)
        _typed(there, tell, "there", "export_territory", SLUG, "--to", str(second))
        before, after = _digests(first), _digests(second)
    differs = {name: (before.get(name, ""), after.get(name, "")) for name in before.keys() | after.keys()}
    differs = {name: both for name, both in differs.items() if both[0] != both[1]}
    tell(f"{len(before)} members in each archive, {len(differs)} differ: {', '.join(sorted(differs)) or 'none'}")
    return differs


def _installed(stack: ExitStack, media: Path) -> Installation:
    made = Installation(stack.enter_context(debian.cluster()))
    media.mkdir()
    made.environment["ECLORE_MEDIA"] = str(media)
    made.install()
    return made


def _life(installation: Installation, *arguments: str) -> None:
    command = [sys.executable, "-m", "tests.operations.life", *arguments]
    subprocess.run(command, env=installation.environment, cwd=ROOT, check=True, capture_output=True)


def _typed(installation: Installation, tell: Callable[[str], None], where: str, *arguments: str) -> None:
    tell(f"{where}$ deploy/run.sh manage {' '.join(Path(each).name if '/' in each else each for each in arguments)}")
    done = installation.manage(*arguments)
    said = (done.stdout + done.stderr).rstrip()
    tell(re.sub(r"/\S*/(\w+\.zip)", r"\1", said))
    assert done.returncode == 0, done.stderr


def _digests(archive: Path) -> dict[str, str]:
    """SHA-256 of each member, as the manifest has them."""
    with zipfile.ZipFile(archive) as read:
        manifest = json.loads(read.read("manifest.json"))
    return {name: member["sha256"] for name, member in manifest["members"].items()}


if __name__ == "__main__":
    sys.exit(told("drill-moved", lambda tell: moved(tell).keys() <= EXPECTED))
