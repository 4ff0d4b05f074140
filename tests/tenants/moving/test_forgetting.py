"""A territory that has left is forgotten, with proof: nothing names it, others keep what is theirs, who stays stays."""

import io
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, storages
from django.core.management import CommandError, call_command
from django.db import connections

from eclore.kit import clock
from tenants.moving import forgetting, proof
from tenants.moving.management.commands import forget_territory
from tests.isolation import cast
from tests.support import databases
from tests.support.auditing import found, verified

SLUG, OTHER = cast.OTHER, cast.OURS  # the one whose dossiers joint juries have heard
FROZEN = ("joint_juries_decision", "joint_juries_passage", "joint_juries_jury")
# What a joint jury has heard of the territory is decided as something else was, and has come home.
DECIDED = f"""
INSERT INTO joint_juries_decision SELECT (jsonb_populate_record(d, jsonb_build_object('id', gen_random_uuid(),
    'passage_id', p.id, 'nomination_id', n.id, 'territory_role', n.territory_role))).*
FROM joint_juries_decision d, joint_juries_passage p
JOIN forums_nomination n ON n.id = p.nomination_id
WHERE d.id = (SELECT id FROM joint_juries_decision LIMIT 1) AND n.territory_role = 'territory_{SLUG}' AND NOT EXISTS
    (SELECT FROM joint_juries_decision o WHERE o.nomination_id = n.id)
"""


def sql(statement, values=()):
    with connections["owner"].cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else []


def one(statement, values=()):
    return sql(statement, values)[0][0]


