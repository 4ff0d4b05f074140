"""`upgrade` writes what differs and nothing else, beside whoever reads; what fails is named, and the rest goes on."""

import io
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.core.management import CommandError, call_command
from django.db import connections, transaction

from eclore.kit.errors import Refusal
from tenants.isolation.check import check
from tenants.territories import blueprints, patience, provisioning, template, upgrading
from tenants.territories.patience import Patience
from tests.support import databases
from tests.support.statements import Statements
from tests.tenants.territories.catalogue import described

THREE = ["nord", "oise", "somme"]
# What the migrations of ideas from 0009 on have added, taken away: it is added again as a new version would.
SINCE = "FROM {schema}.django_migrations WHERE app = 'ideas' AND name >= '0009'"
TAKEN_BACK = (
    "ALTER TABLE {schema}.ideas_idea DROP COLUMN folded; "
    + "".join(
        f"DROP INDEX {{schema}}.{name}; "
        for name in (
            "ideas_callback_first",
            "ideas_commitment_waits",
            "ideas_idea_of_season",
            "ideas_idea_latest",
            "ideas_idea_drafts",
            "ideas_teammember_leader",
        )
    )
    + f"DELETE {SINCE}"
)


def upgraded(*arguments: str) -> tuple[list[str], list[str], str]:
    """What is said, what is said of failures, and how it ends."""
    said, complained = io.StringIO(), io.StringIO()
    try:
        call_command("upgrade", *arguments, stdout=said, stderr=complained)
        ended = ""
    except CommandError as error:
        ended = str(error)
    return said.getvalue().splitlines(), complained.getvalue().splitlines(), ended


def execute(*statements: str) -> None:
    with connections["owner"].cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def violations() -> list[str]:
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT schema_name FROM public.territories_territory ORDER BY 1")
        return check(cursor, [name for (name,) in cursor.fetchall()]).violations


def migrations() -> set[tuple[str, str]]:
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT app, name FROM public.django_migrations")
        return set(cursor.fetchall())


@pytest.fixture
def behind(real_db) -> None:
    """Three territories and the shared schema wait for the same migrations."""
    execute(f"DELETE {SINCE}".format(schema="public"), *(TAKEN_BACK.format(schema=schema) for schema in THREE))


@contextmanager
def reading(database: str, table: str) -> Iterator[threading.Event]:
    """Somebody reads `table` in a transaction, as a dump does, until the event is set or the block ends."""
    ends, begun = threading.Event(), threading.Event()

    def read() -> None:
        with databases.superuser(database) as connection:
            connection.execute("SET application_name = 'pg_dump'")
            connection.execute(f"BEGIN; LOCK TABLE {table} IN ACCESS SHARE MODE")
            begun.set()
            ends.wait(60)
            connection.execute("COMMIT")

    thread = threading.Thread(target=read)
    thread.start()
    try:
        assert begun.wait(10)
        yield ends
    finally:
        ends.set()
        thread.join(10)


def end_once_waited_for(database: str, table: str, ends: threading.Event) -> None:
    """Whoever reads `table` goes on for two seconds after somebody was seen to wait for it."""
    waiting = "SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND relation = %s::regclass)"
    with databases.superuser(database) as connection:
        while not (connection.execute(waiting, [table]).fetchone()[0] or ends.is_set()):
            time.sleep(0.02)
    ends.wait(2)
    ends.set()


def test_a_database_of_an_earlier_version_says_what_to_do_and_is_left_alone(real_db):
    """As after 0.1.0, where accounts and memberships were one app."""
    execute(
        "INSERT INTO public.django_migrations (app, name, applied) VALUES ('people', '0001_initial', now()),"
        " ('logbook', '0001_initial', now())",
        "DELETE FROM public.django_migrations WHERE app = 'accounts'",
    )
    made_before = migrations()
    _said, _complained, ended = upgraded()

    assert "migrations inconnues : logbook, people" in ended
    assert "`make demo-reset`" in ended and "UPGRADING.md" in ended
    assert migrations() == made_before


def test_with_nothing_to_do_nothing_is_written(real_db):
    with Statements(connections["owner"]) as statements:
        said, complained, ended = upgraded()

    assert (said, complained, ended) == (
        ["Schéma partagé à jour (0 instructions).", "Territoires mis à jour : 0."],
        [],
        "",
    )
    written = [
        text
        for text in statements.texts
        if text.lstrip().startswith(("ALTER", "DROP", "GRANT", "REVOKE", "INSERT", "UPDATE", "DELETE"))
    ]
    assert written == []


