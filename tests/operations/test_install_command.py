"""`manage.py install` on Debian's PostgreSQL 15, with passwords: a bare server, again, spoiled, and what it says."""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from urllib.parse import quote

import psycopg
import pytest

from eclore.config.installing import LOGINS, is_password
from eclore.config.settings.base import ROOT
from tests.docs import reading
from tests.isolation.serving import on
from tests.operations import debian
from tests.operations.conftest import SECONDS
from tests.operations.debian import BINARIES, Cluster
from tests.support.databases import contents

ASKED = """
host all postgres 127.0.0.1/32 trust
host all all 127.0.0.1/32 scram-sha-256
"""
STEPS = ("Rôles", "Mots de passe", "Base de données", "Droits de la base", "Schémas et droits")
NOTHING = [f"{step} : rien à faire." for step in (*STEPS, "Administration nationale", "Vérifications")]
PASSWORD = "Mot de passe, d'une « installation » 100 %"


class Bare:
    """A cluster where nobody has passed, and the files of /etc/eclore, filled."""

    def __init__(self, cluster: Cluster) -> None:
        self.cluster = cluster
        (cluster.data / "pg_hba.conf").write_text(ASKED)
        with psycopg.connect(cluster.url, autocommit=True) as server:
            server.execute("SELECT pg_reload_conf()")

    def url(self, login: str, name: str = "eclore") -> str:
        return f"postgresql://{login}:{quote(PASSWORD, safe='')}@127.0.0.1:{self.cluster.port}/{name}"

    def environment(self, name: str = "eclore") -> dict[str, str]:
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("DATABASE_", "ECLORE_"))}
        logins = dict(
            zip(("DATABASE_URL", *(f"DATABASE_{x}_URL" for x in ("OWNER", "WORKER", "BACKUP"))), LOGINS, strict=True)
        )
        legal = ("PUBLISHER", "PUBLICATION_DIRECTOR", "HOSTING_PROVIDER")
        return {
            **kept,
            **{variable: self.url(login, name) for variable, login in logins.items()},
            **{f"ECLORE_{each}": "Éclore" for each in legal},
            "ECLORE_SOURCE_URL": "https://example.org/",
            "ECLORE_SECRET_KEY": "Ag7" * 20,
            "DJANGO_SETTINGS_MODULE": "eclore.config.settings.production",
            "PYTHONPATH": os.pathsep.join([str(ROOT / "platform"), str(ROOT)]),
        }

    def install(self, *arguments: str, **changed: str) -> tuple[int, list[str], str]:
        """Its exit code, its lines and its errors; as somebody who types, without a terminal."""
        environment = {**self.environment(), **changed}
        environment = {name: value for name, value in environment.items() if value}
        command = [sys.executable, str(ROOT / "manage.py"), "install", *arguments]
        done = subprocess.run(
            command,
            env=environment,
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=SECONDS,
            stdin=subprocess.DEVNULL,
        )
        assert "Traceback" not in done.stderr, done.stderr
        return done.returncode, done.stdout.splitlines(), done.stderr

    def sql(self, statement: str, name: str = "eclore") -> list[tuple[object, ...]]:
        with psycopg.connect(on(self.cluster.url, name), autocommit=True) as server:
            found = server.execute(statement)
            return found.fetchall() if found.description else []


@pytest.fixture(scope="module")
def bare() -> Iterator[Bare]:
    debian.needed()
    with debian.cluster() as cluster:
        yield Bare(cluster)


def typed(line: str, bare: Bare) -> None:
    """A line that the command has printed, typed by a superuser of this machine."""
    words = shlex.split(line.strip())
    assert words[:3] == ["sudo", "-u", "postgres"]
    place = {"PGHOST": "127.0.0.1", "PGPORT": str(bare.cluster.port), "PGUSER": "postgres", "PGDATABASE": "postgres"}
    place["PATH"] = f"{BINARIES}:{os.environ['PATH']}"
    if r"\password" in line:  # asks on a terminal
        words = [
            "sudo",
            "-u",
            "postgres",
            "psql",
            "-c",
            f"ALTER ROLE {words[-1].split()[-1]} PASSWORD '{PASSWORD.replace(chr(39), 2 * chr(39))}'",
        ]
    subprocess.run(words[3:], env=place, check=True, capture_output=True, text=True)


def test_without_a_superuser_it_says_what_to_type_and_goes_on_after_it(bare):
    code, _lines, said = bare.install()
    commands = re.findall(r"^  (sudo .+)$", said, re.M)
    assert code == 1 and len(commands) == 7 and "DATABASE_SUPERUSER_URL=" in said
    for command in commands:
        typed(command, bare)

    code, lines, said = bare.install()
    assert (code, said) == (0, ""), said
    assert lines[0] == "Serveur, rôles, base et droits : rien à faire." and lines[-1] == "Installé."
    assert "Personne n'administre encore. À taper : manage.py grant_administrator ADRESSE --name NOM" in lines


