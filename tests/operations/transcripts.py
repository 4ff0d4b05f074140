"""What a drill of operators says: printed as it goes and, with ECLORE_FIGURES=write, put where OPERATIONS.md shows it.

Paths of the machine where it is typed are told as the document has them.
"""

import os
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from eclore.config.settings.base import ROOT
from tests.isolation import figures
from tests.operations.archived import Archived

Tell = Callable[[str], None]
PLACE = "/opt/eclore"


def told(name: str, drill: Callable[[Tell], bool]) -> int:
    """Run `drill`, between the marks called `name`; 0 when it has ended as it must."""
    lines: list[str] = []

    def tell(line: str) -> None:
        lines.append(line)
        print(line, flush=True)  # noqa: T201  the transcript

    is_well = drill(tell)
    if is_well and os.environ.get("ECLORE_FIGURES") == "write":
        figures.write_table(name, "```\n" + "\n".join(lines).strip() + "\n```")
    return 0 if is_well else 1


class Operator:
    """Whoever types commands on a machine that keeps backups."""

    def __init__(self, site: Archived, tell: Tell) -> None:
        self.site, self.tell, self.began = site, tell, time.monotonic()

    def typed(self, *arguments: str) -> str:
        """`run.sh manage …`, with what it answers."""
        return self._told(f"$ deploy/run.sh manage {' '.join(arguments)}", self.site.command(*arguments))

    def backup(self, *arguments: str) -> str:
        """What the timer runs."""
        command = [str(ROOT / "deploy/run.sh"), "backup", *arguments]
        return self._told(f"$ deploy/run.sh {' '.join(command[1:])}", command)

    def passed(self) -> None:
        self.tell(f"[{time.monotonic() - self.began:.0f} s]\n")

    def here(self, said: str) -> str:
        """As where the document puts it."""
        places = {
            self.site.backups: Path("/var/backups/eclore"),
            self.site.repository: Path("/var/lib/pgbackrest"),
            self.site.cluster.data: Path("/var/lib/postgresql/15/main"),
            ROOT: Path(PLACE),
        }
        for where, place in places.items():
            said = said.replace(str(where), str(place))
        return said

    def _told(self, line: str, command: list[str]) -> str:
        self.tell(self.here(line))
        done = subprocess.run(
            command, env=self.site.environment, cwd=ROOT, capture_output=True, text=True, timeout=3600, check=False
        )
        said = self.here((done.stdout + done.stderr).strip())
        self.tell(said)
        assert done.returncode == 0, said
        return said
