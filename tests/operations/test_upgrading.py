"""A new cluster that lacks its roles is put right; an upgrade at noon, beside people and a dump, fails nothing."""

import os
import pwd
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from eclore.config.settings.base import ROOT
from embedded.binaries import find_binaries
from embedded.processes import Account
from tests.operations import debian
from tests.operations.conftest import Installation
from tests.operations.upgraded import HOST, provision, web
from tests.support import newer, provisioned

TERRITORIES = 320 if os.environ.get("ECLORE_SLOW") else 12
QUICK = 1.0  # seconds that a request may wait because of an upgrade
CALM = 1.5  # what two busy cores add to it


@pytest.fixture(scope="module")
def peopled(installed) -> Iterator[Installation]:
    """A database of its own: the tests of this folder that come next know the code of today."""
    made = Installation(installed.cluster, "peopled")
    with psycopg.connect(installed.cluster.url, autocommit=True) as connection:
        connection.execute("CREATE DATABASE peopled OWNER eclore_owner")
        made.run_sql(made.url("postgres"), "database.sql")
        done = made.manage("upgrade")
        assert done.returncode == 0, done.stderr
        provision(made, TERRITORIES)
        yield made
        connection.execute("DROP DATABASE peopled WITH (FORCE)")


@pytest.fixture(scope="module")
def embedded(tmp_path_factory) -> Path:
    """The programs of PostgreSQL 18, where its account can run them."""
    copies = Path(tempfile.mkdtemp(prefix="eclore-18-"))
    copies.chmod(0o755)
    owner = pwd.getpwnam(name) if (name := debian.account()) else None
    yield find_binaries(Account(owner.pw_name, owner.pw_uid, owner.pw_gid) if owner else None, copies).folder
    shutil.rmtree(copies)


@contextmanager
def restored(dump: Path, binaries: Path) -> Iterator[Installation]:
    """A new cluster, the steps of the book, the dump: roles of territories are in no dump of a database."""
    with debian.cluster(binaries) as cluster:
        new = Installation(cluster)
        new.run_sql(cluster.url, "roles.sql")
        with psycopg.connect(cluster.url, autocommit=True) as connection:
            connection.execute("CREATE DATABASE eclore OWNER eclore_owner")
        command = [binaries / "pg_restore", "--dbname", new.url("postgres"), dump]
        subprocess.run(command, capture_output=True, check=False)
        new.run_sql(new.url("postgres"), "database.sql")
        yield new


@pytest.mark.drill("roles made again")
@pytest.mark.parametrize("version", [15, 18])
def test_a_new_cluster_without_its_roles_is_put_right_by_upgrade(peopled, tmp_path, embedded, version, record_property):
    binaries, dump = (debian.BINARIES if version == 15 else embedded), tmp_path / "eclore.dump"
    dumping = [debian.BINARIES / "pg_dump", "--format=custom", "--dbname", peopled.url("postgres"), "--file", dump]
    subprocess.run(dumping, check=True, timeout=300)
    with restored(dump, binaries) as new:
        lost = new.manage("check_isolation")
        began = time.monotonic()
        mended = new.manage("upgrade")
        took = time.monotonic() - began
        checked = new.manage("check_isolation")
        then = new.manage("provision", "ensuite", "Ensuite", "ville")
        with psycopg.connect(new.url("eclore_app")) as connection:
            connection.execute("SET ROLE territory_lieu_0001")
            assert connection.execute("SELECT count(*) FROM lieu_0001.ideas_idea").fetchone() == (0,)
    lines = len(lost.stdout.splitlines()) - 1
    record_property("figure", f"PostgreSQL {version}: {lines} differences put right by `upgrade` in {took:.1f} s")
    assert lost.returncode == 1 and lines > 50 * TERRITORIES
    assert (mended.returncode, mended.stderr) == (0, "")
    assert f"Territoires dont les droits ont été remis comme déclarés : {TERRITORIES}." in mended.stdout
    assert checked.returncode == 0, checked.stdout[-2000:]
    assert then.returncode == 0, then.stderr


def columns(installed: Installation, name: str) -> int:
    """How many territories have it."""
    with psycopg.connect(installed.url("postgres")) as connection:
        found = connection.execute(
            "SELECT count(*) FROM information_schema.columns WHERE table_name = 'ideas_idea' AND column_name = %s",
            [name],
        )
        return found.fetchone()[0]


@pytest.mark.drill("an upgrade at noon")
def test_an_upgrade_at_noon_fails_no_request_and_holds_none(peopled, tmp_path, record_property):
    """First with nothing to do, then with a column for each territory, while four people read and four write."""
    new = newer.version(tmp_path / "new", "weight")
    with web(peopled, tmp_path) as port:
        crowd = newer.Crowd(port, HOST, peopled.url("eclore_app"), provisioned.slugs(TERRITORIES))
        with crowd.about():
            nothing, _said = newer.upgrade(ROOT, peopled.environment, sys.executable)
            changed, said = newer.upgrade(new, peopled.environment, sys.executable)
    longest = {kind: crowd.longest(kind) for kind in crowd.waits}
    asked = sum(map(len, crowd.waits.values()))
    figure = f"upgrade of {TERRITORIES} territories beside {asked} acts: {nothing:.1f} s for nothing, {changed:.1f} s"
    record_property("figure", f"{figure}; longest waits {longest}")
    assert crowd.wrong == [] and asked > 100
    assert max(longest.values()) < QUICK + CALM, longest
    assert f"Territoires mis à jour : {columns(peopled, 'weight')}." in said
    assert columns(peopled, "weight") >= TERRITORIES


def until_it_waits(new: Path, installed: Installation, dump: psycopg.Connection) -> tuple[float, str]:
    """Run `upgrade`; the dump ends three seconds after it says that it waits. Seconds from then on, and its words."""
    command = [sys.executable, "-P", str(new / "manage.py"), "upgrade"]
    environment = {**installed.environment, "PYTHONPATH": f"{new / 'platform'}:{new}"}
    said, freed = "", 0.0
    with subprocess.Popen(command, env=environment, cwd=new, text=True, stdout=subprocess.PIPE) as process:
        for line in process.stdout:
            said += line
            if "en attente" in line and not freed:
                time.sleep(3)
                dump.rollback()
                freed = time.monotonic()
    assert process.returncode == 0, said
    return time.monotonic() - freed, said


@pytest.mark.drill("an upgrade at noon")
def test_an_upgrade_waits_for_a_dump_and_ends_soon_after(peopled, tmp_path, record_property):
    """The dump holds a lock on everything; whoever reads or writes meanwhile waits behind nobody."""
    new = newer.version(tmp_path / "newer", "weight", "height")
    with web(peopled, tmp_path) as port, psycopg.connect(peopled.url("postgres")) as dump:
        dump.execute("SET application_name = 'pg_dump'")
        for slug in provisioned.slugs(TERRITORIES):
            dump.execute(f'LOCK TABLE "{slug.replace("-", "_")}".ideas_idea IN ACCESS SHARE MODE')
        crowd = newer.Crowd(port, HOST, peopled.url("eclore_app"), provisioned.slugs(TERRITORIES))
        with crowd.about():
            took, said = until_it_waits(new, peopled, dump)
    record_property("figure", f"an upgrade of {TERRITORIES} territories ended {took:.1f} s after the end of a dump")
    assert crowd.wrong == []
    assert re.search(r"en attente de tables en cours d'utilisation \(.*pg_dump, pid \d+", said), said
    assert max(crowd.longest("read"), crowd.longest("write")) < QUICK + CALM
    assert took < 10 and columns(peopled, "height") >= TERRITORIES
