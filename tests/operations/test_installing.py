"""Éclore is installed by its own document on Debian's PostgreSQL 15, and put right again there."""

import psycopg


def test_a_territory_lives_behind_its_walls(installed):
    made = installed.manage("provision", "somme", "Somme", "departement", "--code", "80")
    assert made.returncode == 0, made.stderr
    checked = installed.manage("check_isolation")
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_upgrading_again_has_nothing_to_do(installed):
    again = installed.manage("upgrade")
    assert (again.returncode, "Traceback" in again.stderr) == (0, False)


def test_the_owner_may_set_what_the_functions_of_the_portfolio_are_kept_with(installed):
    """In a session that has not loaded pg_trgm: an upgrade that goes on after a cut."""
    with psycopg.connect(installed.url("eclore_owner")) as connection:
        connection.execute(
            "CREATE FUNCTION public.kept() RETURNS boolean LANGUAGE sql"
            " SET pg_trgm.similarity_threshold = 0.5 AS $$ SELECT true $$"
        )
        connection.rollback()
