"""What we stand on: `supply.py licences | sbom FILE | audit`, by the locked files of deploy/requirements.

licences: each package with its licence, and exit code 1 when one is not in licences.toml.
sbom:     CycloneDX 1.6, of what is shipped (base.txt) and nothing else.
audit:    known vulnerabilities of what is shipped: 1 for a finding; without a network it says so, and 0.
"""

import json
import re
import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ROOT / "deploy/requirements"
LOCKED = re.compile(r"^([A-Za-z0-9._-]+)==(\S+)", re.MULTILINE)
BESIDE_PYTHON = Path(sys.executable).parent


def locked(*names: str) -> dict[str, str]:
    """Package → version, of these locked files."""
    found = [LOCKED.findall((LOCKS / f"{name}.txt").read_text()) for name in names]
    return {normalised(package): version for each in found for package, version in each}


def normalised(name: str) -> str:
    """As PEP 503 writes it."""
    return re.sub(r"[-_.]+", "-", name).lower()


# -- licences ------------------------------------------------------------------------------------------------


def licence_of(package: str, rules: dict[str, Any]) -> str:
    """One SPDX expression: what we have read, what the package says, or its classifiers; "" when nothing is known."""
    if package in rules["read"]:
        return str(rules["read"][package])
    said = metadata.metadata(package)
    if expression := said.get("License-Expression"):
        return expression
    classifiers = [each for each in said.get_all("Classifier", []) if each.startswith("License ::")]
    known = [rules["classifiers"].get(each, each) for each in classifiers]
    return " AND ".join(known) or (said.get("License") or "").strip()


def is_allowed(expression: str, allowed: set[str]) -> bool:
    """Whether each part of an expression offers a licence of the list; brackets are not read, nor exceptions."""
    parts = [re.split(r"\s+OR\s+", each, flags=re.IGNORECASE) for each in re.split(r"\s+AND\s+", expression)]
    return bool(expression) and all(any(each.strip() in allowed for each in part) for part in parts)


def licences() -> int:
    """Print the table; 1 when a licence is not allowed where its package is."""
    rules = tomllib.loads((LOCKS / "licences.toml").read_text())
    shipped, allowed = locked("base"), set(rules["shipped"])
    wrong = []
    for package, version in sorted(locked("base", "demo", "dev").items()):
        expression = licence_of(package, rules)
        is_shipped = package in shipped
        if not is_allowed(expression, allowed if is_shipped else allowed | set(rules["tools"])):
            wrong.append(package)
        say(f"{'shipped' if is_shipped else 'tool':<8}{package} {version}: {expression or 'no licence is said'}")
    for package in wrong:
        say(f"{package}: read its licence, then see deploy/requirements/licences.toml", to=sys.stderr)
    return 1 if wrong else 0


# -- the bill of materials, vulnerabilities ---------------------------------------------------------------------


def sbom(path: Path) -> int:
    """What cyclonedx-py finds in this environment, without what is not shipped."""
    options = ["--output-reproducible", "--no-validate", "--pyproject", ROOT / "pyproject.toml", "--of", "JSON"]
    command = [BESIDE_PYTHON / "cyclonedx-py", "environment", *options, sys.executable]
    done = subprocess.run(command, capture_output=True, check=True)  # noqa: S603  a tool of ours
    found, shipped = json.loads(done.stdout), locked("base")
    kept = [each for each in found["components"] if normalised(each["name"]) in shipped]
    missing = set(shipped) - {normalised(each["name"]) for each in kept}
    if missing:
        say(f"not installed, so not described: {', '.join(sorted(missing))}; make venv", to=sys.stderr)
        return 1
    root = found["metadata"]["component"]["bom-ref"]
    refs = {each["bom-ref"] for each in kept}
    asked = {normalised(name) for name in re.findall(r"^([\w.-]+)", (LOCKS / "base.in").read_text(), re.MULTILINE)}
    found["components"] = kept
    found["dependencies"] = [{"ref": root, "dependsOn": _direct(kept, asked)}] + [
        {**each, **({"dependsOn": [ref for ref in each["dependsOn"] if ref in refs]} if "dependsOn" in each else {})}
        for each in found["dependencies"]
        if each["ref"] in refs
    ]
    path.write_text(json.dumps(found, indent=1, ensure_ascii=False, sort_keys=True) + "\n")
    say(f"{path}: {len(kept)} components")
    return 0


def _direct(components: list[dict[str, Any]], asked: set[str]) -> list[str]:
    return sorted(each["bom-ref"] for each in components if normalised(each["name"]) in asked)


def audit(*arguments: str) -> int:
    """pip-audit on base.txt; what it cannot reach is said, and fails nothing."""
    command = [BESIDE_PYTHON / "pip-audit", "--requirement", LOCKS / "base.txt", "--disable-pip", "--no-deps"]
    command += ["--format", "json", "--progress-spinner", "off", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  a tool of ours
    try:
        packages = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):
        last = (done.stderr.strip() or "nothing").splitlines()[-1]
        say(f"pip-audit could not run here, so nothing is known of vulnerabilities: {last}")
        return 0
    findings = [(each["name"], each["version"], one) for each in packages for one in each.get("vulns", [])]
    for name, version, one in findings:
        say(f"{name} {version}: {one['id']}, mended in {', '.join(one['fix_versions']) or 'no version yet'}")
    say(f"{len(packages)} packages looked at, {len(findings)} known vulnerabilities")
    return 1 if findings else 0


def say(line: str, *, to: Any = None) -> None:
    (to or sys.stdout).write(f"{line}\n")


if __name__ == "__main__":
    verb, *rest = sys.argv[1:] or [""]
    if verb == "licences":
        sys.exit(licences())
    if verb == "sbom" and rest:
        sys.exit(sbom(Path(rest[0])))
    if verb == "audit":
        sys.exit(audit(*rest))
    sys.exit(__doc__)
