"""Éclore is installed by its own document on Debian's PostgreSQL 15, and put right again there."""

import psycopg


def test_a_territory_lives_behind_its_walls(installed):
    made = installed.manage("provision", "somme", "Somme", "departement", "--code", "80")
    assert made.returncode == 0, made.stderr
    checked = installed.manage("check_isolation")
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_the_first_people_are_named_once_and_written_to(installed):
    """After `provision`, as deploy/OPERATIONS.md tells; each command twice, and its letter once."""
    with psycopg.connect(installed.url("postgres"), autocommit=True) as connection:
        connection.execute("DELETE FROM procrastinate_jobs WHERE task_name = 'mail.send'")
    installed.manage("provision", "aisne", "Aisne", "departement", "--code", "02")
    commands = [("grant_administrator", "nation@exemple.fr"), ("invite_manager", "aisne", "aisne@exemple.fr")]
    for command in commands * 2:
        done = installed.manage(*command)
        assert (done.returncode, done.stderr) == (0, "") and "/connexion/" in done.stdout
    refused = installed.manage("invite_manager", "nulle-part", "aisne@exemple.fr")
    assert (refused.returncode, "Traceback" in refused.stderr, "« nulle-part »" in refused.stderr) == (2, False, True)

    with psycopg.connect(installed.url("postgres")) as connection:
        found = connection.execute(
            "SELECT args->>'to_email', args->>'tenant_context' FROM procrastinate_jobs"
            " WHERE task_name = 'mail.send' ORDER BY id"
        )
        letters = found.fetchall()
        acts = [
            connection.execute(f"SELECT verb, by_kind FROM {log} WHERE verb IN ('grant', 'invite')").fetchall()
            for log in ("programme_audit_entry", "aisne.territory_audit_entry")
        ]
    assert letters == [("nation@exemple.fr", "eclore_programme"), ("aisne@exemple.fr", "territory_aisne")]
    assert acts == [[("grant", "system")], [("invite", "system")]]


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
