"""What tests.bench.scale measures, on the database that it has made."""

import argparse
import io
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.settings"
django.setup()

from django.conf import settings  # noqa: E402  Django has to be set up first, here and below
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from tenants.territories.provisioning import provision  # noqa: E402
from tests.bench.fill import say  # noqa: E402
from tests.bench.measure import measure  # noqa: E402
from tests.bench.pages import national_pages  # noqa: E402
from tests.bench.web import Server, served  # noqa: E402
from tests.operations import debian  # noqa: E402
from tests.support import newer, provisioned  # noqa: E402
from tests.support.databases import superuser  # noqa: E402
from tests.volume import people  # noqa: E402

TERRITORIES = 320
NATION = ("Portfolio", "Territories", "National landing, anonymous")
HERE = {**os.environ, "DJANGO_SETTINGS_MODULE": "eclore.config.settings.production"}


def main() -> int:
    parser = argparse.ArgumentParser(prog="make bench-scale")
    parser.add_argument("--territories", type=int, default=TERRITORIES)
    number = parser.parse_args().territories
    call_command("upgrade", verbosity=0, stdout=io.StringIO())
    _provision(number)
    people.settle_nation(10)
    with served() as server, tempfile.TemporaryDirectory(prefix="eclore-scale-") as folder:
        _upgrade(server, number, Path(folder))
        _read_the_nation(server)
    _look(number)
    return 0


def _tell(what: str, figure: str) -> None:
    say(f"| {what} | {figure} |\n")


def _provision(number: int) -> None:
    """By one process, as the worker does; then once more by the command, as an operator does."""
    spent = []
    for slug in provisioned.slugs(number):
        began = time.perf_counter()
        provision(slug=slug, name=f"Lieu {slug}", kind="ville")
        spent.append(time.perf_counter() - began)
    _tell("Provisioning, each: median, the last tenth", _seconds(statistics.median(spent), *_last_tenth(spent)))
    began = time.perf_counter()
    subprocess.run(
        [sys.executable, "manage.py", "provision", "une-de-plus", "Une de plus", "ville"],
        env=HERE,
        check=True,
        capture_output=True,
    )
    _tell("`provision` by the command line", _seconds(time.perf_counter() - began))


def _last_tenth(spent: list[float]) -> list[float]:
    return [statistics.median(spent[-max(1, len(spent) // 10) :])]


def _upgrade(server: Server, number: int, folder: Path) -> None:
    """For nothing; with a column, beside a crowd and a physical backup; behind a dump."""
    took, _said = newer.upgrade(settings.ROOT, HERE, sys.executable)
    _tell("`upgrade` with nothing to do", _seconds(took))
    first, second = newer.version(folder / "first", "weight"), newer.version(folder / "second", "weight", "height")
    with _crowd(server, number) as crowd, _backup("pg_basebackup", "-X", "none", "-c", "fast", "-D", folder / "base"):
        took, _said = newer.upgrade(first, HERE, sys.executable)
    _tell("… one column each, 8 people and a physical backup beside", _seconds(took))
    _tell("… longest wait to read, to write; errors", f"{_waits(crowd)}; {len(crowd.wrong)}")
    with _crowd(server, number) as crowd:
        with _backup("pg_dump", "-Fc", "-Z1", "-f", folder / "dump") as dumping:
            began = time.perf_counter()
            time.sleep(1)
            upgrading = _in_background(second)
            dumping.wait()
            dumped = time.perf_counter()
            assert upgrading.wait() == 0
            ended = time.perf_counter()
        _tell("`pg_dump` of everything", _seconds(dumped - began))
        _tell("… `upgrade` begun beside it, ended after its end by", _seconds(max(0.0, ended - dumped)))
    _tell("… longest wait to read, to write; errors", f"{_waits(crowd)}; {len(crowd.wrong)}")
    for wrong in [*crowd.wrong][:3]:
        say(f"{wrong}\n")


def _in_background(folder: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-P", str(folder / "manage.py"), "upgrade"],
        env=HERE | {"PYTHONPATH": f"{folder / 'platform'}:{folder}"},
        cwd=folder,
        stdout=subprocess.DEVNULL,
    )


@contextmanager
def _crowd(server: Server, number: int) -> Iterator[newer.Crowd]:
    crowd = newer.Crowd(server.port, settings.BASE_HOST, HERE["DATABASE_URL"], provisioned.slugs(number))
    with crowd.about():
        yield crowd


@contextmanager
def _backup(program: str, *arguments: str | Path) -> Iterator[subprocess.Popen[bytes]]:
    """A program of PostgreSQL's own, as a superuser, until it ends."""
    process = subprocess.Popen([debian.BINARIES / program, "-d", HERE["ECLORE_SUPERUSER_URL"], *arguments])
    try:
        yield process
    finally:
        assert process.wait(3600) == 0


def _read_the_nation(server: Server) -> None:
    for page in national_pages():
        if page.name in NATION:
            found = measure(page, server, seconds=2, crowd=False)
            figure = f"p50 {found.p50:.0f} ms, p95 {found.p95:.0f} ms, {found.statements} statements"
            _tell(page.name, figure if found.is_measured else f"status {found.status}")


def _look(number: int) -> None:
    """The commands that compare everything, and what one session holds once it has read every territory."""
    for command in ("check_isolation", "doctor"):
        began = time.perf_counter()
        subprocess.run([sys.executable, "manage.py", command], env=HERE, check=False, capture_output=True)
        _tell(f"`{command}`", _seconds(time.perf_counter() - began))
    with superuser(str(connection.settings_dict["NAME"])) as server:
        before = _held(server.info.backend_pid)
        for slug in provisioned.slugs(number):
            schema = slug.replace("-", "_")
            server.execute(f"SELECT (SELECT count(*) FROM {schema}.ideas_idea), count(*) FROM {schema}.calls_edition")
        _tell(
            "A session that has read every territory holds", f"{_held(server.info.backend_pid) - before:.0f} MiB more"
        )
        size = server.execute("SELECT pg_database_size(current_database()) / 1e6, count(*) FROM pg_class").fetchone()
        _tell("The database", f"{size[0]:,.0f} MB, {size[1]:,} relations")


def _held(pid: int) -> float:
    """MiB that are a process's own."""
    text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    return sum(int(found) for found in re.findall(r"^Private_\w+:\s+(\d+)", text, re.MULTILINE)) / 1024


def _waits(crowd: newer.Crowd) -> str:
    return f"{crowd.longest('read'):.2f} s, {crowd.longest('write'):.2f} s"


def _seconds(*spent: float) -> str:
    return ", ".join(f"{each:.2f} s" if each < 10 else f"{each:.1f} s" for each in spent)


if __name__ == "__main__":
    sys.exit(main())
