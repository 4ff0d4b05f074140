"""Somebody who writes ideas in one territory, in a process of their own, until told to stop."""

import subprocess
import threading
import time

from eclore.config.settings.base import ROOT
from tests.operations.archived import SECONDS, Archived


class Writing(threading.Thread):
    """`acknowledged`: each idea that was, as Archived.ideas names it."""

    def __init__(self, site: Archived, slug: str) -> None:
        super().__init__(daemon=True)
        command = [*site.command()[:1], "-m", "tests.operations.life", "write", "100000", slug]
        self.slug, self.acknowledged = slug, list[str]()
        self.process = subprocess.Popen(
            command, env=site.environment, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )

    def run(self) -> None:
        for line in self.process.stdout:
            self.acknowledged.append(line.strip())

    def await_more(self, number: int) -> None:
        """Until so many ideas more were acknowledged; at once when the process has ended."""
        wanted, until = len(self.acknowledged) + number, time.monotonic() + SECONDS
        while len(self.acknowledged) < wanted and self.process.poll() is None:
            assert time.monotonic() < until, f"{self.slug}: {len(self.acknowledged)} ideas, not {wanted}"
            time.sleep(0.05)

    def end(self) -> str:
        """What went wrong, if anything did."""
        went_wrong = self.process.poll()
        self.process.terminate()
        said = self.process.stderr.read()
        self.join(30)
        return said if went_wrong is not None or "Error" in said else ""
