"""A territory's manager takes its data away from its own pages: asked, made, downloaded, ended."""

import errno
import hashlib
import io
import re
import zipfile
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, storages
from django.db import ProgrammingError, transaction

from eclore.kit import audit, clock, jobs
from programs.files.sweeping import sweep_territory
from tenants.contexts import in_programme, in_territory
from tenants.memberships.models import Membership
from tenants.moving import tasks
from tenants.moving.archive import Reader
from tenants.moving.domain import archives
from tenants.moving.models import Archive
from tenants.privacy import orchestration, purging
from tenants.storage import under
from tests.support.browsing import words
from tests.support.personas import browser, person

HERE = ["member", "juror", "coach", "sponsor"]
PAGE = "/reglages/reversibilite/"
ASK = f"{PAGE}demander/"


@pytest.fixture(autouse=True)
def shelves(tmp_path, monkeypatch):
    """A folder of the test's own, as an installation has."""
    monkeypatch.setitem(storages._storages, "default", FileSystemStorage(tmp_path / "shelves"))


@pytest.fixture
def manager(somme):
    return person("manager", at=somme, name="Odile Gestion", email="odile@exemple.fr")


@pytest.fixture
def client(somme, manager):
    return browser(somme, manager)


def the_archive(site):
    with in_territory(site):
        return Archive.objects.latest("created_at")


def kept(site):
    return list(under(storages["default"], f"territories/{site.schema_name}/moving"))


def verbs(site):
    with in_territory(site):
        found = audit.log()._default_manager.filter(verb__endswith="_archive").order_by("at")
        return [(line.verb, line.by_kind) for line in found]


def test_it_is_asked_made_told_and_downloaded(somme, manager, client, queue, mailoutbox):
    empty = words(client.get(PAGE))
    assert "Aucune archive demandée" in empty and "Aucun secret : ni mot de passe" in empty
    assert client.post(ASK)["Location"] == PAGE
    page = words(client.get(PAGE))
    assert "En attente" in page and "Actualiser" in page and 'hx-trigger="every 2s"' in page
    queue.run()

    page, archive = words(client.get(PAGE)), the_archive(somme)
    assert "Télécharger l'archive" in page and archive.sha256 in page and "every 2s" not in page
    assert "par Odile Gestion" in page
    answer = client.get(f"{PAGE}{archive.pk}.zip")
    content = b"".join(answer.streaming_content)
    assert (hashlib.sha256(content).hexdigest(), len(content)) == (archive.sha256, archive.size)
    assert re.fullmatch(r'attachment; filename="eclore-somme-\d{4}-\d\d-\d\d\.zip"', answer["Content-Disposition"])
    assert "no-store" in answer["Cache-Control"]
    with zipfile.ZipFile(io.BytesIO(content)) as read:
        assert {"LISEZMOI.txt", "manifest.json", "csv/idees.csv"} <= {*read.namelist()}
    assert verbs(somme) == [("ask_archive", "person"), ("make_archive", "system"), ("download_archive", "person")]
    [letter] = mailoutbox
    assert letter.to == [manager.email] and PAGE in letter.body and archive.sha256 in letter.body
    assert f"{archive.pk}" not in letter.body


def test_pressed_twice_it_is_one(somme, client, queue):
    client.post(ASK)
    client.post(ASK)
    with in_territory(somme):
        assert Archive.objects.count() == 1
    assert queue.names.count(archives.MAKE) == 1


def test_another_takes_the_place_of_the_one_before(real_db, somme, client, queue):
    for _time in range(2):
        client.post(ASK)
        queue.run()
    with in_territory(somme):
        states = list(Archive.objects.values_list("state", flat=True))
    assert states == ["ready", "removed"]
    assert kept(somme) == [f"territories/somme/moving/{the_archive(somme).pk}"]
    with zipfile.ZipFile(storages["default"].open(kept(somme)[0])) as read:
        assert [name for name in read.namelist() if "/moving/" in name] == []


