"""A territory leaves Debian's PostgreSQL 15: exported, closed, forgotten by a command that is killed, run again."""

import subprocess

import psycopg
import pytest

from tests.operations.conftest import Installation

SLUG = "partante"
PERSON = """
INSERT INTO accounts_user (id, created_at, email, name, function, is_active, stamp, language, generated, visible_to)
    VALUES (gen_random_uuid(), now(), %(email)s, %(name)s, '', true, replace(gen_random_uuid()::text, '-', ''), 'fr',
        false, '{}')
"""
MEMBER = """
INSERT INTO memberships_membership (id, created_at, user_id, territory_id, territory_role, role, granted_by)
    SELECT gen_random_uuid(), now(), u.id, t.id, t.role, 'manager', '' FROM accounts_user u, territories_territory t
    WHERE u.email = %(email)s AND t.slug = ANY (%(slugs)s)
"""
CLOSED = (
    "UPDATE territories_territory SET closed_at = now() - interval '1 hour', closed_contact = 'innovation@exemple.fr'"
    " WHERE slug = %s"
)


@pytest.fixture
def peopled(installed):
    """Two territories; somebody of the one that leaves, and somebody of both."""
    for slug in (SLUG, "restante"):
        made = installed.manage("provision", slug, slug.capitalize(), "ville")
        assert made.returncode == 0, made.stderr
    with psycopg.connect(installed.url("postgres"), autocommit=True) as connection:
        for email, name, slugs in (
            ("alone@exemple.fr", "Aurélie Dufossé", [SLUG]),
            ("both@exemple.fr", "Basile Quentin", [SLUG, "restante"]),
        ):
            connection.execute(PERSON, {"email": email, "name": name})
            connection.execute(MEMBER, {"email": email, "slugs": slugs})
    return installed


def killed_after(installed: Installation, said: str, *arguments: str) -> str:
    """What it had printed when SIGKILL came, as soon as it said this."""
    environment = {**installed.environment, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        installed.command(*arguments), env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        printed = ""
        assert process.stdout
        for line in process.stdout:
            printed += line
            if said in line:
                process.kill()
                break
    return printed


@pytest.mark.drill("a territory that leaves")
def test_it_is_exported_closed_and_forgotten_with_proof(peopled, tmp_path):
    path = str(tmp_path / "partante.zip")
    exported = peopled.manage("export_territory", SLUG, "--to", path)
    assert exported.returncode == 0, exported.stderr
    forget = ("forget_territory", SLUG, "--archive", path, "--yes")
    early = peopled.manage(*forget)
    assert (early.returncode, "it is not closed" in early.stderr, "Traceback" in early.stderr) == (1, True, False)
    with psycopg.connect(peopled.url("postgres"), autocommit=True) as connection:
        connection.execute(CLOSED, [SLUG])

    printed = killed_after(peopled, "in one transaction", *forget)
    assert "closed, and the archive is its last state" in printed, printed
    done = peopled.manage(*forget)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "taken up" in done.stdout and "\n0 left; 1 lines" in done.stdout

    with psycopg.connect(peopled.url("postgres")) as connection:
        role, people, lines = [
            connection.execute(sql).fetchone()[0]
            for sql in (
                f"SELECT count(*) FROM pg_roles WHERE rolname = 'territory_{SLUG}'",
                "SELECT array_agg(is_active ORDER BY email)::text FROM accounts_user"
                " WHERE email = 'both@exemple.fr' OR email LIKE 'efface-%'",
                "SELECT count(*) FROM programme_audit_entry WHERE verb = 'forget_territory'",
            )
        ]
    assert (role, people, lines) == (0, "{t,f}", 1)
    checked = peopled.manage("check_isolation")
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert peopled.manage("verify_audit").returncode == 0
