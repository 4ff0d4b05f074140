"""A release is one command, tried on a copy of the source; what we stand on is described, and its licences are held."""

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path
from types import ModuleType

import pytest
import yaml
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from eclore.config.settings.base import ROOT

SECONDS = 600
VERSION, DAY = "0.3.0", "2027-01-15"
ME = ("-c", "user.name=Essai", "-c", "user.email=essai@exemple.fr")


def tool(name: str) -> ModuleType:
    """A program of deploy/release, as a module."""
    spec = importlib.util.spec_from_file_location(name, ROOT / f"deploy/release/{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


supply, releasing = tool("supply"), tool("release")
FILES = {name: (ROOT / name).read_text() for name in ("pyproject.toml", "CHANGELOG.md", "publiccode.yml")}
WAITING = {**FILES, "CHANGELOG.md": FILES["CHANGELOG.md"].replace("\n## ", "\n## Next\n\n- Une chose.\n\n## ", 1)}
UPGRADING = f"# Upgrading\n\n## {VERSION}\n\nNothing to do.\n"


# -- licences, locks ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("expression", "is_allowed"),
    [
        ("MIT", True),
        ("MIT OR Proprietary", True),
        ("MIT AND Proprietary", False),
        ("Apache-2.0 AND MIT", True),
        ("", False),
        ("License :: Other/Proprietary License", False),
    ],
)
def test_an_expression_is_allowed_when_each_part_offers_a_licence_of_the_list(expression, is_allowed):
    assert supply.is_allowed(expression, {"MIT", "Apache-2.0"}) == is_allowed


def test_every_licence_of_what_is_locked_is_allowed_where_it_is(capsys, monkeypatch):
    assert supply.licences() == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(supply.locked("base", "demo", "dev")) > 100
    monkeypatch.setattr(supply, "locked", lambda *_names: {"djlint": "1", "django": "5"})  # as if it were shipped
    assert supply.licences() == 1
    assert "djlint: read its licence" in capsys.readouterr().err


def test_locked_files_name_no_index_and_hash_everything():
    for name in ("base", "demo", "dev"):
        text = (ROOT / f"deploy/requirements/{name}.txt").read_text()
        assert not re.search(r"index-url|find-links|trusted-host", text)
        blocks = re.split(r"^(?=[A-Za-z0-9])", text, flags=re.MULTILINE)[1:]
        assert blocks and all("--hash=sha256:" in block for block in blocks)


def test_locks_are_updated_together_and_say_what_changed(tmp_path):
    """On three small files, by the registry that made our own."""
    shutil.copy(ROOT / "deploy/requirements/update.sh", tmp_path)
    for name, asked in (("base", "idna"), ("demo", "-c base.txt\nmdurl"), ("dev", "-c base.txt\nidna\niniconfig")):
        (tmp_path / f"{name}.in").write_text(asked + "\n")
        (tmp_path / f"{name}.txt").write_text("idna==3.4\n" if name != "demo" else "")
    environment = {**os.environ, "UV": str(Path(sys.executable).parent / "uv")}
    command = ["sh", tmp_path / "update.sh"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=SECONDS)
    if done.returncode and re.search("(?i)connect|dns|network|timed out|fetch", done.stderr):
        assert (tmp_path / "base.txt").read_text() == "idna==3.4\n"
        pytest.skip("no registry can be reached")
    assert done.returncode == 0, done.stderr
    assert re.search(r"^    idna 3\.4 -> 3\.\d+$", done.stdout, re.M) and "  + iniconfig" in done.stdout
    assert "--hash=sha256:" in (tmp_path / "dev.txt").read_text()
    again = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=SECONDS)
    assert again.stdout == "Nothing is newer.\n"


# -- a release ---------------------------------------------------------------------------------------------------


def test_three_files_bear_the_version_and_the_day():
    written = releasing.written_for(VERSION, DAY, WAITING, upgrading=UPGRADING)
    assert f'version = "{VERSION}"' in written["pyproject.toml"]
    assert f"\n## {VERSION} — {DAY}\n\n- Une chose.\n" in written["CHANGELOG.md"]
    assert "## Next" not in written["CHANGELOG.md"]
    publiccode = yaml.safe_load(written["publiccode.yml"])
    assert (publiccode["softwareVersion"], publiccode["releaseDate"]) == (VERSION, DAY)


