"""The worker makes the archives that territories ask for."""

import shutil
import tempfile
import time
from pathlib import Path

from eclore.database.outages import is_full
from eclore.kit import jobs
from tenants.jobs import job_context
from tenants.moving.domain import archives
from tenants.moving.exporting import export
from tenants.moving.states import Fault
from tenants.territories.models import Territory

ATTEMPTS = 3
BETWEEN = 1.0  # seconds between two words about how far it is


class NobodyWaits(Exception):
    """It was taken back while it was written."""


def give_up(error: Exception, *, tenant_context: str, archive: str) -> None:
    """Say that there is none, and why; a full disk is the operators' to mend."""
    with job_context(tenant_context):
        archives.failed(archive, Fault.DISK if is_full(error) else Fault.STOPPED)


@jobs.task(archives.MAKE, attempts=ATTEMPTS, gives_up=give_up)
def make_archive(*, tenant_context: str, archive: str) -> None:
    """Write the archive, then put it where its territory finds it; safe to run again after a worker that was killed."""
    with job_context(tenant_context):
        begun = archives.begin(archive)
        territory = Territory.objects.get(role=tenant_context)
    if begun is None:
        return
    # On this machine alone, and of its own name: what a worker that was killed has left there is written anew.
    folder = Path(tempfile.gettempdir(), f"eclore-archive-{begun.pk}")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)
    try:
        written = folder / "archive.zip"
        exported = export(territory, written, progress=_Progress(tenant_context, archive))
        with job_context(tenant_context):
            archives.ready(archive, written, exported)
    except NobodyWaits:
        return
    except OSError as error:
        if is_full(error):
            raise jobs.Hopeless(str(error)) from error
        raise
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class _Progress:
    """Told of each member; writes it down from time to time. Raises NobodyWaits."""

    def __init__(self, tenant_context: str, archive: str) -> None:
        self._tenant_context, self._archive = tenant_context, archive
        self._last = 0.0

    def __call__(self, done: int, total: int) -> None:
        if time.monotonic() - self._last < BETWEEN:
            return
        self._last = time.monotonic()
        with job_context(self._tenant_context):
            waited_for = archives.step(self._archive, done, total)
        if not waited_for:
            raise NobodyWaits
