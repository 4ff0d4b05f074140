"""What cannot be done is said in one sentence that tells what to do next."""

import os
import shutil
import socket
import stat
from pathlib import Path

import pytest

from embedded import EmbeddedError, EmbeddedServer, binaries, cluster
from embedded.binaries import installed_folder
from tests.embedded_postgres.starters import processes_in


def refusal(state: Path, **options) -> str:
    server = EmbeddedServer(state, durable=False, **options)
    with pytest.raises(EmbeddedError) as raised:
        server.start()
    assert processes_in(server.state.data) == set()
    assert "\n" not in raised.value.sentence
    return raised.value.sentence


def fake_programs(folder: Path, initdb: str) -> Path:
    """The real programs behind links, except an `initdb` of ours."""
    fake = folder / "bin"
    fake.mkdir()
    for name, script in {"postgres": f'exec {installed_folder() / "postgres"} "$@"', "initdb": initdb}.items():
        (fake / name).write_text(f"#!/bin/sh\n{script}\n")
        (fake / name).chmod(0o755)
    return fake


def test_port_in_use(state):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert refusal(state, port=port, listen=True).startswith(f"Port {port}, asked for PostgreSQL, cannot be used")


def test_disk_full_while_the_data_folder_is_made(fresh_state, folder):
    programs = fake_programs(folder, "echo 'could not write block: No space left on device' >&2; exit 1")
    assert refusal(fresh_state, binaries=programs).endswith(
        "is full: free some space (300 MB are enough to begin) and start again."
    )


def test_disk_almost_full_before_anything_is_written(fresh_state, monkeypatch):
    real = shutil.disk_usage(fresh_state.parent)
    free = 299_999_999
    monkeypatch.setattr(cluster.shutil, "disk_usage", lambda _: real._replace(free=free))
    assert refusal(fresh_state) == (
        f"The disk that holds {fresh_state} is full: free some space (300 MB are enough to begin) and start again."
    )
    free += 1
    with EmbeddedServer(fresh_state, durable=False) as server:
        assert server.is_alive


def test_reason_of_postgresql_is_given(fresh_state, folder):
    programs = fake_programs(folder, "echo 'initdb: error: the moon is wrong' >&2; exit 1")
    assert refusal(fresh_state, binaries=programs).endswith("initdb: error: the moon is wrong")


def test_binaries_not_installed(state, monkeypatch):
    monkeypatch.setattr(binaries, "PACKAGE", "a_package_that_is_not_there")
    assert refusal(state).startswith("No database: set DATABASE_URL")


def test_binaries_missing_from_their_folder(state, folder):
    assert "cannot be run" in refusal(state, binaries=folder / "nowhere")


def test_data_of_another_major_version(state):
    with EmbeddedServer(state, durable=False) as server:
        version = server.state.data / "PG_VERSION"
    version.write_text("14\n")
    assert "was made by PostgreSQL 14 and this is PostgreSQL" in refusal(state)


def test_damaged_data(state):
    with EmbeddedServer(state, durable=False) as server:
        version = server.state.data / "PG_VERSION"
    version.unlink()
    assert "is damaged: start over with `make demo-reset`" in refusal(state)


def test_lost_passwords(state):
    with EmbeddedServer(state, durable=False) as server:
        server.state.credentials.unlink()
    assert "are lost: start over with `make demo-reset`" in refusal(state)


def test_folder_of_somebody(fresh_state):
    fresh_state.mkdir()
    (fresh_state / "thesis.odt").write_text("three years")
    assert "already holds other files" in refusal(fresh_state)
    assert os.listdir(fresh_state) == ["thesis.odt"]


def test_socket_folder_open_to_others(state):
    with EmbeddedServer(state, durable=False) as server:
        socket_folder = server.state.server / "socket"
    socket_folder.chmod(0o777)
    assert "is open to others" in refusal(state)
    assert stat.S_IMODE(socket_folder.stat().st_mode) == 0o777


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_folder_that_may_not_be_written(folder):
    folder.chmod(0o500)
    assert "Permission denied" in refusal(folder / "state")