@pytest.fixture(scope="module")
def played(own_database, django_db_blocker):
    """A database where a season was played; nobody is connected to it afterwards."""
    with django_db_blocker.unblock(), databases.copied(f"{own_database}_forgotten") as name:
        with databases.pointed_at(name):
            cast.play()
            for table in FROZEN:
                sql(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            sql("UPDATE joint_juries_decision SET published_at = now(), delivered_at = now()")
        connections.close_all()
        yield name


@pytest.fixture
def season(played, own_database, django_db_blocker, tmp_path, monkeypatch):
    """A copy of it with files in a folder of the test's own, the territory closed since an hour."""
    name = f"{own_database}_forgetting"
    monkeypatch.setitem(storages._storages, "default", FileSystemStorage(tmp_path / "shelves"))
    with django_db_blocker.unblock():
        databases.clone(name, of=played)
        try:
            with databases.pointed_at(name):
                sql(DECIDED)
                for table in FROZEN:
                    sql(f"ALTER TABLE {table} ENABLE TRIGGER USER")
                sql(
                    "UPDATE territories_territory SET closed_at = now() - interval '1 hour', closed_contact = 'a@b.fr'"
                    " WHERE slug = %s",
                    [SLUG],
                )
                for path in (f"territories/{SLUG}/ideas/a", f"territories/{OTHER}/ideas/a", f"logos/{SLUG}/a.png"):
                    storages["default"].save(path, ContentFile(b"%PDF"))
                yield name
        finally:
            connections.close_all()
            databases.drop(name)


def exported(tmp_path, name="archive.zip"):
    path = tmp_path / name
    call_command("export_territory", SLUG, "--to", str(path), stdout=io.StringIO())
    return path


def forget(path, *more, slug=SLUG):
    out = io.StringIO()
    try:
        call_command("forget_territory", slug, "--archive", str(path), *more, stdout=out)
    except SystemExit:
        pytest.fail(out.getvalue()[-2000:])
    return out.getvalue()


def refused(match, path, *more, slug=SLUG):
    before = one("SELECT count(*) FROM programme_audit_entry")
    with pytest.raises(CommandError, match=match):
        forget(path, *more, slug=slug)
    assert one("SELECT count(*) FROM territories_territory WHERE slug = %s", [SLUG]) == 1
    assert one("SELECT count(*) FROM programme_audit_entry") == before


def test_it_is_forgotten_and_proved(season, tmp_path, mailoutbox):
    of_others = "SELECT count(*) FROM memberships_membership WHERE territory_role = %s"
    others = one(of_others, [f"territory_{OTHER}"])
    heard = one(
        "SELECT count(*) FROM forums_nomination n JOIN joint_juries_passage p ON p.nomination_id = n.id"
        " WHERE n.territory_role = %s",
        [f"territory_{SLUG}"],
    )
    faults = found(verified("public")[1])
    assert heard > 0
    path = exported(tmp_path)
    said = forget(path, "--yes")

    assert "\n0 left; 1 lines of the programme's sealed log name it for good" in said, said
    assert one("SELECT count(*) FROM pg_namespace WHERE nspname = %s", [SLUG]) == 0
    assert proof.files_of(SLUG) == [] and not (tmp_path / "shelves" / "territories" / SLUG).exists()
    assert proof.files_of(OTHER) == [f"territories/{OTHER}/ideas/a"]
    assert one(of_others, [f"territory_{OTHER}"]) == others
    kept = sql("SELECT snapshot ->> 'team', nominated_by, ties::text FROM forums_nomination WHERE territory_id IS NULL")
    assert kept == [("[]", "", "[]")] * heard
    [facts] = [row for (row,) in sql("SELECT facts FROM programme_audit_entry WHERE verb = 'forget_territory'")]
    assert forget_territory.sha256_of(path) in facts and '"ideas_idea:' in facts and f'"site":"{SLUG}"' in facts
    assert found(verified("public")[1]) == faults
    assert one("SELECT count(*) FROM joint_juries_decision WHERE territory_role = 'eclore_programme'") == heard


def test_who_belonged_there_only_is_erased_and_nobody_else(season, tmp_path, mailoutbox):
    here = f"territory_{SLUG}"
    both = one("SELECT id FROM accounts_user WHERE visible_to @> ARRAY[%s::name] AND is_active LIMIT 1", [here])
    other = one("SELECT id FROM territories_territory WHERE slug = %s", [OTHER])
    sql(
        "INSERT INTO memberships_membership (id, created_at, user_id, territory_id, territory_role, role, granted_by)"
        " VALUES (gen_random_uuid(), now(), %s, %s, %s, 'member', '')",
        [both, other, f"territory_{OTHER}"],
    )
    alone = one(
        "SELECT count(*) FROM accounts_user u WHERE visible_to = ARRAY[%s::name] AND is_active AND NOT EXISTS (SELECT"
        " FROM memberships_nationalgrant g WHERE g.user_id = u.id) AND NOT EXISTS (SELECT FROM joint_juries_seat s"
        " WHERE s.user_id = u.id)",
        [here],
    )
    people = one("SELECT count(*) FROM accounts_user WHERE is_active")
    said = forget(exported(tmp_path), "--yes")
    assert alone > 1 and f"{alone} people who belonged there only erased" in said
    assert one("SELECT count(*) FROM accounts_user WHERE is_active") == people - alone
    assert sql("SELECT is_active, visible_to::text[] FROM accounts_user WHERE id = %s", [both]) == [
        (True, [f"territory_{OTHER}"])
    ]
    assert one("SELECT count(*) FROM privacy_request WHERE state <> 'done'") == 0
    assert len(mailoutbox) == alone


@contextmanager
def killed(monkeypatch, module, name):
    with monkeypatch.context() as patch:
        patch.setattr(module, name, lambda *_a, **_o: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            yield


def test_cut_off_it_goes_on(season, tmp_path, monkeypatch):
    """Before its line is sealed nothing is done; afterwards the same archive takes it up; once more is harmless."""
    path = exported(tmp_path)
    with killed(monkeypatch, forgetting, "_tell"):
        forget(path, "--yes")
    assert one(f"SELECT count(*) > 0 FROM {SLUG}.ideas_idea")
    with killed(monkeypatch, proof, "remove_files"):
        forget(path, "--yes")
    assert proof.files_of(SLUG) != []
    with killed(monkeypatch, forget_territory, "erase"):
        forget(path, "--yes")
    assert one("SELECT count(*) > 0 FROM privacy_request WHERE state = 'waiting'")
    said = forget(path, "--yes")
    assert "taken up" in said and "\n0 left;" in said
    assert one("SELECT count(*) FROM privacy_request WHERE state <> 'done'") == 0
    again = forget(path, "--yes")
    assert "\n0 files gone" in again and "\n0 people" in again and "\n0 left;" in again


def test_its_name_is_free_and_an_old_archive_forgets_no_newcomer(season, tmp_path):
    path = exported(tmp_path)
    forget(path, "--yes")
    call_command("provision", SLUG, "Nouvelle", "ville", stdout=io.StringIO())
    refused("another territory, which had the same name", path, "--yes")


def test_what_is_not_its_last_state_is_refused(season, tmp_path):
    path = exported(tmp_path)
    sql(f"UPDATE {SLUG}.ideas_idea SET title = 'Autre' WHERE id = (SELECT min(id::text)::uuid FROM {SLUG}.ideas_idea)")
    refused(r"not its last state \(csv/idees.csv.*tables/ideas_idea.jsonl\): export it again", path, "--yes")
    refused("Run it again with --yes", exported(tmp_path, "again.zip"))


def test_an_open_or_just_closed_territory_is_refused(season, tmp_path):
    path = exported(tmp_path)
    sql("UPDATE territories_territory SET closed_at = %s WHERE slug = %s", [clock.now() - timedelta(seconds=1), SLUG])
    refused("closed a moment ago", path, "--yes")
    sql("UPDATE territories_territory SET closed_at = NULL, closed_contact = '' WHERE slug = %s", [SLUG])
    refused("it is not closed", path, "--yes")


def test_a_jury_that_has_not_ended_is_waited_for(season, tmp_path):
    path = exported(tmp_path)
    sql("UPDATE joint_juries_decision SET delivered_at = NULL WHERE territory_role = %s", [f"territory_{SLUG}"])
    refused("a jury has not ended with its dossiers", path, "--yes")


def test_another_s_archive_a_damaged_one_and_the_site_s_own_are_refused(season, tmp_path):
    path = exported(tmp_path)
    refused("this is the archive of", path, "--yes", slug=OTHER)
    kept = tmp_path / "shelves" / "archive.zip"
    kept.write_bytes(path.read_bytes())
    refused("among the site's own files", kept, "--yes")
    path.write_bytes(path.read_bytes()[:-100])
    refused("not an archive of a territory", path, "--yes")