@pytest.mark.parametrize("who", [*HERE, "other manager", "administrator", "nobody"])
def test_nobody_else_asks_sees_or_takes(somme, oise, client, queue, who):
    client.post(ASK)
    queue.run()
    archive = the_archive(somme)
    people = {
        "other manager": lambda: person("manager", at=oise),
        "administrator": lambda: person(national=("national_administrator",)),
        "nobody": lambda: None,
    }
    somebody = people.get(who, lambda: person(who, at=somme))()
    before = verbs(somme)
    stranger = browser(somme, somebody) if somebody else browser(somme)
    expected = 403 if who in HERE else 302  # who is nobody here is asked to sign in
    addresses = [PAGE, f"{PAGE}{archive.pk}.zip", f"{PAGE}{archive.pk}/supprimer/"]
    assert {stranger.get(address).status_code for address in addresses} == {expected}
    assert {stranger.post(address).status_code for address in (ASK, addresses[2])} == {expected}
    assert (verbs(somme), the_archive(somme).state) == (before, "ready")


def test_it_is_nowhere_on_another_host(somme, oise, national, auth_host, client, queue):
    client.post(ASK)
    queue.run()
    path = f"{PAGE}{the_archive(somme).pk}.zip"
    of_both = person("manager", at=oise)
    with in_programme():
        Membership.objects.create(
            user_id=of_both.user_id, territory_id=somme.territory_id, territory_role=somme.role, role="manager"
        )
    assert browser(oise, of_both).get(path).status_code == 404
    administrator = person(national=("national_administrator",))
    assert [browser(host, administrator).get(path).status_code for host in (national, auth_host)] == [404, 404]
    with in_programme(), pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        list(Archive.objects.all())


def test_identity_is_confirmed_before_it_is_asked_or_taken(somme, client, queue):
    client.post(ASK)
    queue.run()
    with clock.at(clock.now() + timedelta(hours=2)):
        path = f"{PAGE}{the_archive(somme).pk}.zip"
        assert "preuve=1" in client.get(path)["Location"]
        assert "preuve=1" in client.post(ASK)["Location"]
        assert client.get(PAGE).status_code == 200


def test_its_days_end_and_the_night_takes_it(real_db, somme, client, queue, settings):
    client.post(ASK)
    queue.run()
    path = f"{PAGE}{the_archive(somme).pk}.zip"
    with clock.at(clock.now() + timedelta(days=settings.ARCHIVE_DAYS, minutes=1)):
        late = browser(somme, person("manager", at=somme))
        assert late.get(path).status_code == 410
        assert len(kept(somme)) == 1
        [purged] = purging.purge_everywhere(only="somme")
        assert (purged.failed, purged.counts.get("archives")) == (False, 1)
        assert "Délai passé" in words(late.get(PAGE))
    assert (the_archive(somme).state, kept(somme)) == ("expired", [])


def test_it_is_taken_back_before_its_end(real_db, somme, client, queue):
    client.post(ASK)
    queue.run()
    archive = the_archive(somme)
    assert "Supprimer cette archive ?" in words(client.get(f"{PAGE}{archive.pk}/supprimer/"))
    for _time in range(2):
        assert client.post(f"{PAGE}{archive.pk}/supprimer/")["Location"] == PAGE
    assert (the_archive(somme).state, kept(somme)) == ("removed", [])
    assert verbs(somme)[-1] == ("remove_archive", "person") and len(verbs(somme)) == 3
    assert client.get(f"{PAGE}{archive.pk}.zip").status_code == 410


def test_taken_back_while_it_is_written_it_is_not_made(real_db, somme, client, queue, monkeypatch):
    monkeypatch.setattr(tasks, "BETWEEN", 0)
    client.post(ASK)
    archive = the_archive(somme)
    real = tasks._Progress.__call__

    def stopped(self, done, total):
        if done == 3:
            client.post(f"{PAGE}{archive.pk}/supprimer/")
        real(self, done, total)

    monkeypatch.setattr(tasks._Progress, "__call__", stopped)
    queue.run()
    assert (the_archive(somme).state, the_archive(somme).done, kept(somme)) == ("removed", 2, [])
    assert [verb for verb, _kind in verbs(somme)] == ["ask_archive", "remove_archive"]


