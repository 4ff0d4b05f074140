"""The code with one more migration, as a new version would come; and a crowd that goes on while it is put in place."""

import random
import shutil
import subprocess
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

import psycopg

from eclore.config.settings.base import ROOT

# A column with a value of its own, on a table that pages read: what most versions bring.
MIGRATION = """
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ideas", "{last}")]
    operations = [
        migrations.AddField("idea", "{column}", models.IntegerField(default=0, db_default=0)),
    ]
"""
PACKAGES = ("platform", "tenants", "programs", "api", "templates")
PAUSE = 0.1  # seconds that somebody looks at a page
FILES = ("manage.py", "publiccode.yml", "pyproject.toml")


def version(folder: Path, *columns: str) -> Path:
    """A copy of the code in `folder`, with a migration for each column that it adds to ideas."""
    for name in PACKAGES:
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in FILES:
        shutil.copy2(ROOT / name, folder)
    place = folder / "programs/local/ideas/migrations"
    last = sorted(path.stem for path in place.glob("[0-9]*.py"))[-1]
    for rank, column in enumerate(columns):
        name = f"900{rank}_{column}"
        (place / f"{name}.py").write_text(MIGRATION.format(last=last, column=column))
        last = name
    return folder


def upgrade(folder: Path, environment: dict[str, str], python: str, *arguments: str) -> tuple[float, str]:
    """Run `upgrade` of the code in `folder`; the seconds it took, and what it said. It must end well."""
    began = time.perf_counter()
    done = subprocess.run(
        [python, "-P", str(folder / "manage.py"), "upgrade", *arguments],
        env={**environment, "PYTHONPATH": f"{folder / 'platform'}:{folder}"},
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=3600,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return time.perf_counter() - began, done.stdout


class Crowd:
    """People who ask for pages (`readers`) and who write (`writers`), in territories drawn at random, until the end.

    `waits` are seconds, by kind; `wrong` what was not as it should be.
    """

    def __init__(self, port: int, base_host: str, application: str, slugs: Sequence[str]) -> None:
        self.port, self.base_host, self.application, self.slugs = port, base_host, application, slugs
        self.waits: dict[str, list[float]] = {"read": [], "write": []}
        self.wrong: list[str] = []
        self.ended = threading.Event()

    @contextmanager
    def about(self, readers: int = 4, writers: int = 4) -> Iterator[None]:
        acts = [*([self._read] * readers), *([self._write] * writers)]
        threads = [threading.Thread(target=self._go_on, args=(act, rank)) for rank, act in enumerate(acts)]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            self.ended.set()
            for thread in threads:
                thread.join(120)

    def longest(self, kind: str) -> float:
        return max(self.waits[kind], default=0.0)

    def _go_on(self, act, rank: int) -> None:
        drawn = random.Random(rank)
        while not self.ended.is_set():
            try:
                act(drawn)
            except Exception as error:
                self.wrong.append(repr(error))
                time.sleep(0.5)

    def _read(self, drawn: random.Random) -> None:
        """Somebody's page: nothing is kept for who has a cookie."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        while not self.ended.is_set():
            host = f"{drawn.choice(self.slugs)}.{self.base_host}"
            began = time.perf_counter()
            connection.request("GET", "/", headers={"Host": host, "Cookie": "somebody=1"})
            answer = connection.getresponse()
            answer.read()
            self.waits["read"].append(time.perf_counter() - began)
            if answer.status >= 500:
                self.wrong.append(f"{host}: {answer.status}")
            time.sleep(PAUSE)

    def _write(self, drawn: random.Random) -> None:
        """What the application does, in one transaction under the role of the territory."""
        with psycopg.connect(self.application, autocommit=True) as connection:
            while not self.ended.is_set():
                schema = drawn.choice(self.slugs).replace("-", "_")
                began = time.perf_counter()
                with connection.transaction():
                    connection.execute(f'SET LOCAL ROLE "territory_{schema}"')
                    connection.execute(f'SET LOCAL search_path TO "{schema}", public')
                    connection.execute("SELECT count(*) FROM ideas_idea")
                    connection.execute(
                        "INSERT INTO local_messages_message (id, created_at, kind, to_email, to_name, subject, body,"
                        " state, prepared_by, error) VALUES (gen_random_uuid(), now(), 'witness', '', '', '', '',"
                        " 'draft', '', '')"
                    )
                self.waits["write"].append(time.perf_counter() - began)
                time.sleep(PAUSE)
