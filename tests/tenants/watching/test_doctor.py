"""`doctor` says what is wrong and what to type; each fault is made for real, and seen to go."""

import io
import json
import socket
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connections

from eclore.kit import clock
from tenants.contexts import in_programme
from tenants.watching.diagnosis import database, machine, schemas
from tenants.watching.diagnosis.findings import Level, found
from tenants.watching.domain import note_backup
from tests.support import databases
from tests.support.smtp import mail_server


def wrongs(looks_at) -> list[tuple[str, str]]:
    """(what is said, what to type) of what is not well."""
    return [(each.said, each.remedy) for each in found("…", looks_at) if each.level != Level.FINE]


def execute(*statements: str) -> None:
    with connections["owner"].cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def test_every_line_is_printed_and_the_exit_code_says_whether_something_is_to_be_done(real_db):
    said = io.StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("doctor", stdout=said)
    assert ended.value.code == 1  # no backup, no worker: a machine of tests
    lines = said.getvalue()
    for line in (
        "ok       droits        comme déclarés, sur 3 territoire(s)",
        "ok       schémas       3 territoire(s) semblables à un nouveau",
        "ok       migrations    tous les schémas sont à jour",
        "à faire  sauvegardes   aucune n'a été signalée",
        "→ systemctl enable --now eclore-backup.timer",
        "ok       murs          ce qu'un superutilisateur a réglé est en place",
    ):
        assert line in lines, lines
    assert "points regardés" in lines.splitlines()[-1] and "n'a pas pu être regardé" not in lines


def test_a_look_that_breaks_is_told_and_hides_no_other():
    (finding,) = found("verrous", lambda: 1 / 0)
    assert (finding.level, finding.said) == (Level.WRONG, "n'a pas pu être regardé : division by zero")


def test_rights_and_roles_that_are_not_as_declared(real_db):
    assert wrongs(schemas.rights) == []
    execute("REVOKE SELECT ON somme.ideas_idea FROM territory_somme", "DROP POLICY eclore_owner ON accounts_user")
    assert wrongs(schemas.rights) == [
        ("1 objet(s) du schéma partagé à reprendre : public.accounts_user", "python manage.py upgrade"),
        ("1 territoire(s) à reprendre : somme", "python manage.py upgrade"),
    ]


@pytest.mark.parametrize(
    "change",
    [
        "ALTER TABLE oise.ideas_idea ADD COLUMN by_hand integer",
        "ALTER TABLE oise.ideas_idea ALTER COLUMN title SET DEFAULT ''",
        "CREATE INDEX by_hand ON oise.ideas_idea (title)",
        "ALTER TABLE oise.ideas_idea DISABLE TRIGGER USER",
        "ALTER TABLE oise.ideas_idea ADD CHECK (title <> 'x')",
        "DROP TABLE oise.ideas_idea CASCADE",
    ],
)
def test_a_schema_that_is_not_like_the_others(real_db, change):
    execute(change)
    ((said, _remedy),) = wrongs(schemas.alike)
    assert said.endswith("celles d'un nouveau : oise")


def test_migrations_that_wait_and_those_of_another_version(real_db):
    execute("DELETE FROM nord.django_migrations WHERE app = 'ideas' AND name LIKE '0009%'")
    assert wrongs(schemas.migrations) == [
        ("le schéma nord attend une mise à niveau (ideas)", "python manage.py upgrade")
    ]
    execute("INSERT INTO public.django_migrations (app, name, applied) VALUES ('ideas', '9999_later', now())")
    ((said, remedy),) = wrongs(schemas.migrations)
    assert "ideas.9999_later" in said and remedy.startswith("UPGRADING.md")


def test_what_a_superuser_has_to_do_again(real_db):
    assert wrongs(database.walls) == []
    with databases.superuser(real_db) as server:
        server.execute("GRANT EXECUTE ON FUNCTION pg_catalog.set_config(text, text, boolean) TO PUBLIC")
    ((said, remedy),) = wrongs(database.walls)
    assert "set_config" in said and remedy == database.DATABASE_SQL


