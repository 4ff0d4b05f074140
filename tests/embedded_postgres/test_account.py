"""For root the server runs as another account, and no folder of root's is opened to it."""

import os
import shutil
import stat
from pathlib import Path

import psycopg
import pytest

from embedded import EmbeddedError, EmbeddedServer
from embedded.binaries import installed_folder
from embedded.places import PROJECT, SYSTEM_STATES, default_state, server_account
from tests.embedded_postgres.starters import processes_in

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="only root needs another account")


def accounts_of(pids: set[int]) -> set[int]:
    return {Path(f"/proc/{pid}").stat().st_uid for pid in pids}


def test_server_runs_as_another_account(server):
    assert accounts_of(processes_in(server.state.data)) == {server_account().uid}
    assert server_account().name in {"postgres", "nobody"}


def test_state_is_outside_of_the_project_unless_chosen(monkeypatch):
    monkeypatch.delenv("ECLORE_STATE", raising=False)
    assert default_state().parent == SYSTEM_STATES
    assert default_state(Path("/elsewhere")) != default_state(PROJECT)
    monkeypatch.setenv("ECLORE_STATE", "/srv/eclore")
    assert default_state() == Path("/srv/eclore")


def test_only_the_server_folder_belongs_to_the_account(server):
    owners = {path.name: path.stat().st_uid for path in server.state.folder.iterdir()}
    given = {name for name, owner in owners.items() if owner == server_account().uid}
    assert given == {"server"}


def test_programs_out_of_reach_are_copied_and_nothing_is_opened(folder, state):
    home = folder / "home"
    package = installed_folder().parent.parent
    shutil.copytree(package, home / package.name)
    shutil.copytree(package.with_name(f"{package.name}.libs"), home / f"{package.name}.libs")
    home.chmod(0o700)
    programs = home / package.name / "pginstall" / "bin"
    before = {path: path.stat().st_mode for path in [folder, home, *home.rglob("*")]}

    for _ in range(2):
        with EmbeddedServer(state, durable=False, binaries=programs) as server:
            psycopg.connect(server.dsn("postgres", "postgres")).close()
            executable = Path(f"/proc/{min(processes_in(server.state.data))}/exe").readlink()
            assert executable.is_relative_to(server.state.binaries)

    assert {path: path.stat().st_mode for path in before} == before


def test_folder_that_the_account_cannot_enter_is_refused(folder):
    home = folder / "home"
    home.mkdir(mode=0o700)
    with pytest.raises(EmbeddedError, match=f"cannot enter {home}: set ECLORE_STATE"):
        EmbeddedServer(home / "state").start()
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