def test_only_what_differs_is_written(real_db):
    execute(
        "ALTER TABLE public.accounts_session NO FORCE ROW LEVEL SECURITY",
        "GRANT SELECT ON public.mfa_authenticator TO eclore_territory",
        "REVOKE SELECT ON somme.ideas_idea FROM territory_somme",
        "GRANT TRUNCATE ON oise.ideas_idea TO territory_oise",
        "GRANT SELECT (id) ON oise.django_migrations TO territory_oise",
        "GRANT SELECT ON nord.ideas_idea TO PUBLIC",
    )
    assert len(violations()) == 6
    with Statements(connections["owner"]) as statements:
        said, _complained, ended = upgraded()

    assert (ended, violations()) == ("", [])
    assert said[1:] == [
        "Droits du schéma partagé remis comme déclarés : public.accounts_session, public.mfa_authenticator.",
        "Territoires mis à jour : 0.",
        "Territoires dont les droits ont été remis comme déclarés : 3.",
    ]
    assert not any("public.accounts_user" in text and "POLICY" in text for text in statements.texts)


def test_a_role_that_is_missing_is_made_again(real_db):
    provisioning.provision(slug="sans-role", name="Sans rôle", kind="ville")
    execute("REVOKE territory_sans_role FROM eclore_app")
    with databases.superuser(real_db) as server:
        server.execute("DROP OWNED BY territory_sans_role; DROP ROLE territory_sans_role")
    assert violations()
    try:
        said, complained, ended = upgraded()
        assert (said[-1], complained, ended) == (
            "Territoires dont les droits ont été remis comme déclarés : 1.",
            [],
            "",
        )
        assert violations() == []
    finally:
        with databases.superuser(real_db) as server:
            server.execute("DROP OWNED BY territory_sans_role; DROP ROLE territory_sans_role")


def test_a_new_migration_reaches_every_territory_and_makes_them_alike(behind):
    said, complained, ended = upgraded()

    assert (said[-1], complained, ended) == ("Territoires mis à jour : 3.", [], "")
    assert violations() == []
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        first, *others = (described(cursor, schema) for schema in THREE)
    assert first["columns"] and others == [first, first]
    assert upgraded()[0][-1] == "Territoires mis à jour : 0."


def test_a_territory_that_fails_is_named_and_the_others_are_upgraded(behind):
    execute("ALTER TABLE oise.ideas_idea ADD COLUMN folded integer")
    said, complained, ended = upgraded()

    assert said[-1] == "Territoires mis à jour : 2."
    assert len(complained) == 1 and complained[0].startswith("Territoire oise : ") and "folded" in complained[0]
    assert ended.startswith("1 territoire(s) n'ont pas pu être mis à jour.")

    execute("ALTER TABLE oise.ideas_idea DROP COLUMN folded")
    said, complained, ended = upgraded()
    assert (said[-1], complained, ended) == ("Territoires mis à jour : 1.", [], "")


def test_the_first_of_those_alike_may_be_the_one_that_fails(behind):
    execute("ALTER TABLE nord.ideas_idea ADD COLUMN folded integer")
    said, complained, _ended = upgraded()
    assert (said[-1], [line.partition(" :")[0] for line in complained]) == (
        "Territoires mis à jour : 2.",
        ["Territoire nord"],
    )


def test_a_schema_that_is_not_there_is_named(real_db):
    execute("ALTER SCHEMA somme RENAME TO ailleurs")
    said, complained, ended = upgraded()
    assert said[-1] == "Territoires mis à jour : 0."
    assert [line.partition(" : ")[0] for line in complained] == ["Territoire somme"] and ended


def test_whoever_reads_is_waited_for_and_nobody_waits_long_behind(behind, real_db):
    """A page that reads the same table meanwhile is never held for longer than a short lock wait and some."""
    waits: list[float] = []
    ended = threading.Event()

    def ask() -> None:
        with databases.superuser(real_db) as connection:
            while not ended.is_set():
                began = time.monotonic()
                connection.execute("SELECT count(*) FROM somme.ideas_idea")
                waits.append(time.monotonic() - began)
                time.sleep(0.01)

    with reading(real_db, "somme.ideas_idea") as ends:
        page = threading.Thread(target=ask)
        page.start()
        threading.Thread(target=end_once_waited_for, args=(real_db, "somme.ideas_idea", ends)).start()
        said, complained, failed = upgraded()
        ended.set()
        page.join()

    assert (said[-1], complained, failed) == ("Territoires mis à jour : 3.", [], "")
    waited = [line for line in said if "en attente" in line]
    assert len(waited) == 1 and waited[0].startswith("Territoire somme : ") and "pg_dump, pid " in waited[0]
    assert len(waits) > 20 and max(waits) < patience.LOCK_TIMEOUT + 0.8, max(waits)


def test_a_policy_waits_for_whoever_reads_its_table(real_db):
    execute("DROP POLICY eclore_programme ON public.territories_territory")
    with reading(real_db, "public.territories_territory") as ends:
        table = "public.territories_territory"
        threading.Thread(target=end_once_waited_for, args=(real_db, table, ends)).start()
        said, _complained, ended = upgraded()
    assert "public.territories_territory : en attente" in said[0]
    assert (ended, violations()) == ("", [])


def test_patience_ends_with_what_to_do_and_what_was_done_stays(behind, real_db):
    with reading(real_db, "somme.ideas_idea"):
        _said, _complained, ended = upgraded("--patience", "1")
    assert ended.startswith("Territoire somme : des tables restent utilisées depuis 1 s (pg_dump, pid ")
    assert "Relancez `upgrade`" in ended
    assert upgraded()[0][-1] == "Territoires mis à jour : 1."