def test_a_full_disk_says_so_and_it_can_be_asked_again(somme, client, queue, monkeypatch, mailoutbox):
    client.post(ASK)
    with monkeypatch.context() as patch:
        patch.setattr(tasks, "export", full)
        queue.run()
    page = words(client.get(PAGE))
    assert "Interrompue" in page and "Le disque du service est plein" in page and "Préparer une archive" in page
    assert "Le disque du service est plein" in mailoutbox[0].body
    client.post(ASK)
    queue.run()
    assert the_archive(somme).state == "ready"


def full(*_arguments, **_options):
    raise OSError(errno.ENOSPC, "No space left on device")


def test_a_job_that_fails_is_told_at_its_last_attempt(somme, client, queue, monkeypatch):
    client.post(ASK)
    [(name, arguments)] = queue.waiting
    monkeypatch.setattr(tasks, "export", lambda *_a, **_o: 1 / 0)
    for attempt, state in ((1, "running"), (2, "running"), (3, "failed")):
        with pytest.raises(ZeroDivisionError):
            jobs.TASKS[name].run(attempt=attempt, **arguments)
        assert the_archive(somme).state == state
    assert "La préparation n'a pas abouti" in words(client.get(PAGE))


def test_what_a_killed_worker_has_left_is_written_anew(real_db, somme, client, queue, tmp_path, monkeypatch):
    """Killed once the file was on the shelf, and before it was said: the next one puts its own there."""
    monkeypatch.setattr(tasks.tempfile, "gettempdir", lambda: str(tmp_path / "working"))
    (tmp_path / "working").mkdir()
    client.post(ASK)
    archive = the_archive(somme)
    left = tmp_path / "working" / f"eclore-archive-{archive.pk}"
    left.mkdir()
    (left / "archive.zip").write_bytes(b"half")
    storages["default"].save(f"territories/somme/moving/{archive.pk}", ContentFile(b"half"))
    with in_territory(somme):
        archives.begin(archive.pk)
    waiting = list(queue.waiting)
    queue.run()
    queue.waiting += waiting  # the queue gives it once more
    queue.run()
    assert (the_archive(somme).state, list((tmp_path / "working").iterdir()), len(kept(somme))) == ("ready", [], 1)
    copy = tmp_path / "copy.zip"
    copy.write_bytes(storages["default"].open(kept(somme)[0]).read())
    Reader(copy).verify()
    assert [verb for verb, _kind in verbs(somme)] == ["ask_archive", "make_archive"]


def test_who_is_erased_takes_the_archives_that_name_them_along(real_db, somme, oise, client, queue):
    elsewhere = browser(oise, person("manager", at=oise))
    gone = person("member", at=somme, name="Aurélie Dufossé", email="aurelie@exemple.fr")
    for each in (client, elsewhere):
        each.post(ASK)
    queue.run()
    orchestration.erase(orchestration.recognise(orchestration.somebody(gone.email)))
    assert (the_archive(somme).state, kept(somme), the_archive(oise).state) == ("removed", [], "ready")
    assert "Une personne a été effacée depuis" in words(client.get(PAGE))


def test_who_manages_no_longer_is_not_written_to(somme, manager, client, queue, mailoutbox):
    client.post(ASK)
    with in_programme():
        Membership.objects.filter(user_id=manager.user_id).update(revoked_at=clock.now())
    queue.run()
    assert (the_archive(somme).state, mailoutbox) == ("ready", [])
    assert "Demandée" in words(browser(somme, person("manager", at=somme)).get(PAGE))
    assert client.get(f"{PAGE}{the_archive(somme).pk}.zip").status_code in (302, 403)


def test_the_sweep_of_files_leaves_it(real_db, somme, client, queue):
    client.post(ASK)
    queue.run()
    with in_territory(somme):
        swept = sweep_territory("somme")
    assert (swept.orphans, swept.missing, len(kept(somme))) == ((), (), 1)
