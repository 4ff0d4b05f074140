"""The contexts: one transaction, one role, and nothing outside them."""

import pytest
from django.db import DatabaseError, ProgrammingError, connection

from eclore.database.context import ContextError
from tenants.accounts.models import Credential, User
from tenants.contexts import in_programme, in_territory
from tests.support.personas import browser, person


def test_nothing_can_be_read_outside_a_context(db):
    with pytest.raises(ProgrammingError, match="does not exist"):
        User.objects.count()


def test_a_territory_sees_its_own_people_and_no_other(somme, oise):
    person("member", at=somme, name="Agente")

    with in_territory(somme.schema_name):
        here = [user.name for user in User.objects.all()]
    with in_territory(oise.schema_name):
        there = list(User.objects.all())

    assert (here, there) == (["Agente"], [])


def test_a_territory_never_reads_a_password_hash(somme):
    person("member", at=somme)

    with pytest.raises(ProgrammingError, match="permission denied"), in_territory(somme.schema_name):
        Credential.objects.count()


def test_a_context_inside_a_context_is_refused(somme):
    with pytest.raises(ContextError, match="one transaction, one role"), in_programme():
        in_territory(somme.schema_name).__enter__()


@pytest.mark.parametrize(
    ("sql", "why"),
    [
        ("SELECT 1; SELECT 2", "multiple commands"),
        ("SET ROLE eclore_programme", "may not be sent"),
        ("RESET ROLE", "may not be sent"),
        ("/* */ RESET ROLE", "may not be sent"),
        ("DO $$ BEGIN END $$", "may not be sent"),
        ("COPY accounts_user TO STDOUT", "may not be sent"),
        ("SELECT set_config('role', 'none', true)", "permission denied"),
        ("UPDATE pg_settings SET setting = 'none' WHERE name = 'role'", "permission denied"),
        ("SELECT lo_create(1)", "permission denied"),
        ("SELECT * FROM oise.ideas_idea", "permission denied"),
        ("CREATE TEMP TABLE x ()", "may not be sent"),
    ],
)
def test_a_statement_that_leaves_the_room_is_refused(real_db, somme, sql, why):
    with pytest.raises(DatabaseError, match=why), in_territory(somme.schema_name), connection.cursor() as cursor:
        cursor.execute(sql)


def test_a_failed_commit_is_said(real_db, somme):
    with pytest.raises(DatabaseError, match="nothing was committed"), in_territory(somme.schema_name):
        with pytest.raises(ProgrammingError), connection.cursor() as cursor:
            cursor.execute("SELECT * FROM no_such_table")
        connection.needs_rollback = False


def test_a_connection_lost_while_idle_is_opened_again(real_db, somme):
    from tests.support.databases import superuser

    with in_territory(somme.schema_name), connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        pid = cursor.fetchone()[0]
    with superuser() as server:
        server.execute("SELECT pg_terminate_backend(%s)", [pid])
        server.execute("SELECT pg_sleep(0.05)")

    with in_territory(somme.schema_name):
        assert list(User.objects.all()) == []


def test_an_unknown_host_is_nobodys(db, national):
    response = browser(national).get("/", headers={"host": "inconnu.eclore.localhost"})

    assert (response.status_code, "eclore" in response.content.decode()) == (404, False)