def test_a_moment_is_not_an_error(real_db):
    """Somebody comes and goes: patience counts from the last thing that was done."""
    told: list[str] = []
    wait = Patience(0.5, told.append)
    wait.since -= 10
    wait.progress()
    wait.wait("Table", 0)
    wait.wait("Table", 0)
    assert len(told) == 1


def test_the_logins_of_a_web_process_are_refused_with_what_to_give(real_db):
    owner = connections["owner"]
    before = dict(owner.settings_dict)
    owner.close()
    owner.settings_dict |= {name: connections["default"].settings_dict[name] for name in ("USER", "PASSWORD")}
    try:
        _said, _complained, ended = upgraded()
    finally:
        owner.close()
        owner.settings_dict |= before
    assert "DATABASE_OWNER_URL=postgresql://eclore_owner:" in ended and "« eclore_app »" in ended


def test_a_database_that_goes_away_is_told_in_one_sentence(behind, monkeypatch):
    owner = connections["owner"]

    def cut(*_arguments: object) -> None:
        monkeypatch.setitem(owner.settings_dict, "HOST", "/nowhere")
        with databases.superuser() as server:
            server.execute("SELECT pg_terminate_backend(%s)", [owner.connection.info.backend_pid])
        execute("SELECT 1")

    monkeypatch.setattr(template, "replay", cut)
    _said, complained, ended = upgraded()
    monkeypatch.undo()
    assert (ended[:24], complained) == ("La base ne répond pas : ", [])
    assert upgraded()[2] == ""


def test_the_template_is_recorded_once_for_every_process(real_db, monkeypatch):
    execute("DELETE FROM public.territories_blueprint")
    template._built.cache_clear()
    provisioning.provision(slug="premier", name="Premier", kind="ville")
    assert blueprints.kept() == template.current().statements

    template._built.cache_clear()
    monkeypatch.setattr(template, "_record_from_nothing", lambda: pytest.fail("recorded again"))
    began = time.monotonic()
    provisioning.provision(slug="second", name="Second", kind="ville")
    assert time.monotonic() - began < 5


def test_a_template_of_other_migrations_is_not_used(real_db, monkeypatch):
    template.current()
    monkeypatch.setattr(blueprints, "_sources", lambda: "of another version")
    assert blueprints.kept() is None
    blueprints.keep(("SELECT 1",))
    assert blueprints.kept() == ("SELECT 1",)
    monkeypatch.undo()
    assert blueprints.kept() is None


def test_a_slug_that_is_taken_is_still_refused(real_db):
    with pytest.raises(Refusal):
        provisioning.provision(slug="somme", name="Somme", kind="departement")


def test_a_migration_that_was_passed_over_is_told(real_db):
    """Later ones are there: nothing would run it any more."""
    execute("DELETE FROM oise.django_migrations WHERE app = 'ideas' AND name LIKE '0009%'")
    _said, complained, ended = upgraded()
    assert len(complained) == 1 and complained[0].startswith("Territoire oise : une migration manque") and ended


def test_a_new_table_is_of_its_territory_in_the_same_transaction(real_db, monkeypatch):
    """Cut before the last look at every privilege, what was upgraded is whole."""
    execute("DELETE FROM public.django_migrations WHERE app = 'local_messages'")
    for schema in THREE:
        execute(f"DELETE FROM {schema}.django_migrations WHERE app = 'local_messages'")
        with connections["owner"].cursor() as cursor:
            cursor.execute(
                "SELECT string_agg(format('%%I.%%I', schemaname, tablename), ', ') FROM pg_tables"
                " WHERE schemaname = %s AND tablename LIKE 'local\\_messages\\_%%'",
                [schema],
            )
            cursor.execute(f"DROP TABLE {cursor.fetchone()[0]} CASCADE")
    monkeypatch.setattr(upgrading, "secure", lambda *_arguments: None)
    assert upgraded()[0][-1] == "Territoires mis à jour : 3."
    assert violations() == []


def test_what_an_upgrade_commits_is_on_the_disk_once_it_has_ended(real_db):
    """It waits for no disk on the way; what comes after it on the same connection does again."""
    with connections[patience.OWNER].cursor() as cursor:
        cursor.execute("SHOW synchronous_commit")
        before = cursor.fetchone()
        with patience.short_waits():
            cursor.execute("SHOW synchronous_commit")
            assert cursor.fetchone() == ("off",)
            patience.execute(["CREATE TABLE public.reached_by_a_test (number int)"])
            patience.execute(["DROP TABLE public.reached_by_a_test"])
            cursor.execute("SELECT pg_current_wal_insert_lsn()")
            (written,) = cursor.fetchone()
        cursor.execute("SELECT pg_current_wal_flush_lsn() >= %s, current_setting('synchronous_commit')", [written])
        assert cursor.fetchone() == (True, *before)
