"""Copies of files: each once, sound, kept as long as a list names them; backups are refused where they cannot be."""

from datetime import UTC, datetime

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, storages
from django.core.management import CommandError, call_command

from tenants.backups import pgbackrest, store, whole
from tenants.backups.errors import BackupError

NAME, OTHER = "territories/somme/ideas/a", "territories/somme/ideas/b"


@pytest.fixture(autouse=True)
def kept(settings, tmp_path, monkeypatch):
    """A storage on the disk, and where its copies go."""
    settings.BACKUPS, settings.ERASURES = tmp_path / "backups", tmp_path / "erasures"
    storage = FileSystemStorage(tmp_path / "media")
    monkeypatch.setitem(storages._storages, "default", storage)
    storage.save(NAME, ContentFile(b"one"))
    storage.save(OTHER, ContentFile(b"one"))
    with whole.alone():
        yield storage


def test_the_same_bytes_are_copied_once_and_come_back_under_each_name(kept):
    names = store.keep(store.everything(), {})
    assert {*names} == {NAME, OTHER} and len({*store.folder().glob("??/*")}) == 1
    kept.delete(NAME)
    assert store.bring_back(names) == ([NAME], [])
    assert kept.open(NAME).read() == b"one"


def test_the_beginning_of_a_file_that_was_cut_off_as_it_came_back_is_written_anew(kept):
    names = store.keep([NAME], {})
    kept.delete(NAME)
    kept.save(NAME, ContentFile(b"on"))
    assert store.bring_back(names) == ([NAME], [])
    assert (kept.open(NAME).read(), store.bring_back(names)) == (b"one", ([], []))


def test_a_file_that_is_known_is_not_read_again(kept, monkeypatch):
    names = store.keep(store.everything(), {})
    monkeypatch.setattr(kept, "open", None)
    assert store.keep(store.everything(), names) == names


def test_a_damaged_copy_is_told_and_never_put_back(kept):
    names = store.keep([NAME], {})
    store.place(names[NAME].sha256).write_bytes(b"two")
    with pytest.raises(BackupError, match="is damaged"):
        store.demand_all(names, read=True)
    kept.delete(NAME)
    assert store.bring_back(names) == ([], [NAME])
    assert not kept.exists(NAME)


def test_what_no_list_names_goes_and_what_one_names_stays(kept):
    names = store.keep([NAME], {})
    kept.save("territories/somme/ideas/c", ContentFile(b"three"))
    more = store.keep(["territories/somme/ideas/c"], {})
    assert store.prune([names]) == 1
    store.demand_all(names, read=True)
    with pytest.raises(BackupError):
        store.demand_all(more, read=False)


def test_files_of_a_moment_are_those_of_the_backups_around_it():
    for day, names in ((1, [NAME]), (2, [OTHER]), (3, [])):
        path = whole.Path(whole.settings.BACKUPS) / whole.LISTS / f"2026-11-0{day}T000000Z{store.SUFFIX}"
        store.write_list(path, store.keep(names, {}))
    assert {*whole.files_at(datetime(2026, 11, 1, 12, tzinfo=UTC))} == {NAME, OTHER}
    assert {*whole.files_at(datetime(2026, 11, 2, 12, tzinfo=UTC))} == {OTHER}
    assert {*whole.files_at(None)} == set()


def test_a_list_that_was_cut_off_is_damaged():
    path = whole.Path(whole.settings.BACKUPS) / whole.LISTS / f"2026-11-01T000000Z{store.SUFFIX}"
    store.write_list(path, store.keep([NAME], {}))
    path.write_bytes(path.read_bytes()[:-12])
    with pytest.raises(BackupError, match="cannot be read"):
        store.read_list(path)


def test_two_backups_at_once_are_one():
    with pytest.raises(CommandError, match="No backup was made: another backup, or a restoration, is at work"):
        call_command("backup")


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("status: error\n missing: 0, checksum invalid: 1, size invalid: 0", "checksum invalid: 1"),
        ("status: ok\n missing: 2, checksum invalid: 0", "missing: 2"),
        ("status: error", "run it to see"),
    ],
)
def test_a_damaged_repository_is_not_verified_though_pgbackrest_ends_well(monkeypatch, said, why):
    """As version 2.45 prints it."""
    monkeypatch.setattr(pgbackrest, "run", lambda *_arguments: said)
    with pytest.raises(BackupError, match=why):
        pgbackrest.verify()
