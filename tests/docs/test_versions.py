"""One version and one date, everywhere; and publiccode.yml as its standard wants it."""

import json
import re
import tomllib
from datetime import date
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from tests.docs import reading

RELEASE = re.compile(r"^## (?P<version>\d+\.\d+\.\d+) — (?P<date>\d{4}-\d{2}-\d{2})$", re.MULTILINE)
NEXT = "## Next"  # what is not released waits there
SCHEMA = json.loads((Path(__file__).parent / "publiccode.schema.json").read_text())


@pytest.fixture
def publiccode():
    return yaml.safe_load(reading.text_of("publiccode.yml"))


@pytest.fixture
def releases() -> list[tuple[str, str]]:
    return [(found["version"], found["date"]) for found in RELEASE.finditer(reading.text_of("CHANGELOG.md"))]


def numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


def faults(document: object) -> list[str]:
    return [f"{error.json_path}: {error.message}" for error in Draft202012Validator(SCHEMA).iter_errors(document)]


def test_the_changelog_begins_with_the_version_of_the_package(releases):
    packaged = tomllib.loads(reading.text_of("pyproject.toml"))["project"]["version"]
    assert releases[0][0] == packaged


def test_releases_go_back_in_time(releases):
    text = reading.text_of("CHANGELOG.md")
    waiting = text.count(f"\n{NEXT}\n")
    assert len(releases) + waiting == text.count("\n## ") and waiting <= 1
    assert not waiting or text.index(NEXT) < text.index(f"## {releases[0][0]}")
    assert [numbers(version) for version, _day in releases] == sorted(
        (numbers(version) for version, _day in releases), reverse=True
    )
    days = [date.fromisoformat(day) for _version, day in releases]
    assert days == sorted(days, reverse=True)


def test_upgrading_speaks_of_the_version_of_the_package(releases):
    assert f"\n## {releases[0][0]}\n" in reading.text_of("UPGRADING.md")


def test_publiccode_follows_its_standard(publiccode):
    Draft202012Validator.check_schema(SCHEMA)
    assert faults(publiccode) == []


def test_publiccode_tells_the_version_and_the_licence_of_the_package(publiccode, releases):
    project = tomllib.loads(reading.text_of("pyproject.toml"))["project"]
    assert (publiccode["softwareVersion"], publiccode["releaseDate"]) == releases[0]
    assert publiccode["legal"]["license"] == project["license"]
    python = next(each for each in publiccode["dependsOn"]["open"] if each["name"] == "Python")
    assert project["requires-python"] == f">={python['versionMin']}"


@pytest.mark.parametrize(
    "spoils",
    [
        lambda it: it.pop("url"),
        lambda it: it.update(url="eclore.git"),
        lambda it: it.update(developmentStatus="nearly"),
        lambda it: it.update(softwareType="website"),
        lambda it: it.update(categories=["juries"]),
        lambda it: it.update(releaseDate="28 November"),
        lambda it: it["description"]["fr"].update(shortDescription="x" * 151),
        lambda it: it["description"]["en"].update(longDescription="Too short."),
        lambda it: it["maintenance"].pop("contacts"),
        lambda it: it.update(monochromeLogo="logo.svg"),
    ],
)
def test_the_schema_refuses_what_the_standard_refuses(publiccode, spoils):
    spoils(publiccode)
    assert faults(publiccode) != []
