"""pre-commit runs the project's own linters, editors agree with them, and templates say the same on each forge."""

import configparser
import shlex
import tomllib

import yaml

from tests.docs import reading


def hooks() -> list[dict]:
    repositories = yaml.safe_load(reading.text_of(".pre-commit-config.yaml"))["repos"]
    assert [each["repo"] for each in repositories] == ["local"]
    return [hook for each in repositories for hook in each["hooks"]]


def test_hooks_run_what_make_lint_runs():
    lint = reading.text_of("Makefile").partition("\nlint:")[2].partition("\n\n")[0]
    linters = {hook["id"].partition("-")[0] for hook in hooks()}

    assert linters == {"ruff", "djlint"}
    assert {name for name in linters if name not in lint} == set()
    assert {hook["language"] for hook in hooks()} == {"system"}
    assert {shlex.split(hook["entry"])[0] for hook in hooks()} == {".venv/bin/ruff", ".venv/bin/djlint"}


def test_templates_say_the_same_on_each_forge():
    root = reading.ROOT
    on_github = {
        path.name: path.read_text().split("---\n", 2)[2] for path in (root / ".github/ISSUE_TEMPLATE").glob("*.md")
    }
    on_gitlab = {path.name: path.read_text() for path in (root / ".gitlab/issue_templates").glob("*.md")}
    assert on_github == on_gitlab != {}

    merging = root / ".gitlab/merge_request_templates/Default.md"
    assert (root / ".github/pull_request_template.md").read_text() == merging.read_text()


def test_editors_are_told_the_length_that_linters_hold():
    told = configparser.ConfigParser()
    told.read_string("[top]\n" + reading.text_of(".editorconfig"))
    held = tomllib.loads(reading.text_of("pyproject.toml"))["tool"]["ruff"]["line-length"]

    assert told["*"]["max_line_length"] == str(held)