def test_locks_are_counted_beside_what_a_dump_takes(real_db):
    assert wrongs(database.locks) == []
    ((said, remedy),) = wrongs(lambda: [database.locks_of(tables=120_000, each=64, sessions=100)])
    assert said == "place pour 6400 seulement, une sauvegarde en prend 120000"
    assert remedy.startswith("max_locks_per_transaction = 1500 dans conf.d/eclore.conf")


def test_the_logins_of_another_program(real_db):
    owner = connections["owner"]
    assert [said for said, _remedy in wrongs(database.logins)] in ([], ["DATABASE_WORKER_URL n'est pas donnée ici"])
    before = dict(owner.settings_dict)
    owner.close()
    owner.settings_dict |= {name: connections["default"].settings_dict[name] for name in ("USER", "PASSWORD")}
    try:
        said, remedy = wrongs(database.logins)[0]
    finally:
        owner.close()
        owner.settings_dict |= before
    assert said == "les commandes écrivent avec eclore_app" and remedy.startswith("DATABASE_OWNER_URL=")


def test_mail_is_asked_for_real(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_USE_TLS = "127.0.0.1", False
    with mail_server() as server:
        settings.EMAIL_PORT = server.server_address[1]
        assert wrongs(machine.mail) == []
        assert server.received == []
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        settings.EMAIL_PORT = closed.getsockname()[1]
        ((said, remedy),) = wrongs(machine.mail)
    assert "ne répond pas" in said and "EMAIL_URL" in remedy
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    assert wrongs(machine.mail)[0][0] == "aucun serveur de courrier n'est donné"


def test_a_folder_that_cannot_be_written(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    assert [said for said, _remedy in wrongs(machine.disks) if "ne s'écrit pas" in said] == []
    (tmp_path / "file").write_text("")
    settings.MEDIA_ROOT = tmp_path / "file" / "media"
    assert [said for said, _remedy in wrongs(machine.disks) if "ne s'écrit pas" in said] != []


def test_a_backup_that_is_late(real_db, monkeypatch):
    assert wrongs(machine.backups)[0][0] == "aucune n'a été signalée"
    with in_programme():
        note_backup("whole")
    assert wrongs(machine.backups) == []
    later = clock.now() + timedelta(hours=30)
    monkeypatch.setattr(machine.clock, "now", lambda: later)
    assert wrongs(machine.backups) == [("la dernière a 30 h", "journalctl -u eclore-backup")]


def test_a_worker_that_is_silent_and_jobs_that_failed(real_db):
    with databases.superuser(real_db) as server:
        server.execute("DELETE FROM procrastinate_jobs; DELETE FROM procrastinate_workers")
        assert wrongs(machine.jobs) == [
            ("le processus `work` n'a jamais été entendu", "systemctl restart eclore-worker")
        ]
        server.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now())")
        assert wrongs(machine.jobs) == []
        server.execute(
            "INSERT INTO procrastinate_jobs (task_name, queue_name, status, attempts)"
            " VALUES ('mail.send', 'default', 'failed', 8)"
        )
    assert wrongs(machine.jobs) == [("échecs définitifs de « mail.send » : 1", machine.STATUS)]


def test_debug_is_no_way_to_serve(settings):
    settings.DEBUG = True
    assert ("DEBUG est en place : une erreur montre le code", "retirez DEBUG") in wrongs(machine.settings_of_site)


def test_a_restoration_that_was_cut_off(settings, tmp_path):
    """What it leaves on the disk while it works; a real one is killed in tests/operations/test_restoring_cut_off.py."""
    settings.BACKUPS = tmp_path
    assert wrongs(machine.unfinished) == []
    kept = tmp_path / "territories" / "somme"
    kept.mkdir(parents=True)
    told = {"asked": {"from": "a b.zip"}, "undo": "undo.zip", "at": "2026-11-30T21:00:00+00:00", "files": {}}
    (kept / "under-way.json").write_text(json.dumps(told))
    assert wrongs(machine.unfinished) == [
        (
            "celle de somme au 30/11/2026 à 21:00 n'est pas finie (coupée, ou en cours dans un terminal)",
            "python manage.py restore_territory somme --from 'a b.zip'",
        )
    ]
