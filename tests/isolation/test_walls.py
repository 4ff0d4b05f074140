"""The walls, from outside the application: the login role's own connection string, and nothing else."""

from io import StringIO

import psycopg
import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection

from eclore.database.context import ContextError
from tenants.accounts.models import User
from tenants.contexts import in_territory
from tests.support.databases import superuser
from tests.support.personas import person


@pytest.fixture
def outside(real_db):
    """A connection with what `manage.py dsn --role app` prints."""
    said = StringIO()
    call_command("dsn", "--role", "app", stdout=said)
    with psycopg.connect(said.getvalue().strip(), autocommit=True) as found:
        assert found.info.dbname == real_db
        yield found


def tables(database, schema):
    with superuser(database) as server:
        rows = server.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s ORDER BY 1", [schema]).fetchall()
    return [name for (name,) in rows]


def readable(found, schema, names):
    """Those of the tables that this connection can read."""
    open_ones = []
    for name in names:
        try:
            found.execute(f'SELECT 1 FROM "{schema}"."{name}" LIMIT 1')
        except psycopg.errors.InsufficientPrivilege:
            continue
        open_ones.append(name)
    return open_ones


def test_without_a_role_no_table_of_anybody_can_be_read(real_db, outside):
    found = {schema: readable(outside, schema, tables(real_db, schema)) for schema in ("somme", "oise", "public")}

    assert found == {"somme": [], "oise": [], "public": []}


def test_with_a_territorys_role_no_table_of_another_can_be_read(real_db, outside):
    names = tables(real_db, "oise")
    outside.execute("SET ROLE territory_somme")

    assert len(names) > 20
    assert readable(outside, "oise", names) == []


def test_with_the_programmes_role_no_territory_can_be_read(real_db, outside):
    outside.execute("SET ROLE eclore_programme")

    assert readable(outside, "somme", tables(real_db, "somme")) == []


def test_a_territorys_role_reads_its_own_tables_but_for_migrations(real_db, outside):
    names = tables(real_db, "somme")
    outside.execute("SET ROLE territory_somme")

    assert set(names) - set(readable(outside, "somme", names)) == {"django_migrations"}


@pytest.mark.parametrize("role", ["eclore_owner", "eclore_worker", "eclore_backup", "postgres"])
def test_the_application_becomes_nobody_else(outside, role):
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        outside.execute(f"SET ROLE {role}")


@pytest.mark.parametrize("role", ["none", "territory_somme", "eclore_programme"])
@pytest.mark.parametrize(
    "sql",
    [
        "CREATE TABLE public.mine (id int)",
        "CREATE SCHEMA mine",
        "CREATE TEMP TABLE mine (id int)",
        "CREATE ROLE mine",
        "SELECT lo_create(0)",
        "SELECT set_config('role', 'territory_oise', false)",
        "SELECT pg_read_file('/etc/passwd')",
        "COPY (SELECT 1) TO PROGRAM 'true'",
        "GRANT territory_oise TO territory_somme",
        "ALTER ROLE eclore_app SUPERUSER",
        "ALTER TABLE public.accounts_user DISABLE ROW LEVEL SECURITY",
        "DROP POLICY eclore_territory ON public.accounts_user",
        "SELECT * FROM public.accounts_credential_nowhere, pg_authid",
        "TRUNCATE public.accounts_session",
        "LISTEN procrastinate_any_queue; SELECT * FROM public.procrastinate_jobs",
    ],
)
def test_no_role_of_the_application_can_do_more_than_its_tables(outside, role, sql):
    outside.execute(f"SET ROLE {role}")

    with pytest.raises((psycopg.errors.InsufficientPrivilege, psycopg.errors.UndefinedTable)):
        outside.execute(sql)


