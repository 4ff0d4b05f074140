"""`make drill-morning`: a bare server becomes forty territories with TLS, by what deploy/ gives alone; its transcript.

Debian's PostgreSQL 15, PgBouncer and Caddy on loopback; the units' own commands, the documents' own lines.
"""

import os
import ssl
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import quote

from tests.operations import debian
from tests.operations.conftest import Installation
from tests.operations.debian import Cluster
from tests.operations.deployed import BASE_HOST, DEPLOY, PLACE, Deployed, build
from tests.operations.transcripts import told

TERRITORIES = 40
ADMINISTRATOR = "nation@exemple.fr"
TOLD_AS = "eclore.example.gouv.fr"  # the documents' own example of a host
SHOWN = 2  # lines of a long answer, before its last
SECRET = "secret"  # in PgBouncer's userlist too
ASKED = """
local all postgres trust
host all postgres 127.0.0.1/32 trust
host all all 127.0.0.1/32 scram-sha-256
"""


class Morning(Deployed):
    """As Deployed, on a server where every login has its password and nobody has installed anything."""

    def __init__(self, folder: Path, installation: Installation, state: Path, tell: Callable[[str], None]) -> None:
        super().__init__(folder, installation, state)
        self.tell, self.began = tell, time.monotonic()
        for name, login in (("WORKER", "worker"), ("OWNER", "owner"), ("BACKUP", "backup")):
            self.operator[f"DATABASE_{name}_URL"] = self._login(f"eclore_{login}")
        self.web |= {f"ECLORE_{name}": "Éclore" for name in ("PUBLICATION_DIRECTOR", "HOSTING_PROVIDER")}
        self.web["ECLORE_SOURCE_URL"] = "https://example.org/"

    def _login(self, login: str) -> str:
        return f"postgresql://{login}:{quote(SECRET)}@127.0.0.1:{self.installation.cluster.port}/eclore"

    def typed(self, *arguments: str, **more: str) -> str:
        """A line of `deploy/run.sh manage`, told with what it answers."""
        self.tell(self._here(f"$ deploy/run.sh manage {' '.join(arguments)}"))
        said = self.manage(*arguments, check=False, **({"DATABASE_URL": self._login("eclore_app")} | more))
        lines = said.rstrip().splitlines()
        if arguments[0] == "provision_all" and len(lines) > SHOWN + 1:
            lines[SHOWN:-1] = ["…"]
        self.tell(self._here("\n".join(lines)))
        return said

    def _here(self, said: str) -> str:
        """As where the documents put it."""
        return said.replace(f"{self.state}/", "").replace(str(self.folder), PLACE).replace(BASE_HOST, TOLD_AS)

    def passed(self) -> None:
        self.tell(f"[{time.monotonic() - self.began:.0f} s]\n")


@contextmanager
def server() -> Iterator[Cluster]:
    """PostgreSQL with the fragment of deploy/, durable, asking for passwords."""
    with debian.cluster() as cluster:
        cluster.stop()
        (cluster.data / "pg_hba.conf").write_text(ASKED)
        fragment = (DEPLOY / "postgres/eclore.conf").read_text()
        with (cluster.data / "postgresql.conf").open("a") as written:
            written.write(f"\n{fragment}\nlisten_addresses = '127.0.0.1'\nport = {cluster.port}\nfsync = on\n")
        cluster.start()
        yield cluster


def morning(number: int, tell: Callable[[str], None]) -> list[str]:
    """Everything, told line by line; the hosts that answered by TLS with a certificate of theirs."""
    with ExitStack() as stack:
        cluster = stack.enter_context(server())
        built, state = (Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="eclore-"))) for _each in range(2))
        for folder in (built, state):
            folder.chmod(0o755)  # the pooler is no root
        here = Morning(built, Installation(cluster), state, tell)
        tell("$ sh deploy/build.sh")
        build(built)
        here.passed()
        here.typed(
            *("install", "--administrator", ADMINISTRATOR, "--name", "Une personne"), DATABASE_SUPERUSER_URL=cluster.url
        )
        here.passed()
        tell("$ systemctl enable --now pgbouncer eclore-web.socket eclore-worker caddy")
        for program in (here.pooler_running(), here.web_running(), here.caddy_running()):
            stack.enter_context(program)
        environment = {**os.environ, **here.web, **here.operator}
        stack.enter_context(here.running("worker", here.command("eclore-worker.service"), environment))
        here.await_ready()
        here.passed()
        listed = state / "territoires.csv"
        listed.write_text(_list(number))
        tell(f"$ head -3 territoires.csv\n{''.join(listed.read_text().splitlines(keepends=True)[:3]).rstrip()}")
        here.typed("provision_all", str(listed))
        here.passed()
        hosts = [f"lieu-{rank}.{BASE_HOST}" for rank in range(1, number + 1)]
        answered = [host for host in hosts if _is_served(here, host)]
        tell(f"$ curl https://….{TOLD_AS}/   # each of the {number}, its certificate verified")
        tell(f"200: {len(answered)} of {number}")
        here.passed()
        here.typed(
            *("doctor", "--tls", f"127.0.0.1:{here.https_port}"),
            SSL_CERT_FILE=str(here.authority),
            DATABASE_URL=here.web["DATABASE_URL"],
        )
        here.passed()
    return answered


def _list(number: int) -> str:
    lines = (
        f"lieu-{rank};Lieu {rank};ville;{80000 + rank};gestion{rank}@exemple.fr\n" for rank in range(1, number + 1)
    )
    return "slug;name;kind;code;manager\n" + "".join(lines)


def _is_served(here: Morning, host: str) -> bool:
    try:
        return here.ask("/", host).status == 200
    except (OSError, ssl.SSLError):
        return False


if __name__ == "__main__":
    sys.exit(told("drill-morning", lambda tell: len(morning(TERRITORIES, tell)) == TERRITORIES))
