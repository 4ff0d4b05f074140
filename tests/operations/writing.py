"""Somebody who writes ideas in one territory, in a process of their own, until told to stop."""

import subprocess
import threading

from eclore.config.settings.base import ROOT
from tests.operations.archived import Archived


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
        self.acknowledged = [line.strip() for line in self.process.stdout]

    def end(self) -> str:
        """What went wrong, if anything did."""
        went_wrong = self.process.poll()
        self.process.terminate()
        said = self.process.stderr.read()
        self.join(30)
        return said if went_wrong is not None or "Error" in said else ""
