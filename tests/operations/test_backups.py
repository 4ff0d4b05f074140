"""The night: backups by pgBackRest, the machine lost, a new one restored to a moment and to the last act.

SLOW=1 makes it twenty territories instead of three, and more acts.
"""

import json
import os
import shutil
import subprocess
import time

import psycopg
import pytest

from eclore.config.settings.base import ROOT
from tests.operations.archived import Archived

IDEAS = "30" if os.environ.get("ECLORE_SLOW") else "3"
ERASED, ALSO_ERASED = "zephyrine@ailleurs.example", "autre.zephyrine@ailleurs.example"
# What an operator types once the cluster has come back (deploy/OPERATIONS.md, « Restoring the whole »).
PUT_RIGHT = ("restore_files", "upgrade", "replay_erasures", "check_isolation", "verify_audit", "sweep_files --dry-run")


def backup(site: Archived, *arguments: str) -> str:
    """What the timer runs."""
    command = [ROOT / "deploy/run.sh", "backup", *arguments]
    done = subprocess.run(command, env=site.environment, capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def told_of(site: Archived) -> list[str]:
    """Tables where the name of who was erased still is."""
    found = []
    with psycopg.connect(site.url("postgres")) as server:
        tables = server.execute(
            "SELECT format('%I.%I', schemaname, tablename) FROM pg_tables"
            " WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"
        ).fetchall()
        for (table,) in tables:
            rows = server.execute(f"SELECT count(*) FROM {table} t WHERE t::text ~* 'quetzal|zephyrine@'").fetchone()
            found += [table] if rows[0] else []
    return found


def archive_the_log(site: Archived) -> None:
    """What was written until now is in the repository when this returns; a minute later it would be by itself."""
    site.pgbackrest("check")


@pytest.mark.drill("a machine that is lost")
def test_a_machine_is_lost_and_another_serves_the_same(archived):
    site, acts = archived, archived.ideas()
    acts |= {*site.life("write", IDEAS, *site.slugs)}
    acts |= {*site.life("person", "pays0", ERASED), *site.life("person", "pays1", ALSO_ERASED)}
    first = backup(site, "--full")
    acts |= {*site.life("write", IDEAS, *site.slugs)}
    site.demand(f"erase_person {ALSO_ERASED}")
    moment = site.now()
    later = {*site.life("write", IDEAS, *site.slugs)}
    site.demand(f"erase_person {ERASED}")
    assert told_of(site) == []
    second = backup(site)
    assert "F: " in first and "I: " in second
    archive_the_log(site)

    site.destroy()
    began = time.monotonic()
    site.restore("--type=time", f"--target={moment:%Y-%m-%d %H:%M:%S.%f+00}", "--target-action=promote")
    assert told_of(site) != []  # who was erased since is here again
    site.demand(*PUT_RIGHT)
    print(f"{len(site.slugs)} territories, {len(acts)} ideas: put right in {time.monotonic() - began:.0f} s")  # noqa: T201
    assert (site.ideas(), told_of(site)) == (acts, [])

    site.cluster.stop()
    shutil.rmtree(site.cluster.data)
    site.restore("--target-timeline=1")
    site.demand(*PUT_RIGHT)
    assert (site.ideas(), told_of(site)) == (acts | later, [])
    with psycopg.connect(site.url("postgres")) as server:
        told = server.execute("SELECT facts FROM programme_audit_entry WHERE verb = 'backup' ORDER BY number")
        assert [json.loads(facts)["kind"] for (facts,) in told.fetchall()][-2:] == ["whole", "incremental"]
    again = site.manage("replay_erasures")
    assert " 0 done again" in again.stdout, again.stdout
