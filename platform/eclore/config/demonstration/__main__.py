"""`make demo`: the whole programme on this machine, from an empty folder to a page in a browser."""

import io
import os
import shutil
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django
import psycopg
from django import db
from django.apps import apps
from django.core.management import CommandError, call_command, get_commands

from eclore.config.starting import exit_unless_upgradable
from embedded import EmbeddedError, EmbeddedServer
from embedded.errors import disk_full
from embedded.locks import Lock
from embedded.places import State
from embedded.processes import StopRequestedError, end_with_parent, stopped_by_signals
from embedded.reset import reset
from embedded.server import is_stopping
from serving.ports import bindings, read_port
from serving.site import Site, serve

BASE_HOST = "eclore.localhost"
PLAY = "demonstrate"
UNFINISHED = "unfinished-play"
STEPS = (
    ("the schemas are brought up to date", ("upgrade",)),
    ("the English catalogue is compiled", ("catalogue", "compile")),
    ("the territories, the four programmes and a current season are played", (PLAY,)),
)
EARLIER_DEMONSTRATION_ENDS = 20.0
ALMOST_FULL = 20_000_000


class Progress(io.TextIOBase):
    """Lines preceded by the seconds since the beginning; commands may write to it."""

    def __init__(self) -> None:
        self._begin = time.monotonic()
        self._unfinished = ""

    def write(self, text: str) -> int:
        *lines, self._unfinished = (self._unfinished + text).split("\n")
        for line in lines:
            if line.strip():
                self.say(line.rstrip())
        return len(text)

    def say(self, line: str) -> None:
        sys.stdout.write(f"{time.monotonic() - self._begin:6.1f} s  {line}\n")
        sys.stdout.flush()


def main() -> int:
    if "--end-with-parent" in sys.argv:
        end_with_parent(signal.SIGTERM)
    progress = Progress()
    server = EmbeddedServer()
    try:
        with stopped_by_signals(server.announce_stop):
            return _demonstrate(server, progress)
    except (EmbeddedError, CommandError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except StopRequestedError:
        progress.say("everything is stopped")
        return 0


def _demonstrate(server: EmbeddedServer, progress: Progress) -> int:
    port = read_port(os.environ.get("PORT") or "8000")
    listening = _own_bindings(port, server.state)
    _begin_again_if_interrupted(server.state, progress)
    with server.start(), _serving_lock(server.state) as lock:
        progress.say("PostgreSQL answers")
        os.environ.update(_environment(server, port))
        server.install(before=exit_unless_upgradable)
        with _sentence_for_full_disk(server.state.folder), _without_waiting_for_the_disk():
            _play(server.state.folder / UNFINISHED, progress)
        site = Site(
            port=port,
            bindings=listening,
            host=BASE_HOST,
            environment={},
            log_folder=server.state.log,
            has_worker="work" in get_commands(),
            keep_open=lock.inherited,
        )
        return serve(
            site,
            progress.say,
            lambda: _welcome(progress, port, server.state),
            lambda: None if server.is_alive else "PostgreSQL",
        )


def _own_bindings(port: int, state: State) -> list[str]:
    """Addresses to listen on; an earlier demonstration of this folder that is stopping is waited for."""
    deadline = time.monotonic() + EARLIER_DEMONSTRATION_ENDS
    starter, serving = Lock(state.starter_lock), Lock(state.serving_lock)
    while True:
        try:
            return bindings(port)
        except EmbeddedError:
            is_ending = not starter.is_held() or is_stopping(starter)
            if not serving.is_held() or not is_ending or time.monotonic() > deadline:
                raise
        time.sleep(0.05)


@contextmanager
def _serving_lock(state: State) -> Iterator[Lock]:
    """Held by the web server and the worker too, so that the next start can tell them from strangers."""
    lock = Lock(state.serving_lock)
    lock.take()
    try:
        yield lock
    finally:
        lock.release()


def _environment(server: EmbeddedServer, port: int) -> dict[str, str]:
    return {
        **server.environment(),
        "DJANGO_SETTINGS_MODULE": "eclore.config.settings.development",
        "ECLORE_BASE_HOST": BASE_HOST,
        "ECLORE_PORT": str(port),
        "ECLORE_DEMO": "1",
        "DEBUG": "1",
    }


def _begin_again_if_interrupted(state: State, progress: Progress) -> None:
    """A season interrupted in the middle cannot be taken up: a database that holds nothing else is made again."""
    if (state.folder / UNFINISHED).exists() and not Lock(state.starter_lock).is_held():
        progress.say("an earlier start was interrupted while playing: its data is made again")
        reset(state.folder)


def _play(unfinished: Path, progress: Progress) -> None:
    """The note `unfinished` stays if the first play is interrupted."""
    django.setup()
    available = get_commands()
    for meaning, (name, *arguments) in STEPS:
        if name not in available:
            progress.say(f"(no command `{name}` yet: skipped)")
            continue
        progress.say(meaning)
        is_first_play = name == PLAY and not apps.get_model("territories.Territory").objects.using("owner").exists()
        if is_first_play:
            unfinished.touch()
        call_command(name, *arguments, stdout=progress, stderr=sys.stderr)
        if is_first_play:
            unfinished.unlink()
    db.connections.close_all()


@contextmanager
def _without_waiting_for_the_disk() -> Iterator[None]:
    """Thousands of small transactions follow one another; a power cut may lose the last, never half of one."""
    os.environ["PGOPTIONS"] = "-c synchronous_commit=off"
    try:
        yield
    finally:
        del os.environ["PGOPTIONS"]


@contextmanager
def _sentence_for_full_disk(place: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, psycopg.Error, db.Error) as error:
        if shutil.disk_usage(place).free < ALMOST_FULL:
            raise disk_full(place) from error
        raise


def _welcome(progress: Progress, port: int, state: State) -> None:
    progress.say("Éclore is ready")
    sys.stdout.write(
        f"""
    http://{BASE_HOST}:{port}/              the national pages
    http://{BASE_HOST}:{port}/demo/         enter as anyone, in one click
    http://somme.{BASE_HOST}:{port}/        a territory

    Logs are in {state.log}. Ctrl-C stops everything.
"""
    )
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
