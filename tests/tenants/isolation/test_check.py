"""`check_isolation` finds nothing on a clean database, and every kind of hole in a damaged one."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connections

from tenants.isolation.check import check
from tests.support.databases import superuser

SCHEMAS = ["nord", "oise", "somme"]


def violations():
    with connections["owner"].cursor() as cursor:
        return check(cursor, SCHEMAS).violations


@pytest.fixture
def damage(real_db):
    """Run SQL as a superuser in this test's database."""

    def run(sql):
        with superuser(real_db) as server:
            server.execute(sql)

    return run


def test_a_clean_database_has_no_hole(real_db):
    said = StringIO()

    call_command("check_isolation", stdout=said)

    compared, *rest = said.getvalue().split()
    assert int(compared) > 5000
    assert " ".join(rest) == "privilèges comparés sur 3 territoires : 0 écart(s)."


@pytest.mark.parametrize(
    ("sql", "found"),
    [
        (
            "GRANT SELECT ON public.accounts_credential TO eclore_territory",
            "not declared: eclore_territory: SELECT on table public.accounts_credential",
        ),
        (
            "GRANT SELECT ON somme.ideas_idea TO territory_oise",
            "not declared: territory_oise: SELECT on table somme.ideas_idea",
        ),
        (
            "GRANT UPDATE (email) ON public.accounts_user TO eclore_territory",
            "not declared: eclore_territory: UPDATE on column public.accounts_user.email",
        ),
        ("GRANT USAGE ON SCHEMA somme TO PUBLIC", "not declared: PUBLIC: USAGE on schema somme"),
        ("GRANT TEMPORARY ON DATABASE {database} TO PUBLIC", "not declared: PUBLIC: TEMPORARY on database"),
    ],
)
def test_a_privilege_too_many_is_found(real_db, damage, sql, found):
    damage(sql.format(database=real_db))

    assert violations() == [found]


def test_a_missing_privilege_is_found(damage):
    damage("REVOKE INSERT ON somme.ideas_idea FROM territory_somme")

    assert violations() == ["missing: territory_somme: INSERT on table somme.ideas_idea"]


def test_a_missing_policy_is_found(damage):
    damage("DROP POLICY eclore_territory ON public.accounts_user")

    (sentence,) = violations()
    assert sentence.startswith("policy missing: eclore_territory on public.accounts_user: rows (visible_to @>")


def test_a_policy_made_wider_is_found(damage):
    damage("ALTER POLICY eclore_territory ON public.memberships_membership USING (true)")

    astray, missing = violations()
    assert astray.startswith("policy astray: eclore_territory on public.memberships_membership: rows true")
    assert missing.startswith(
        "policy missing: eclore_territory on public.memberships_membership: rows (territory_role ="
    )


def test_a_policy_too_many_is_found(damage):
    damage("CREATE POLICY spare ON public.accounts_session FOR SELECT TO PUBLIC USING (true)")

    assert violations() == ["policy astray: public (PERMISSIVE, SELECT) on public.accounts_session: rows true, writes "]


@pytest.mark.parametrize("clause", ["DISABLE", "NO FORCE"])
def test_row_level_security_that_is_not_forced_is_found(damage, clause):
    damage(f"ALTER TABLE public.memberships_membership {clause} ROW LEVEL SECURITY")

    assert violations() == ["row-level security is not forced on public.memberships_membership"]


def test_a_role_that_keeps_a_setting_is_found(real_db, damage):
    damage(f"ALTER ROLE eclore_app IN DATABASE {real_db} SET role = 'territory_somme'")

    assert violations() == ["eclore_app keeps the setting role=territory_somme"]


def test_an_undeclared_table_is_found(damage):
    damage("CREATE TABLE public.forgotten (id int primary key); ALTER TABLE public.forgotten OWNER TO eclore_owner")

    assert violations() == [
        "not in grants.py: public.forgotten",
        "row-level security is not forced on public.forgotten",
    ]


def test_a_schema_that_is_no_territorys_is_found(damage):
    damage("CREATE SCHEMA left_over")

    assert violations() == ["the schema left_over is no territory's"]


def test_a_table_of_another_owner_is_found(damage):
    damage("ALTER TABLE somme.ideas_idea OWNER TO postgres")

    assert "somme.ideas_idea is not owned by eclore_owner" in violations()


def test_a_function_that_everybody_may_execute_is_found(damage):
    damage("CREATE FUNCTION public.peep() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'")

    assert "not declared: PUBLIC: EXECUTE on function public.peep" in violations()


@pytest.mark.parametrize(
    "function",
    [
        "set_config(text, text, boolean)",
        "lo_create(oid)",
        "pg_notify(text, text)",
        "pg_advisory_lock(bigint)",
        "pg_stat_get_live_tuples(oid)",
    ],
)
def test_a_revocation_lost_by_a_restore_is_found(damage, function):
    damage(f"GRANT EXECUTE ON FUNCTION pg_catalog.{function} TO PUBLIC")

    assert violations() == [f"PUBLIC may execute {function.replace(', ', ',')}"]


def test_a_revoked_function_given_to_one_of_our_roles_is_found(damage):
    damage("GRANT EXECUTE ON FUNCTION pg_catalog.set_config(text, text, boolean) TO eclore_app")

    assert violations() == ["eclore_app may execute set_config(text,text,boolean)"]


@pytest.mark.parametrize("role", ["PUBLIC", "eclore_territory"])
def test_settings_that_may_be_written_are_found(damage, role):
    damage(f"GRANT UPDATE ON pg_catalog.pg_settings TO {role}")

    assert violations() == [f"{role} may update pg_settings"]


@pytest.mark.parametrize(
    ("sql", "found"),
    [
        (
            "IN SCHEMA somme GRANT SELECT ON TABLES TO territory_oise",
            "default privileges in somme give territory_oise SELECT",
        ),
        ("GRANT SELECT ON TABLES TO PUBLIC", "default privileges in every schema give PUBLIC SELECT"),
        (
            "GRANT EXECUTE ON FUNCTIONS TO PUBLIC",
            "default privileges give PUBLIC EXECUTE on the functions that eclore_owner will make",
        ),
    ],
)
def test_what_the_next_table_or_function_would_open_is_found(damage, sql, found):
    damage(f"ALTER DEFAULT PRIVILEGES FOR ROLE eclore_owner {sql}")

    assert violations() == [found]


def test_holes_make_the_command_fail(damage):
    damage("GRANT SELECT ON public.accounts_credential TO eclore_territory")
    said = StringIO()

    with pytest.raises(SystemExit) as stopped:
        call_command("check_isolation", stdout=said)

    assert stopped.value.code == 1
    assert (
        said.getvalue().splitlines()[0] == "not declared: eclore_territory: SELECT on table public.accounts_credential"
    )
    assert said.getvalue().endswith("1 écart(s).\n")
