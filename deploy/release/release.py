"""`release.py VERSION [--dry-run]`: a release in one command, from a clean tree; nothing is pushed.

Writes the version and the day (pyproject.toml, CHANGELOG.md, publiccode.yml), sees that catalogues are complete and
licences allowed, commits and tags, then makes in dist/: the source, the static files, each host's API schema, the bill
of materials. `--dry-run` looks at all of it and shows what would be written. Tests are `.ci/run`'s, before this.
"""

import argparse
import difflib
import hashlib
import os
import re
import subprocess
import sys
import tarfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
VERSION = re.compile(r"\d+\.\d+\.\d+")
HOSTS = ("national", "territory")
NEXT = "Next"  # the section of CHANGELOG.md where what is not released waits


class Refused(Exception):
    """`str()` is what is missing and what to do."""


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("version")
    parser.add_argument("--dry-run", action="store_true")
    parser.add_argument("--date", default=f"{datetime.now(UTC):%Y-%m-%d}", help="the day of the release")
    asked = parser.parse_args()
    try:
        release(asked.version, asked.date, is_dry=asked.dry_run)
    except Refused as error:
        sys.stderr.write(f"No release: {error}\n")
        return 1
    return 0


def release(version: str, day: str, *, is_dry: bool) -> None:
    """Raises Refused before anything is written."""
    _ensure_clean(version)
    texts = {name: (ROOT / name).read_text() for name in ("pyproject.toml", "CHANGELOG.md", "publiccode.yml")}
    written = written_for(version, day, texts, upgrading=(ROOT / "UPGRADING.md").read_text())
    _ensure_complete()
    if is_dry:
        for name, text in texts.items():
            _show(name, text, written[name])
        say(f"Nothing was written. make release VERSION={version} would commit this, tag v{version} and make dist/.")
        return
    for name, text in written.items():
        (ROOT / name).write_text(text)
    try:
        made = _made(ROOT / "dist" / f"eclore-{version}")
    except BaseException:
        for name, text in texts.items():
            (ROOT / name).write_text(text)
        raise
    if written != texts:
        _git("commit", "--quiet", "--message", f"Release {version}", "--", *written)
    _git("tag", "--annotate", f"v{version}", "--message", f"Éclore {version}")
    source = ROOT / f"dist/eclore-{version}.tar.gz"
    _git("archive", "--format=tar.gz", f"--prefix=eclore-{version}/", "--output", source, f"v{version}")
    for path in [source, *made]:
        say(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(ROOT)}")
    say(f"Éclore {version} is committed and tagged here. To publish: git push --follow-tags")


# -- what is written -----------------------------------------------------------------------------------------


def written_for(version: str, day: str, texts: dict[str, str], *, upgrading: str) -> dict[str, str]:
    """The three files with this version and this day. Raises Refused for what only somebody can write."""
    if not VERSION.fullmatch(version):
        raise Refused(f"{version!r} is no version, such as 0.3.0.")
    packaged = _found(r'^version = "(.+)"$', texts["pyproject.toml"])
    if _numbers(version) < _numbers(packaged):
        raise Refused(f"{packaged} is the version of the package already.")
    title = _found(r"^## (.+)$", texts["CHANGELOG.md"])
    if title.partition(" — ")[0] not in (NEXT, version):
        raise Refused(f"CHANGELOG.md begins with « {title} »: write what changed for people under « ## {NEXT} ».")
    if not re.search(rf"^## {re.escape(version)}$", upgrading, re.MULTILINE):
        raise Refused(
            f"UPGRADING.md has no section « ## {version} »: write what operators do, or that there is nothing."
        )
    return {
        "pyproject.toml": _put(r'^version = ".+"$', f'version = "{version}"', texts["pyproject.toml"]),
        "CHANGELOG.md": _put(r"^## .+$", f"## {version} — {day}", texts["CHANGELOG.md"]),
        "publiccode.yml": _put(
            r"^releaseDate: .+$",
            f'releaseDate: "{day}"',
            _put(r"^softwareVersion: .+$", f'softwareVersion: "{version}"', texts["publiccode.yml"]),
        ),
    }


def _found(pattern: str, text: str) -> str:
    found = re.search(pattern, text, re.MULTILINE)
    if found is None:
        raise Refused(f"nothing looks like {pattern}.")
    return found[1]


def _put(pattern: str, by: str, text: str) -> str:
    """Once, the first."""
    return re.sub(pattern, by, text, count=1, flags=re.MULTILINE)


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


# -- what is looked at -----------------------------------------------------------------------------------------


def _ensure_clean(version: str) -> None:
    if changed := _git("status", "--porcelain"):
        raise Refused(f"the tree is not clean. Commit or put aside:\n{changed}")
    if _git("tag", "--list", f"v{version}"):
        raise Refused(f"v{version} is a tag already: a version is released once.")


def _ensure_complete() -> None:
    catalogue = _manage("catalogue", "check")
    if catalogue.returncode:
        raise Refused(f"texts have no English (manage.py catalogue update):\n{catalogue.stdout}{catalogue.stderr}")
    licences = _run(sys.executable, ROOT / "deploy/release/supply.py", "licences")
    if licences.returncode:
        raise Refused(f"a licence is not allowed:\n{licences.stderr}")


# -- what is made ------------------------------------------------------------------------------------------------


def _made(name: Path) -> list[Path]:
    """The files whose paths begin with `name`; the source is archived from its tag."""
    name.parent.mkdir(exist_ok=True)
    static, bill = Path(f"{name}-static.tar.gz"), Path(f"{name}.cdx.json")
    schemas = [Path(f"{name}-api-{host}.yaml") for host in HOSTS]
    _must(_manage("catalogue", "compile"))
    _must(_manage("collectstatic", "--noinput", "--clear", "--verbosity", "0"))
    with tarfile.open(static, "w:gz") as archive:
        archive.add(ROOT / ".local/static", arcname="static")
    for host, path in zip(HOSTS, schemas, strict=True):
        _must(_manage("spectacular", "--urlconf", f"eclore.config.urls.{host}", "--file", path))
    _must(_run(sys.executable, ROOT / "deploy/release/supply.py", "sbom", bill))
    return [static, *schemas, bill]


def _manage(*arguments: Any) -> subprocess.CompletedProcess[str]:
    """A command that asks nothing of a database, nor signs anything: as deploy/build.sh."""
    own = {"DJANGO_SETTINGS_MODULE": "eclore.config.settings.production", "ECLORE_SECRET_KEY": "building"}
    own |= {"DATABASE_URL": "postgresql:///none", "PYTHONPATH": f"{ROOT / 'platform'}:{ROOT}"}
    return _run(sys.executable, ROOT / "manage.py", *arguments, **own)


def _run(*command: Any, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, **variables}
    return subprocess.run(  # noqa: S603  commands of ours
        [str(part) for part in command], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


def _must(done: subprocess.CompletedProcess[str]) -> str:
    if done.returncode:
        raise Refused(f"{' '.join(done.args[1:4])} has failed:\n{done.stdout}{done.stderr}")
    return done.stdout


def _git(*arguments: Any) -> str:
    return _must(_run("git", *arguments)).strip()


def _show(name: str, before: str, after: str) -> None:
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), name, name, lineterm="", n=0)
    for line in lines:
        say(line)


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    sys.exit(main())
