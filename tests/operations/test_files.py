"""Files of deploy/ that nothing here can run whole: what they say is read, and compared with what runs."""

import re
import shutil
import subprocess

import pytest
import yaml

from tests.operations.deployed import BASE_HOST, DEPLOY, PLACE, exec_start, settings_of

UNITS = sorted(path.name for path in (DEPLOY / "systemd").iterdir())
COMPOSE = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
SERVICES = COMPOSE["services"]


def programs() -> set[str]:
    """What deploy/run.sh knows."""
    return set(re.findall(r"^([a-z]+)\)", (DEPLOY / "run.sh").read_text(), re.MULTILINE))


def test_a_container_and_a_unit_run_the_same_commands():
    image = (DEPLOY / "Containerfile").read_text()
    assert f'ENTRYPOINT ["{PLACE}/deploy/run.sh"]' in image and re.findall(r"^RUN (\S+ \S+)", image, re.MULTILINE) == [
        "sh deploy/build.sh"
    ]
    for name in ("web", "worker"):
        assert exec_start(f"eclore-{name}.service") == [f"{PLACE}/deploy/run.sh", *SERVICES[name]["command"]]
    assert exec_start("eclore-backup.service") == [f"{PLACE}/deploy/run.sh", "backup"]
    ours = {
        service["command"][0]
        for service in SERVICES.values()
        if service["image"].endswith("/eclore") and "command" in service
    }
    assert ours == {"web", "worker", "upgrade", "nightly", "pooler"} <= programs()


def test_the_pod_mounts_what_is_here_and_watches_what_it_needs():
    mounted = [each.split(":")[0] for service in SERVICES.values() for each in service.get("volumes", [])]
    files = {each for each in mounted if each.startswith("./")}
    assert files and all((DEPLOY / each).is_file() for each in files)
    assert {each for each in mounted if not each.startswith(".")} == set(COMPOSE["volumes"])
    assert (DEPLOY / SERVICES["postgres"]["build"]["context"] / "Containerfile").is_file()
    copied = "/var/lib/postgresql/15/main"
    assert SERVICES["postgres"]["environment"]["PGDATA"] == copied
    assert f"pg1-path={copied}" in (DEPLOY / "postgres/pgbackrest.conf").read_text()
    for name, service in SERVICES.items():
        for needed, condition in service.get("depends_on", {}).items():
            assert ("healthcheck" in SERVICES[needed]) == (condition["condition"] == "service_healthy"), (name, needed)
    assert int(SERVICES["postgres"]["image"].rpartition(":")[2]) >= 15
    assert "operator.env" not in "".join(SERVICES["web"]["env_file"])
    assert not [name for name in SERVICES if SERVICES[name].get("privileged")]


@pytest.mark.parametrize("unit", UNITS)
def test_systemd_reads_every_unit(unit, tmp_path):
    verifier = shutil.which("systemd-analyze")
    if verifier is None:
        pytest.skip("systemd-analyze is not installed")
    for path in (DEPLOY / "systemd").iterdir():
        (tmp_path / path.name).write_text(path.read_text().replace(PLACE, str(DEPLOY.parent)))
    done = subprocess.run([verifier, "verify", tmp_path / unit], capture_output=True, text=True, check=False)
    assert [line for line in done.stderr.splitlines() if line.startswith(("eclore", str(tmp_path)))] == []


@pytest.mark.parametrize("unit", [name for name in UNITS if name.endswith(".service")])
def test_a_service_holds_no_more_than_it_needs(unit):
    text = (DEPLOY / "systemd" / unit).read_text()
    for wanted in (
        # pgBackRest reads the cluster's own files.
        "User=postgres" if unit == "eclore-backup.service" else "User=eclore",
        "NoNewPrivileges=yes",
        "CapabilityBoundingSet=\n",
        "ProtectSystem=strict",
        "PrivateTmp=yes",
    ):
        assert wanted in text
    assert "Restart=always" in text or "Type=oneshot" in text


def test_the_web_is_given_no_login_but_its_own():
    assert not {"DATABASE_OWNER_URL", "DATABASE_WORKER_URL"} & set(settings_of("eclore.env.example"))
    assert "operator.env" not in (DEPLOY / "systemd/eclore-web.service").read_text()


@pytest.mark.parametrize("tls", ["on_demand", "internal"])
def test_caddy_reads_its_file_either_way(tls):
    caddy = shutil.which("caddy")
    if caddy is None:
        pytest.skip("caddy is not installed")
    command = [caddy, "adapt", "--adapter", "caddyfile", "--config", str(DEPLOY / "Caddyfile")]
    environment = {"ECLORE_BASE_HOST": BASE_HOST, "ECLORE_TLS": tls, "HOME": "/nonexistent"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0 and "/known-host" in done.stdout, done.stderr


def test_logrotate_reads_its_file(tmp_path):
    logrotate = shutil.which("logrotate") or shutil.which("logrotate", path="/usr/sbin")
    if logrotate is None:
        pytest.skip("logrotate is not installed")
    own = tmp_path / "eclore"
    own.write_text((DEPLOY / "logrotate/eclore").read_text())
    own.chmod(0o644)
    done = subprocess.run(
        [logrotate, "--debug", "--state", tmp_path / "state", own], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0 and "error" not in done.stderr, done.stderr
