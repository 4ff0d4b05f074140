"""Reading files with the antivirus, and the nightly comparison of rows and bytes."""

import logging
from collections.abc import Iterator
from tempfile import SpooledTemporaryFile
from typing import IO

from django.conf import settings
from django.core.files.base import File

from eclore.kit import jobs
from eclore.kit.reading.faults import Fault
from programs.files import antivirus, domain, queries, sweeping
from programs.files.inspection import Inspected, inspect
from programs.files.models import StoredFile
from programs.files.states import FileState
from tenants.contexts import in_programme, in_territory
from tenants.jobs import job_context
from tenants.storage import files
from tenants.territories.models import Territory

logger = logging.getLogger(__name__)
IN_MEMORY = 2_500_000  # bytes


class NoFileTable(jobs.Hopeless):
    """A job names a table that keeps no files."""


def _give_up(error: Exception, *, tenant_context: str, label: str, pk: str, most: int) -> None:
    """Its person learns that nobody could read it."""
    with job_context(tenant_context):
        waiting = _waiting(label, pk, unread=True)
        if waiting is not None:
            domain.refuse(waiting, Fault("unreadable_file"))


@jobs.task(domain.READ, queue=jobs.FILES, gives_up=_give_up)
def read(*, tenant_context: str, label: str, pk: str, most: int) -> None:
    """Read one file in a process of its own; no transaction waits for it."""
    with SpooledTemporaryFile(IN_MEMORY) as copy:
        with job_context(tenant_context):
            if not _copied(label, pk, copy, unread=True):
                return
        found: Inspected | Fault
        try:
            found = inspect(File(copy, name=pk), most=most)
        except Fault as fault:
            found = fault
        with job_context(tenant_context):
            waiting = _waiting(label, pk, unread=True)
            if waiting is None:
                return
            if isinstance(found, Fault):
                domain.refuse(waiting, found)
            else:
                domain.accept(waiting, found)


@jobs.task(domain.SCAN)
def scan(*, tenant_context: str, label: str, pk: str) -> None:
    """Read one file; no transaction waits for the antivirus. One that does not answer is asked again later."""
    with SpooledTemporaryFile(IN_MEMORY) as copy:
        with job_context(tenant_context):
            if not _copied(label, pk, copy, unread=False):
                return
        copy.seek(0)
        threat = antivirus.threat_in(iter(lambda: copy.read(antivirus.CHUNK), b""), settings.CLAMD)
    with job_context(tenant_context):
        waiting = _waiting(label, pk, unread=False)
        if waiting is not None:
            domain.judge(waiting, threat)


@jobs.periodic("files.scan_again", cron="*/30 * * * *")
def scan_again(**_context: object) -> None:
    """Every half hour, what a stopped worker, or a long silence of the antivirus, has left behind.

    Where there is no antivirus any more, what waited for it may be served.
    """
    for schema in schemas():
        with in_territory(schema):
            for label, pk in queries.left_behind(unread=True):
                jobs.defer(domain.READ, label=label, pk=pk, most=settings.UPLOAD_CEILING)
            for label, pk in queries.left_behind(unread=False):
                if settings.CLAMD:
                    jobs.defer(domain.SCAN, label=label, pk=pk)
                elif (waiting := _waiting(label, pk, unread=False)) is not None:
                    domain.judge(waiting, "")


@jobs.periodic("files.sweep", cron="20 3 * * *")
def sweep(**_context: object) -> None:
    """Every night; what is missing is logged as an error, for somebody to look at the backups."""
    for owner, swept in sweep_all():
        for name in swept.missing:
            logger.error("files: %s has lost %s", owner, name)


def sweep_all(*, erase: bool = True) -> Iterator[tuple[str, sweeping.Swept]]:
    """Every territory by its schema, then the programme, with what was found there; one that fails stops no other."""
    for schema in schemas():
        try:
            with in_territory(schema):
                swept = sweeping.sweep_territory(schema, erase=erase)
        except Exception:
            logger.exception("the files of %s could not be compared with their rows", schema)
        else:
            yield schema, swept
    with in_programme():
        swept = sweeping.sweep_programme(erase=erase)
    yield "programme", swept


def schemas() -> list[str]:
    """The schema of each territory."""
    with in_programme():
        return list(Territory.objects.order_by("schema_name").values_list("schema_name", flat=True))


def _copied(label: str, pk: str, copy: IO[bytes], *, unread: bool) -> bool:
    """Whether there was something to read."""
    waiting = _waiting(label, pk, unread=unread)
    if waiting is None:
        return False
    with files().open(waiting.path) as content:
        for chunk in content.chunks():
            copy.write(chunk)
    return True


def _waiting(label: str, pk: str, *, unread: bool) -> StoredFile | None:
    """Raises NoFileTable."""
    model = next((table for table in queries.tables() if table._meta.label_lower == label), None)
    if model is None:
        raise NoFileTable(f"no table of files is called {label!r}")
    return model._default_manager.select_for_update().filter(pk=pk, state=FileState.PENDING, unread=unread).first()
