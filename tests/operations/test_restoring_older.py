"""A territory goes back to before an upgrade: what comes back has the tables of now."""

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest

from tests.operations.archived import Archived, archived
from tests.support import newer

pytestmark = pytest.mark.drill("before an upgrade")

SLUG = "pays0"


def restore(site: Archived, code: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """`restore_territory` of the version that is installed now."""
    return subprocess.run(
        [sys.executable, "-P", str(code / "manage.py"), "restore_territory", SLUG, *arguments, "--yes"],
        env={**site.environment, "PYTHONPATH": f"{code / 'platform'}:{code}"},
        cwd=code,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )


def weights(site: Archived, slug: str) -> dict[str, int]:
    """The column that the upgrade has brought, by idea."""
    with psycopg.connect(site.url("postgres")) as server:
        return {f"{slug}:{key}": found for key, found in server.execute(f"SELECT id, weight FROM {slug}.ideas_idea")}


def test_a_moment_before_an_upgrade_comes_back_with_the_tables_of_now(tmp_path):
    with archived() as site:
        site.life("found", SLUG, "pays1")
        then = {*site.life("write", "2", SLUG, "pays1")}
        site.demand("backup")
        dump = site.manage("backup", "--territory", SLUG).stdout.split()[-1]
        at = site.now()
        code = newer.version(tmp_path / "new", "weight")
        newer.upgrade(code, site.environment, sys.executable)
        with psycopg.connect(site.url("postgres")) as server:
            server.execute(f"UPDATE {SLUG}.ideas_idea SET weight = 7")
            server.execute("UPDATE pays1.ideas_idea SET weight = 7")
        site.life("write", "1", SLUG)

        refused = restore(site, code, "--from", dump)
        assert refused.returncode == 1 and "Traceback" not in refused.stderr, refused.stderr
        assert "ideas.9000_weight" in refused.stderr, refused.stderr
        moment = refused.stderr.split("--at ")[1].split()[0].rstrip(".:,;)")
        assert abs((datetime.fromisoformat(moment) - at.astimezone(UTC)).total_seconds()) < 60
        assert {*weights(site, SLUG).values()} == {0, 7}

        done = restore(site, code, "--at", at.isoformat())
        assert done.returncode == 0, done.stdout + done.stderr
        ours = {key for key in then if key.startswith(f"{SLUG}:")}
        assert weights(site, SLUG) == dict.fromkeys(ours, 0)
        assert weights(site, "pays1") == dict.fromkeys(then - ours, 7)
        _seconds, said = newer.upgrade(code, site.environment, sys.executable)
        assert "Territoires mis à jour : 0" in said, said
