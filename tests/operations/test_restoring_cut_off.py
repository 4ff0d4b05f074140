"""`restore_territory`, killed anywhere and run again with the same arguments: all of it, once; or nothing."""

import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from eclore.config.settings.base import ROOT
from tests.operations.archived import LETTERS, LINES, Archived

pytestmark = pytest.mark.drill("one territory restored")

SLUG, ERASED, NAMESAKE = "pays0", "effacee.depuis@ailleurs.example", "homonyme@ailleurs.example"
TOLD = f"SELECT count(*) FROM {SLUG}.ideas_idea t WHERE t::text ~* 'quetzal|effacee.depuis@'"
# Before the transaction that replaces its rows, or in it: the territory is as it was.
BEFORE = ("tenants.backups.resuming:begin+", "tenants.backups.dumps:take+", "tenants.backups.restoring:_replace+")
# Once its rows are replaced.
AFTER = (
    "tenants.backups.restoring:replace+",
    "tenants.backups.store:_give",
    "tenants.privacy.replaying:replay",
    "tenants.privacy.replaying:_erase+",
    "tenants.backups.telling:tell",
    "tenants.backups.telling:tell+",
)
# With the cluster of then beside.
BESIDE = ("tenants.backups.beside:_answers+", "tenants.backups.asking:dump_of_then+")


@dataclass(frozen=True)
class Then:
    """A dump of when somebody, who was erased since, was there: ideas and a file of then; `other`, a later dump.

    `told`: ideas that told of people like that one, once it was erased.
    """

    dump: str
    other: str
    ideas: set[str]
    file: Path
    told: int


@pytest.fixture(scope="module")
def then(archived) -> Then:
    archived.life("write", "2", SLUG)
    for address in (ERASED, NAMESAKE):
        archived.life("person", SLUG, address)
    dump, ideas = archived.manage("backup", "--territory", SLUG).stdout.split()[-1], archived.ideas(SLUG)
    shelf = Path(archived.environment["ECLORE_MEDIA"]) / "territories" / SLUG
    file = next(path for path in sorted(shelf.rglob("*")) if path.is_file())
    archived.demand(f"erase_person {ERASED}")
    other = archived.manage("backup", "--territory", SLUG).stdout.split()[-1]
    return Then(dump, other, ideas, file, archived.ask(TOLD))


def killed(site: Archived, place: str, *arguments: str) -> None:
    command = [sys.executable, "-m", "tests.operations.killed", place, "restore_territory", SLUG, *arguments, "--yes"]
    done = subprocess.run(
        command, env=site.environment, cwd=ROOT, capture_output=True, text=True, timeout=600, check=False
    )
    assert done.returncode == -9, done.stdout + done.stderr


def left(site: Archived) -> list[str]:
    """What a restoration keeps while it works."""
    found = [*site.backups.glob(".beside-*"), *site.backups.glob("territories/*/under-way.json")]
    return [path.name for path in [*found, *site.backups.glob("**/*.partial")]]


def undos(site: Archived) -> set[Path]:
    return {*(site.backups / "territories" / SLUG).glob("*.zip")}


@pytest.mark.parametrize("place", [*BEFORE, *AFTER])
def test_killed_at_each_step_it_goes_on_or_has_changed_nothing(archived, then, place):
    site, content = archived, then.file.read_bytes()
    site.life("write", "1", SLUG)
    now, kept, told, sent = site.ideas(SLUG), undos(site), site.ask(LINES), site.ask(LETTERS)
    then.file.unlink()
    try:
        killed(site, place, "--from", then.dump)
        assert site.ideas(SLUG) == (then.ideas if place in AFTER else now)
        if place in AFTER:
            other = site.manage("restore_territory", SLUG, "--from", then.other, "--yes")
            assert other.returncode == 1 and f"end it first: manage.py restore_territory {SLUG} --from" in other.stderr
        if place == AFTER[0]:
            assert f"python manage.py restore_territory {SLUG} --from {then.dump}" in site.manage("doctor").stdout
        again = site.manage("restore_territory", SLUG, "--from", then.dump, "--yes")
    finally:
        came_back = then.file.exists()
        then.file.write_bytes(then.file.read_bytes() if came_back else content)
    assert again.returncode == 0, again.stdout + again.stderr
    assert ("going on from there" in again.stdout) == (place in AFTER), again.stdout
    assert (site.ideas(SLUG), left(site), came_back) == (then.ideas, [], True)
    assert then.file.read_bytes() == content
    assert (site.ask(LINES), site.ask(LETTERS)) == (told + 1, sent + 2)
    assert site.ask(TOLD) == then.told
    (undo,) = undos(site) - kept
    assert str(undo) in again.stdout


@pytest.mark.parametrize("place", BESIDE)
def test_killed_beside_the_cluster_of_then_it_begins_again(archived, place):
    site, then = archived, archived.ideas(SLUG)
    site.demand("backup")
    at = site.now()
    now = then | {*site.life("write", "1", SLUG)}
    killed(site, place, "--at", at.isoformat())
    (folder,) = [path for path in site.backups.glob(".beside-*") if (path / "data").exists()] or [None]
    assert (site.ideas(SLUG), left(site) != []) == (now, True)
    again = site.manage("restore_territory", SLUG, "--at", at.isoformat(), "--yes")
    assert again.returncode == 0, again.stdout + again.stderr
    assert (site.ideas(SLUG), left(site)) == (then, [])
    assert folder is None or not [pid for pid in running() if str(folder) in pid], "PostgreSQL of then still runs"
    assert re.search(r"to undo: .* --from \S+", again.stdout)


def running() -> list[str]:
    """The command line of every process."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            found.append(path.read_bytes().replace(b"\0", b" ").decode(errors="replace"))
        except OSError:
            continue
    return found
