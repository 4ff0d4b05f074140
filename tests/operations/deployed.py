"""Éclore built in a bare folder by deploy/build.sh, and run by what deploy/ gives an operator, on loopback."""

import os
import pwd
import re
import shlex
import shutil
import signal
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

from eclore.config.settings.base import ROOT
from tests.isolation.serving import free_port
from tests.operations.conftest import Installation

BASE_HOST = "eclore.test"
DEPLOY = ROOT / "deploy"
PLACE = "/opt/eclore"
SECONDS = 60
FILLED = {
    "ECLORE_SECRET_KEY": "a" * 50,
    "ECLORE_BASE_HOST": BASE_HOST,
    "ECLORE_PUBLISHER": "Éclore",
    "WEB_CONCURRENCY": "1",
}


def build(folder: Path) -> None:
    """What git follows, and what deploy/build.sh makes of it; with no more than the machine's Python."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "-z"], cwd=ROOT, capture_output=True, check=True, text=True
    )
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).is_file() and not name.startswith("tests/"):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder)}
    environment |= {name: value for name, value in os.environ.items() if name.startswith(("PIP_", "SSL_", "HTTP"))}
    subprocess.run(["sh", "deploy/build.sh"], cwd=folder, env=environment, check=True, timeout=300, capture_output=True)


def settings_of(example: str) -> dict[str, str]:
    """The variables of deploy/*.env.example."""
    lines = (DEPLOY / example).read_text().splitlines()
    pairs = (line.partition("=") for line in lines if line and not line.startswith("#"))
    return {name: value.strip('"') for name, _sign, value in pairs}


def exec_start(unit: str) -> list[str]:
    """The command of a unit, as systemd splits it."""
    found = re.search(r"^ExecStart=(.+)$", (DEPLOY / "systemd" / unit).read_text(), re.MULTILINE)
    assert found
    return shlex.split(found[1])


class Deployed:
    """The built folder, the ports of each program, and what they are started with."""

    def __init__(self, folder: Path, installation: Installation, state: Path) -> None:
        self.folder, self.installation, self.state = folder, installation, state
        self.listening = socket.create_server(("127.0.0.1", 0), backlog=512)
        self.web_port = self.listening.getsockname()[1]
        self.pooler_port, self.http_port, self.https_port = free_port(), free_port(), free_port()
        pooled = f"postgresql://eclore_app:secret@127.0.0.1:{self.pooler_port}/eclore"
        self.web = {**settings_of("eclore.env.example"), **FILLED, "DATABASE_URL": pooled}
        self.web["ECLORE_MEDIA"] = str(state / "media")
        logins = {"WORKER": "eclore_worker", "OWNER": "eclore_owner"}
        self.operator = {f"DATABASE_{name}_URL": installation.url(login) for name, login in logins.items()}
        self.operator |= {"ECLORE_BACKUPS": str(state / "backups"), "ECLORE_ERASURES": str(state / "erasures")}

    def command(self, unit: str) -> list[str]:
        return [part.replace(PLACE, str(self.folder)) for part in exec_start(unit)]

    def manage(self, *arguments: str, check: bool = True, **more: str) -> str:
        """`run.sh manage …`, with the logins of an operator; what it says."""
        environment = {**os.environ, **self.web, **self.operator, "DATABASE_URL": self.installation.url("eclore_app")}
        environment.pop("DJANGO_SETTINGS_MODULE", None)
        command = [str(self.folder / "deploy/run.sh"), "manage", *arguments]
        done = subprocess.run(
            command, env=environment | more, check=check, timeout=SECONDS, capture_output=True, text=True
        )
        return done.stdout + done.stderr

    @contextmanager
    def running(
        self, name: str, command: list[str], environment: Mapping[str, str], *, account: str | None = None
    ) -> Iterator[subprocess.Popen[bytes]]:
        """One program, ended with the block; what it says is in `<state>/<name>.log`."""
        with (self.state / f"{name}.log").open("ab") as log:
            process = subprocess.Popen(
                command,
                env={"PATH": os.environ["PATH"] + ":/usr/sbin", "HOME": str(self.state), **environment},
                stdout=log,
                stderr=log,
                user=account,
                cwd="/",
                pass_fds=[self.listening.fileno()] if name == "web" else [],
            )
        try:
            yield process
        finally:
            end(process)

    @contextmanager
    def web_running(self) -> Iterator[subprocess.Popen[bytes]]:
        """As systemd starts it: the socket is the third descriptor, and says whose it is."""
        as_systemd = 'exec 3<&"$0"; export LISTEN_FDS=1 LISTEN_PID=$$; exec "$@"'
        command = ["bash", "-c", as_systemd, str(self.listening.fileno()), *self.command("eclore-web.service")]
        with self.running("web", command, self.web) as process:
            yield process

    @contextmanager
    def pooler_running(self) -> Iterator[subprocess.Popen[bytes]]:
        """deploy/pgbouncer/pgbouncer.ini, with the ports of the test."""
        users, written = self.state / "userlist.txt", self.state / "pgbouncer.ini"
        users.write_text('"eclore_app" "secret"\n')
        text = (DEPLOY / "pgbouncer/pgbouncer.ini").read_text()
        for said, here in (
            ("port=5432", f"port={self.installation.cluster.port}"),
            ("listen_port = 6432", f"listen_port = {self.pooler_port}"),
            ("/etc/pgbouncer/userlist.txt", str(users)),
        ):
            assert said in text
            text = text.replace(said, here)
        written.write_text(text)
        account = "postgres" if os.geteuid() == 0 else None
        if account:
            for path in (users, written):
                os.chown(path, pwd.getpwnam(account).pw_uid, -1)
        command = [str(self.folder / "deploy/run.sh"), "pooler", str(written)]
        with self.running("pooler", command, {}, account=account) as process:
            yield process

    @contextmanager
    def caddy_running(self, tls: str = "internal") -> Iterator[subprocess.Popen[bytes]]:
        """deploy/Caddyfile as it is; with Caddy's own authority."""
        environment = {
            "XDG_DATA_HOME": str(self.state / "data"),
            "XDG_CONFIG_HOME": str(self.state / "config"),
            "ECLORE_BASE_HOST": BASE_HOST,
            "ECLORE_TLS": tls,
            "ECLORE_WEB": f"127.0.0.1:{self.web_port}",
            "ECLORE_HTTP_PORT": str(self.http_port),
            "ECLORE_HTTPS_PORT": str(self.https_port),
            "ECLORE_CADDY_ADMIN": f"localhost:{free_port()}",
            "ECLORE_ACCESS_LOG": str(self.state / "access.log"),
        }
        command = ["caddy", "run", "--adapter", "caddyfile", "--config", str(DEPLOY / "Caddyfile")]
        with self.running("caddy", command, environment) as process:
            until = time.monotonic() + SECONDS
            while not self.authority.exists():
                assert process.poll() is None and time.monotonic() < until, self.said("caddy")
                time.sleep(0.1)
            yield process

    @property
    def authority(self) -> Path:
        return self.state / "data/caddy/pki/authorities/local/root.crt"

    def said(self, name: str) -> str:
        return (self.state / f"{name}.log").read_text(errors="replace")

    def ask(self, path: str, host: str = BASE_HOST, **headers: str) -> HTTPResponse:
        """Through the proxy, by TLS, its certificate verified. The body is read."""
        context = ssl.create_default_context(cafile=str(self.authority))
        connection = HTTPConnection("127.0.0.1", self.https_port, timeout=SECONDS)
        connection.sock = context.wrap_socket(
            socket.create_connection(("127.0.0.1", self.https_port), SECONDS), server_hostname=host
        )
        return _answer(connection, path, host, headers)

    def ask_web(self, path: str, host: str = "10.0.0.9") -> HTTPResponse:
        """Straight to the application, as a probe does."""
        return _answer(HTTPConnection("127.0.0.1", self.web_port, timeout=SECONDS), path, host, {})

    def await_ready(self) -> None:
        until = time.monotonic() + SECONDS
        while self.ask_web("/readyz").status != 200:
            assert time.monotonic() < until, self.said("web")
            time.sleep(0.2)


def _answer(connection: HTTPConnection, path: str, host: str, headers: Mapping[str, str]) -> HTTPResponse:
    connection.request("GET", path, headers={"Host": host, "Connection": "close", **headers})
    answer = connection.getresponse()
    answer.body = answer.read()
    connection.close()
    return answer


def end(process: subprocess.Popen[bytes], how: int = signal.SIGTERM) -> None:
    if process.poll() is None:
        process.send_signal(how)
        try:
            process.wait(45)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