@pytest.mark.parametrize(
    ("version", "texts", "upgrading", "named"),
    [
        ("0.3", WAITING, UPGRADING, "no version"),
        ("0.1.0", WAITING, UPGRADING, "already"),
        (VERSION, FILES, UPGRADING, "## Next"),
        (VERSION, WAITING, "# Upgrading\n", "UPGRADING.md"),
    ],
)
def test_what_only_somebody_can_write_is_asked_for(version, texts, upgrading, named):
    with pytest.raises(releasing.Refused, match=named):
        releasing.written_for(version, DAY, texts, upgrading=upgrading)


@pytest.fixture
def copy(tmp_path) -> Path:
    """The source as it is, in a repository of its own, with what a release waits for."""
    folder = tmp_path / "eclore"
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "-z"], cwd=ROOT, capture_output=True, check=True, text=True
    )
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    (folder / "CHANGELOG.md").write_text(WAITING["CHANGELOG.md"])
    (folder / "UPGRADING.md").write_text(FILES["CHANGELOG.md"].partition("\n## ")[0] + "\n" + UPGRADING)
    git(folder, "init", "--quiet")
    git(folder, "config", "user.name", "Essai")
    git(folder, "config", "user.email", "essai@exemple.fr")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "Before")
    return folder


def git(folder: Path, *arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True, text=True).stdout


def release(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, folder / "deploy/release/release.py", VERSION, "--date", DAY, *arguments]
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("DATABASE_", "ECLORE_"))}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=SECONDS)


def test_a_release_is_refused_or_looked_at_before_anything_is_written(copy):
    (copy / "oubli.txt").write_text("x")
    refused = release(copy)
    assert refused.returncode == 1 and "oubli.txt" in refused.stderr
    (copy / "oubli.txt").unlink()

    looked = release(copy, "--dry-run")
    assert looked.returncode == 0, looked.stderr
    assert f"+## {VERSION} — {DAY}" in looked.stdout and "-## Next" in looked.stdout
    assert (git(copy, "status", "--porcelain"), git(copy, "tag")) == ("", "") and not (copy / "dist").exists()


@pytest.mark.skipif(not os.environ.get("ECLORE_SLOW"), reason="a minute and a half of one core")
def test_a_release_is_one_command(copy):
    done = release(copy)
    assert done.returncode == 0, done.stderr
    assert git(copy, "status", "--porcelain") == "" and git(copy, "tag") == f"v{VERSION}\n"
    assert git(copy, "log", "-1", "--format=%s") == f"Release {VERSION}\n"
    names = ("", "-static", "-api-national", "-api-territory")
    made = [f"eclore-{VERSION}{name}.{'yaml' if 'api' in name else 'tar.gz'}" for name in names]
    assert sorted(path.name for path in (copy / "dist").iterdir()) == sorted([*made, f"eclore-{VERSION}.cdx.json"])
    assert_made(copy / "dist")
    twice = release(copy)
    assert twice.returncode == 1 and "a tag already" in twice.stderr


def assert_made(folder: Path) -> None:
    """What each file holds."""
    with tarfile.open(folder / f"eclore-{VERSION}.tar.gz") as source:
        packaged = source.extractfile(f"eclore-{VERSION}/pyproject.toml").read().decode()
    assert f'version = "{VERSION}"' in packaged
    with tarfile.open(folder / f"eclore-{VERSION}-static.tar.gz") as static:
        assert {"static/eclore/base.css", "static/staticfiles.json"} <= set(static.getnames())
    schema = yaml.load((folder / f"eclore-{VERSION}-api-territory.yaml").read_text(), yaml.CSafeLoader)
    assert "/api/v1/ideas/" in schema["paths"]
    text = (folder / f"eclore-{VERSION}.cdx.json").read_text()
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
    bill = json.loads(text)
    described = {supply.normalised(each["name"]): each["version"] for each in bill["components"]}
    assert set(described) == set(supply.locked("base")) and "pytest" not in described
    assert bill["metadata"]["component"]["version"] == VERSION
    root = next(each for each in bill["dependencies"] if each["ref"] == bill["metadata"]["component"]["bom-ref"])
    assert any(ref.startswith("Django==") for ref in root["dependsOn"])
