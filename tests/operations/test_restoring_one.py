"""One territory goes back to a moment while people write in the others: nothing happens to them."""

import re

import psycopg
import pytest

from eclore.config.settings.base import ROOT
from tests.operations.archived import LETTERS, LINES, Archived
from tests.operations.writing import Writing

pytestmark = pytest.mark.drill("one territory restored")

SLUG = "pays0"
ERASED = "effacee@ailleurs.example"
TOLD = f"SELECT count(*) FROM {SLUG}.ideas_idea t WHERE t::text ~* 'quetzal|effacee@'"


def state(site: Archived) -> dict[str, str]:
    """What a restoration must bring back: every row of the territory's, but what tells of the restoration."""
    with psycopg.connect(site.url("postgres")) as server:
        tables = server.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s ORDER BY 1", [SLUG]).fetchall()
        found = {
            table: server.execute(
                f"SELECT md5(string_agg(t::text, E'\\n' ORDER BY t::text)) FROM {SLUG}.{table} t"
                + (
                    " WHERE verb NOT IN ('restore_territory', 'backup_territory', 'tell_restored')"
                    if table.endswith("audit_entry")
                    else ""
                )
            ).fetchone()[0]
            for (table,) in tables
        }
        found["roles"] = server.execute(
            "SELECT md5(string_agg(concat_ws(' ', user_id, role, revoked_at), ',' ORDER BY id))"
            " FROM memberships_membership WHERE territory_role = %s",
            [f"territory_{SLUG}"],
        ).fetchone()[0]
        return found


def put_back(site: Archived, *arguments: str) -> str:
    done = site.manage("restore_territory", SLUG, *arguments)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_a_territory_goes_back_while_the_others_write(archived):
    site, neighbours = archived, archived.slugs[1:]
    told = site.ask(TOLD)  # of namesakes, whom other drills left here
    then = site.ideas(SLUG) | {*site.life("write", "3", SLUG), *site.life("person", SLUG, ERASED)}
    site.demand("backup")
    then |= {*site.life("write", "2", SLUG)}
    at, before = site.now(), state(site)
    later = {*site.life("write", "4", SLUG), *site.life("person", SLUG, "arrivee@ailleurs.example")}
    site.demand(f"erase_person {ERASED}")
    letters, lines = site.ask(LETTERS), site.ask(LINES)

    writing = [Writing(site, slug) for slug in neighbours]
    for each in writing:
        each.start()
    for each in writing:
        each.await_more(2)
    said = put_back(site, "--at", at.isoformat(), "--yes")
    for each in writing:
        each.await_more(2)
    faults = [each.end() for each in writing]
    assert faults == [""] * len(neighbours)
    assert all(len(each.acknowledged) > 3 and {*each.acknowledged} <= site.ideas(each.slug) for each in writing)

    assert site.ideas(SLUG) == then
    assert f"ideas_idea: {len(then) + len(later)} rows now, {len(then)} then" in said
    differs = {table for table, rows in state(site).items() if rows != before[table]}
    assert (site.ask(TOLD) - told, site.ask(LETTERS) - letters, site.ask(LINES) - lines) == (0, 2, 1)
    # Who was erased since is erased there again, and no more has changed.
    known = {"ideas_idea", "ideas_teammember", "ideas_ideaevent", "local_messages_message", "territory_audit_entry"}
    assert differs <= known | {"roles"}, differs
    site.demand("check_isolation", "verify_audit", "sweep_files --dry-run")

    undo = re.search(r"--from (\S+)", said)[1]
    put_back(site, "--from", undo, "--yes")
    assert site.ideas(SLUG) == then | later
    site.demand("check_isolation", "verify_audit", "sweep_files --dry-run")


def test_it_refuses_before_it_touches_anything(archived):
    site, before = archived, state(archived)
    dump = site.manage("backup", "--territory", "pays1")
    assert dump.returncode == 0, dump.stderr
    path = dump.stdout.split()[-1]
    for arguments, why in (
        (("nulle-part", "--at", "2026-01-01T00:00:00+01:00", "--yes"), "No territory answers to « nulle-part »"),
        ((SLUG, "--at", "2026-01-01T00:00:00", "--yes"), "needs an offset"),
        ((SLUG, "--at", "2999-01-01T00:00:00+00:00", "--yes"), "in the future"),
        ((SLUG, "--from", path, "--yes"), "is of another territory"),
        ((SLUG, "--from", str(ROOT / "README.md"), "--yes"), "is not an archive"),
        ((SLUG, "--at", "2020-01-01T00:00:00+00:00", "--yes"), f"{SLUG} is as it was: no backup leads to"),
    ):
        done = site.manage("restore_territory", *arguments)
        assert done.returncode != 0 and why in done.stderr and "Traceback" not in done.stderr, done.stderr
    assert state(site) == before


def test_nobody_to_confirm_is_no_confirmation(archived):
    site, before = archived, state(archived)
    path = site.manage("backup", "--territory", SLUG).stdout.split()[-1]
    refused = site.manage("restore_territory", SLUG, "--from", path)
    assert refused.returncode == 1 and "--yes" in refused.stderr and "lines of its log" in refused.stdout
    assert state(site) == before


def test_a_failure_half_way_leaves_it_as_it_was(archived):
    """A constraint that the dump does not meet, found when everything has been written."""
    site = archived
    path = site.manage("backup", "--territory", SLUG).stdout.split()[-1]
    with psycopg.connect(site.url("postgres"), autocommit=True) as server:
        server.execute(f"ALTER TABLE {SLUG}.ideas_idea ADD CONSTRAINT half_way CHECK (false) NOT VALID")
        before = state(site)
        try:
            done = site.manage("restore_territory", SLUG, "--from", path, "--yes")
        finally:
            server.execute(f"ALTER TABLE {SLUG}.ideas_idea DROP CONSTRAINT half_way")
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    assert f"{SLUG} is as it was: PostgreSQL has refused a row" in done.stderr
    assert state(site) == before
