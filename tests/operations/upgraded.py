"""`make drill-upgraded`: a new version is put in place at noon, while people read and write; its transcript."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from eclore.config.settings.base import ROOT
from embedded.processes import end_all, exit_code, spawn
from serving.ports import await_answer
from tests.isolation.serving import free_port
from tests.operations import debian
from tests.operations.conftest import Installation
from tests.operations.transcripts import Tell, told
from tests.support import newer, provisioned

HOST = "eclore.localhost"
TERRITORIES = 40


def provision(installation: Installation, number: int) -> list[float]:
    """Seconds of each."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.support.provisioned", str(number)],
        env=installation.environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


@contextmanager
def web(installation: Installation, folder: Path) -> Iterator[int]:
    """The site as the code of today serves it; its port."""
    port, log = free_port(), folder / "web.log"
    command = [
        *(sys.executable, "-m", "gunicorn", "--config", "python:eclore.config.gunicorn"),
        *("--bind", f"127.0.0.1:{port}", "--no-control-socket"),
    ]
    environment = {**installation.environment, "DEBUG": "False", "WEB_CONCURRENCY": "1"}
    with log.open("w") as written:
        process = spawn(command, ends_with=15, environment=environment, folder=ROOT, stdout=written, stderr=written)
    try:
        assert await_answer(port, HOST, 60, lambda: exit_code(process) is None), log.read_text()
        yield port
    finally:
        end_all([process], patience=10)


def upgraded(tell: Tell) -> bool:
    """Whether nobody was told an error, and every territory has what the version brings."""
    with debian.cluster() as cluster, tempfile.TemporaryDirectory(prefix="eclore-upgraded-") as folder:
        made = Installation(cluster)
        made.install()
        provision(made, TERRITORIES)
        new = newer.version(Path(folder) / "new", "weight")
        with web(made, Path(folder)) as port:
            crowd = newer.Crowd(port, HOST, made.url("eclore_app"), provisioned.slugs(TERRITORIES))
            with crowd.about():
                tell("$ deploy/run.sh upgrade   # the version that runs: nothing to do")
                seconds, said = newer.upgrade(ROOT, made.environment, sys.executable)
                tell(f"{said.strip()}\n[{seconds:.1f} s]\n")
                tell("$ deploy/run.sh upgrade   # the new one: a column for each territory")
                seconds, said = newer.upgrade(new, made.environment, sys.executable)
                tell(f"{said.strip()}\n[{seconds:.1f} s]\n")
        asked = {kind: len(waits) for kind, waits in crowd.waits.items()}
        longest = f"{crowd.longest('read'):.2f} s to read, {crowd.longest('write'):.2f} s to write"
        tell(f"# meanwhile: {asked['read']} pages, {asked['write']} writes, {len(crowd.wrong)} errors")
        tell(f"# longest waits: {longest}")
        with psycopg.connect(made.url("postgres")) as server:
            found = server.execute(
                "SELECT count(*) FROM information_schema.columns"
                " WHERE table_name = 'ideas_idea' AND column_name = 'weight'"
            ).fetchone()[0]
        return not crowd.wrong and found == TERRITORIES


if __name__ == "__main__":
    sys.exit(told("drill-upgraded", upgraded))
