"""Rows and bytes are compared: bytes that no row knows go after a day, rows without bytes are told."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage.memory import InMemoryDirNode
from django.core.management import CommandError, call_command

from programs.files import sweeping, tasks
from programs.local.ideas.domain import attachments
from tenants.contexts import in_programme, in_territory
from tenants.storage import files as storage
from tests.factories import files
from tests.factories.calls import a_call
from tests.factories.files import upload
from tests.factories.ideas import a_draft
from tests.support.personas import person

ORPHAN, COPY = "territories/somme/ideas/attachment/orphan", "programme/oise/1/orphan"


@pytest.fixture(autouse=True)
def empty_shelves(monkeypatch):
    """Files in memory outlive the test that wrote them: these begin with none."""
    monkeypatch.setattr(storage().inner, "_root", InMemoryDirNode())


@pytest.fixture
def kept(somme):
    actor = person("member", at=somme).at(somme)
    with in_territory(somme):
        return files.accepted(attachments.attach(a_draft(a_call(), actor), upload(files.pdf()), by=actor))


def swept(*options):
    told = StringIO()
    code = 0
    try:
        call_command("sweep_files", *options, stdout=told)
    except SystemExit as end:
        code = end.code
    return code, told.getvalue().splitlines()


@pytest.fixture
def orphans(db):
    inner = storage().inner
    for name in (ORPHAN, COPY):
        inner.save(name, ContentFile(b"mots"))
    yield inner
    for name in (ORPHAN, COPY):
        inner.delete(name)


def test_young_bytes_are_left_alone_and_old_ones_go(kept, orphans, monkeypatch):
    young = swept()
    monkeypatch.setattr(sweeping, "YOUNG", timedelta(seconds=-60))
    seen = swept("--dry-run")
    old = swept()

    lines = [f"somme: no row for {ORPHAN}", f"programme: no row for {COPY}"]
    assert young == (0, ["0 orphan(s) erased, 0 missing"])
    assert seen == (0, [*lines, "2 orphan(s) found, 0 missing"])
    assert old == (0, [*lines, "2 orphan(s) erased, 0 missing"])
    assert not orphans.exists(ORPHAN)
    with in_territory("somme"):
        assert storage().exists(kept.path)


def test_what_is_missing_is_told_and_logged(kept, caplog):
    with in_territory("somme"):
        path = kept.path
        storage().delete(path)
    code, lines = swept()
    tasks.sweep()

    assert (code, lines) == (1, [f"somme: no bytes for {path}", "0 orphan(s) erased, 1 missing"])
    assert f"files: somme has lost {path}" in caplog.text


def test_an_operator_gives_a_territory_more_room(somme):
    told = StringIO()
    for arguments in (["somme"], ["somme", "5000"], ["somme"]):
        call_command("files_quota", *arguments, stdout=told)
    with pytest.raises(CommandError, match="no territory"):
        call_command("files_quota", "nulle-part")
    with in_programme():
        assert told.getvalue().split() == [
            "somme:",
            "2000",
            "MB",
            "for",
            "its",
            "files",
            "somme:",
            "5000",
            "MB",
            "for",
            "its",
            "files",
            "somme:",
            "5000",
            "MB",
            "for",
            "its",
            "files",
        ]