def test_shared_rows_of_others_are_not_there(somme, oise, outside):
    person("manager", at=somme, name="De la Somme")
    person("manager", at=oise, name="De l'Oise")

    seen = {}
    for role in ("territory_somme", "territory_oise"):
        outside.execute(f"SET ROLE {role}")
        people = outside.execute("SELECT name FROM public.accounts_user").fetchall()
        memberships = outside.execute("SELECT territory_role::text FROM public.memberships_membership").fetchall()
        seen[role] = (people, memberships)

    assert seen == {
        "territory_somme": ([("De la Somme",)], [("territory_somme",)]),
        "territory_oise": ([("De l'Oise",)], [("territory_oise",)]),
    }


@pytest.mark.parametrize(
    "sql",
    [
        "INSERT INTO public.memberships_membership (id, created_at, user_id, territory_id,"
        " territory_role, role, granted_by)"
        " SELECT gen_random_uuid(), now(), id, (SELECT id FROM territories_territory WHERE slug = 'oise'),"
        " 'territory_oise', 'manager', '' FROM accounts_user",
        "UPDATE public.territories_territory SET name = 'Prise' WHERE slug = 'oise'",
        "UPDATE public.accounts_user SET visible_to = visible_to || 'territory_oise'::name",
        "DELETE FROM public.memberships_membership",
        "UPDATE public.accounts_session SET owner_role = 'territory_oise'",
    ],
)
def test_a_territory_writes_nothing_in_anothers_name(somme, outside, sql):
    person("manager", at=somme)
    outside.execute("SET ROLE territory_somme")
    outside.execute("INSERT INTO accounts_session (session_key, session_data, expire_date) VALUES ('a', 'b', now())")

    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        outside.execute(sql)


@pytest.mark.parametrize(
    "sql",
    [
        "INSERT INTO public.memberships_membership (id, created_at, user_id, territory_id,"
        " role, territory_role, granted_by)"
        " SELECT gen_random_uuid(), now(), u.id, t.id, 'manager', current_user, '' FROM accounts_user u,"
        " territories_territory t WHERE t.slug = 'oise'",
        "INSERT INTO public.memberships_invitation (id, created_at, email, name, territory_id,"
        " role, invited_by, expires_at)"
        " SELECT gen_random_uuid(), now(), 'a@exemple.fr', '', id, 'manager', '', now() + interval '1 day'"
        " FROM territories_territory WHERE slug = 'oise'",
    ],
)
def test_a_territory_names_no_other_in_its_own_rows(somme, oise, outside, sql):
    """Policies look at the role; without this the key beside it could be anybody's."""
    person("manager", at=somme)
    outside.execute("SET ROLE territory_somme")

    with pytest.raises(psycopg.errors.ForeignKeyViolation):
        outside.execute(sql)


def test_a_history_is_never_rewritten(outside):
    outside.execute("SET ROLE territory_somme")

    for sql in ("UPDATE somme.ideas_ideaevent SET note = ''", "DELETE FROM somme.ideas_ideaevent"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            outside.execute(sql)


def test_a_named_cursor_is_refused(db, somme):
    with in_territory(somme.schema_name), pytest.raises(ContextError, match="named cursor"):
        connection.create_cursor("outlives")


def test_reading_in_pages_needs_no_named_cursor(somme):
    person("member", at=somme, name="Agente")

    with in_territory(somme.schema_name):
        assert [user.name for user in User.objects.all().iterator(chunk_size=1)] == ["Agente"]


@pytest.mark.parametrize(
    "sql",
    [
        "SET LOCAL ROLE territory_oise",
        "set session authorization eclore_app",
        "RESET ALL",
        "COMMIT",
        "ROLLBACK",
        "BEGIN",
        "PREPARE x AS SELECT 1",
        "EXECUTE x",
        "LOCK accounts_user",
        "LISTEN x",
        "NOTIFY x",
        "VACUUM",
        "CALL x()",
        "CREATE FUNCTION x() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "ALTER ROLE eclore_app SET role = 'x'",
        "-- SELECT\nRESET ROLE",
        "(((RESET ROLE)))",
        "\\copy accounts_user to x",
    ],
)
def test_the_cursor_sends_nothing_that_could_leave_the_room(somme, sql):
    with (
        pytest.raises(DatabaseError, match=r"may not be sent|syntax error"),
        in_territory(somme.schema_name),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)