def test_with_a_superuser_it_does_everything_and_then_nothing(bare):
    """On another database of the server, whose roles are there already."""
    other = {**bare.environment("autre"), "DATABASE_SUPERUSER_URL": bare.cluster.url}
    code, lines, said = bare.install("--administrator", "Nation@exemple.fr", "--name", "Une personne", **other)
    assert (code, said) == (0, ""), said
    assert lines[:3] == [NOTHING[0], NOTHING[1], "Base de données : autre créée."]
    assert lines[3] == "Droits de la base : appliqués." and lines[-1] == "Installé."
    letters = "SELECT args->>'to_email' FROM procrastinate_jobs WHERE task_name = 'mail.send'"
    assert bare.sql(letters, "autre") == [("nation@exemple.fr",)]

    with psycopg.connect(on(bare.cluster.url, "autre")) as server:
        before = contents(server)
    code, lines, said = bare.install("--administrator", "nation@exemple.fr", **other)
    assert (code, lines, said) == (0, [*NOTHING, "Rien à faire : tout est installé."], "")
    with psycopg.connect(on(bare.cluster.url, "autre")) as server:
        assert contents(server) == before


SPOILED = (
    "ALTER ROLE eclore_app BYPASSRLS",
    "ALTER ROLE eclore_app RESET lock_timeout",
    "ALTER ROLE eclore_worker PASSWORD 'autre'",
    "ALTER ROLE eclore_app PASSWORD NULL",
    "ALTER DATABASE eclore OWNER TO postgres",
    "GRANT EXECUTE ON FUNCTION pg_catalog.set_config(text,text,boolean) TO PUBLIC",
)


def test_what_was_spoiled_is_put_right_and_told_once(bare):
    with psycopg.connect(on(bare.cluster.url, "eclore")) as server:
        before = contents(server)
    for statement in SPOILED:
        bare.sql(statement)
    code, lines, said = bare.install(DATABASE_SUPERUSER_URL=bare.cluster.url)
    assert (code, said) == (0, ""), said
    assert lines[:4] == [
        "Rôles : créés ou corrigés.",
        "Mots de passe : donnés à eclore_app, eclore_worker.",
        "Base de données : eclore rendue à eclore_owner.",
        "Droits de la base : appliqués.",
    ]
    code, lines, said = bare.install(DATABASE_SUPERUSER_URL=bare.cluster.url)
    assert (code, lines[:4], lines[-1]) == (0, NOTHING[:4], "Rien à faire : tout est installé.")
    with psycopg.connect(on(bare.cluster.url, "eclore")) as server:
        after = contents(server)
    assert {name for name in before if before[name] != after[name]} <= {"roles", "functions", "database"}


def test_a_privilege_that_differs_is_put_right_by_the_same_command(bare):
    bare.sql("GRANT DELETE ON public.programme_audit_entry TO eclore_programme")
    code, lines, said = bare.install()
    assert (code, said) == (0, "") and not lines[1].endswith("rien à faire."), lines


def test_the_document_shows_what_the_command_prints():
    """Of a first time its steps, whose figures change; of a second, every word."""
    first, again = (block.splitlines() for block in reading.blocks(reading.text_of("deploy/OPERATIONS.md"), "")[:2])
    assert again == [*NOTHING, "Rien à faire : tout est installé."]
    assert [line.partition(" : ")[0] for line in first] == [
        *(line.partition(" : ")[0] for line in NOTHING),
        "Installé.",
    ]


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"ECLORE_SECRET_KEY": ""}, "ECLORE_SECRET_KEY"),
        ({"DATABASE_OWNER_URL": ""}, "operator.env"),
        ({"DATABASE_WORKER_URL": ""}, "DATABASE_WORKER_URL"),
        ({"ECLORE_PUBLISHER": ""}, "ECLORE_PUBLISHER"),
        ({"DATABASE_SUPERUSER_URL": "postgresql://postgres@127.0.0.1:9/postgres"}, "systemctl status postgresql"),
    ],
)
def test_what_is_missing_is_named_with_what_to_type(bare, changed, named):
    code, lines, said = bare.install(**changed)
    assert code == 1 and named in said and "installé" not in (lines or [""])[-1].lower()


def test_a_pooler_that_is_away_is_named(bare):
    away = bare.url("eclore_app").replace(f":{bare.cluster.port}", ":9")
    code, _lines, said = bare.install(DATABASE_URL=away)
    assert code == 1 and "systemctl start pgbouncer" in said


def test_a_password_is_known_by_its_verifier(bare):
    ((verifier,),) = bare.sql("SELECT rolpassword FROM pg_authid WHERE rolname = 'eclore_app'")
    assert is_password(PASSWORD, verifier) and PASSWORD not in verifier
    assert not is_password("autre", verifier) and not is_password("", "") and not is_password(PASSWORD, "md5abc")
