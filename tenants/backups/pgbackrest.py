"""pgBackRest, which copies the cluster and its write-ahead log: called by name, as PostgreSQL's own account."""

import json
import os
import pwd
import re
import subprocess
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings

from tenants.backups.errors import BackupError

ACCOUNT = "postgres"
FULL_EVERY = timedelta(days=7)
WAIT = 60  # seconds for a segment of the log to be archived
LONGEST = 24 * 3600
ERROR = re.compile(r"^(?:ERROR|P\d+ +ERROR): \[(\d+)\]: (.*)$", re.MULTILINE)
# What pgBackRest's own codes mean here (src/build/error): what to do about them.
ADVICE = {
    "032": "look at pgbackrest.conf",
    "037": "pgbackrest.conf does not describe this stanza (deploy/postgres/pgbackrest.conf)",
    "041": "its folders belong to somebody else: run this as root, or as PostgreSQL's account",
    "050": "another pgBackRest works on this stanza: wait for its end",
    "055": "pgbackrest.conf is not there, or this stanza was never made: pgbackrest --stanza=STANZA stanza-create",
    "056": "PostgreSQL does not answer where pgbackrest.conf says",
    "082": "PostgreSQL does not archive its log: look at archive_mode, archive_command and PostgreSQL's own log",
    "087": "archive_mode must be on (deploy/postgres/archiving.conf), then a restart",
}


@dataclass(frozen=True)
class Copy:
    """One copy of the cluster that pgBackRest counts as complete."""

    label: str
    kind: str
    stopped: datetime
    is_sound: bool


def become() -> dict[str, Any]:
    """How a program is started that must not be root: arguments of subprocess."""
    if os.geteuid() != 0:
        return {}
    try:
        who = pwd.getpwnam(ACCOUNT)
    except KeyError:
        raise BackupError(f"there is no account named {ACCOUNT} on this machine") from None
    return {"user": who.pw_uid, "group": who.pw_gid, "extra_groups": []}


def run(*arguments: str, timeout: float = LONGEST) -> str:
    """What it prints; BackupError with its own words and what to do about them."""
    stanza = settings.BACKUP_STANZA
    command = ["pgbackrest", f"--stanza={stanza}", "--log-level-console=warn", *arguments]
    kept = {name: value for name, value in os.environ.items() if name.startswith(("PATH", "LANG", "PGBACKREST_"))}
    try:
        done: subprocess.CompletedProcess[str] = subprocess.run(
            command, env=kept, cwd="/", capture_output=True, text=True, timeout=timeout, check=False, **become()
        )
    except FileNotFoundError as error:
        raise BackupError("pgBackRest is not installed (apt-get install pgbackrest)") from error
    except subprocess.TimeoutExpired as error:
        raise BackupError(f"pgbackrest {arguments[-1]} has not ended after {timeout:.0f} s") from error
    said = f"{done.stdout}\n{done.stderr}"
    found = ERROR.search(said)
    if done.returncode or found:
        raise BackupError(_sentence(arguments[-1], found, said).replace("STANZA", stanza))
    return done.stdout


def back_up(*, full: bool = False) -> Copy:
    """A copy that was made, and verified with all that the repository holds; the older ones are forgotten in time.

    Whole once a week, or when asked; else what has changed since. It is copied beside who writes: no lock is taken.
    """
    before = copies()
    whole = [copy for copy in before if copy.kind == "full"]
    kind = "full" if full or not whole or datetime.now(UTC) - whole[-1].stopped > FULL_EVERY else "incr"
    # A copy leans on the last whole one, a week older at most: that is kept within the days too.
    days = max(1, settings.BACKUP_DAYS - FULL_EVERY.days)
    retention = ["--repo1-retention-full-type=time", f"--repo1-retention-full={days}"]
    run(f"--type={kind}", "--start-fast", f"--archive-timeout={WAIT}", *retention, "backup")
    made = copies()
    if not made or (before and made[-1].label == before[-1].label):
        raise BackupError("pgBackRest has ended and counts no new copy")
    if not made[-1].is_sound:
        raise BackupError(
            f"{made[-1].label} holds pages whose checksum is wrong: look at pgbackrest info, and the disk"
        )
    verify()
    return made[-1]


def verify() -> None:
    """Read the repository again, each file with its checksum."""
    told = run("--output=text", "--verbose", "verify")
    wrong = re.findall(r"(missing|checksum invalid|size invalid|other): ([1-9]\d*)", told)
    if "status: error" in told or wrong:
        found = ", ".join(f"{what}: {count}" for what, count in wrong)
        raise BackupError(f"pgbackrest verify: the repository is damaged ({found or 'run it to see'})")


def copies() -> list[Copy]:
    """The complete ones, the oldest first."""
    (told,) = json.loads(run("--output=json", "info"))
    code = told["status"]["code"]
    if code not in (0, 2):  # 2: no copy yet
        raise BackupError(
            f"pgBackRest says of « {settings.BACKUP_STANZA} »: {told['status']['message']}"
            f" (pgbackrest --stanza={settings.BACKUP_STANZA} stanza-create, once PostgreSQL runs with archive_mode)"
        )
    return [
        Copy(each["label"], each["type"], datetime.fromtimestamp(each["timestamp"]["stop"], UTC), not each["error"])
        for each in told["backup"]
    ]


def restore_beside(folder: Path, at: datetime) -> None:
    """The cluster as it was at a moment, into another folder; it will archive nothing."""
    run(
        f"--pg1-path={folder}",
        "--type=time",
        f"--target={at.astimezone(UTC):%Y-%m-%d %H:%M:%S.%f+00}",
        "--target-action=promote",
        "--archive-mode=off",
        "restore",
    )


def _sentence(command: str, found: re.Match[str] | None, said: str) -> str:
    if found is None:
        return f"pgbackrest {command}: {said.strip()[-300:]}"
    advice = ADVICE.get(found[1], "")
    return f"pgbackrest {command}: {found[2]} [{found[1]}]" + (f"; {advice}" if advice else "")
