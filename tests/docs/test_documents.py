"""What the documents name exists: files, modules, commands, links."""

import importlib
import re

import pytest
from django.core.management import get_commands

from tests.docs import reading

DOCUMENTS = [
    "README.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    "UPGRADING.md",
    "docs/architecture.md",
    "docs/glossary.md",
    "docs/ranking.md",
    "docs/versions.md",
    "docs/decisions/README.md",
    "docs/decisions/template.md",
]
PRIVATE = re.compile(r"\b(?:storeys?|houses?|doors?)\b", re.IGNORECASE)
TREES = ["README.md", "docs/architecture.md"]
# Names of a version that is gone, which only this document may tell.
OLD = {"UPGRADING.md": {"eclore.wsgi", "eclore.settings.production"}}


def exists(dotted: str) -> bool:
    """Whether a module, or something that a module holds, bears this name."""
    head, _dot, last = dotted.rpartition(".")
    try:
        importlib.import_module(dotted)
    except ModuleNotFoundError:
        if not head:
            return False
        try:
            return hasattr(importlib.import_module(head), last)
        except ModuleNotFoundError:
            return False
    return True


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_path_that_a_document_names_exists(document):
    missing = {path for path in reading.paths(reading.text_of(document)) if not (reading.ROOT / path).exists()}
    assert missing == set()


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_module_that_a_document_names_exists(document):
    named = reading.modules(reading.text_of(document)) - OLD.get(document, set())
    assert {name for name in named if not exists(name)} == set()


@pytest.mark.parametrize("document", TREES)
def test_every_line_of_a_tree_exists(document):
    named = reading.tree(reading.blocks(reading.text_of(document), "")[0])
    assert len(named) > 20
    assert [name for name in named if not (reading.ROOT / name).exists()] == []


@pytest.mark.parametrize("document", TREES)
def test_a_tree_shows_every_app(document):
    """An app that nobody has drawn is one that a newcomer does not find."""
    text = reading.blocks(reading.text_of(document), "")[0]
    apps = [
        folder.name
        for parent in ("programs", "programs/local", "programs/joint")
        for folder in (reading.ROOT / parent).iterdir()
        if (folder / "__init__.py").exists()
    ]
    assert {app for app in apps if not re.search(rf"\b{app}\b", text)} == set()


@pytest.mark.parametrize("document", [*DOCUMENTS, "CHANGELOG.md", "docs/components.md", "docs/performance.md"])
def test_every_link_leads_to_a_file(document):
    folder = (reading.ROOT / document).parent
    targets = {link: (folder / link).resolve() for link in reading.links(reading.text_of(document))}

    assert [link for link, target in targets.items() if not target.exists()] == []
    assert [link for link, target in targets.items() if not target.is_relative_to(reading.ROOT)] == []


@pytest.mark.parametrize("document", [*DOCUMENTS, "deploy/OPERATIONS.md"])
def test_every_command_that_a_document_gives_exists(document):
    text = reading.text_of(document)
    code = "\n".join([*reading.blocks(text, "sh"), *reading.spans(text)])

    targets = set(re.findall(r"\bmake ([a-z][a-z-]*)", code))
    commands = set(re.findall(r"\bmanage\.py ([a-z_]+)", code))

    assert targets - reading.make_targets() == set()
    assert commands - set(get_commands()) == set()


@pytest.mark.parametrize("document", [*DOCUMENTS, "CHANGELOG.md"])
def test_a_document_explains_itself_alone(document):
    """It sends its reader to no paper that is not here, and speaks the field's words."""
    text = reading.text_of(document)
    papers = {path.name for path in reading.documents()}
    titles = re.compile(r"^- \[\d{4}\].*$", re.MULTILINE)  # titles of records are the records' own

    assert set(re.findall(r"[\w-]+\.md\b", text)) - papers == set()
    assert PRIVATE.findall(titles.sub("", text)) == []


def test_the_index_of_decisions_lists_every_record_with_its_title():
    folder = reading.ROOT / "docs" / "decisions"
    records = {
        f"- [{path.name[:4]}]({path.name}): {path.read_text().splitlines()[0].partition('. ')[2]}"
        for path in folder.glob("[0-9]*.md")
    }
    listed = [line for line in (folder / "README.md").read_text().splitlines() if line.startswith("- [")]

    assert set(listed) == records
    assert listed == sorted(listed)


def test_the_source_cites_papers_that_are_here():
    cites = re.compile(r"\b[A-Z]{4,}\.md\b")
    papers = {path.name for path in reading.documents()}
    cited = {
        f"{path.relative_to(reading.ROOT)}: {name}"
        for folder in ("platform", "tenants", "programs", "api", "templates", "tests", "deploy")
        for path in (reading.ROOT / folder).rglob("*")
        if path.suffix in {".py", ".html", ".in", ".sql", ".sh", ".css", ".js"}
        for name in cites.findall(path.read_text())
        if name not in papers
    }
    assert cited == set()
