"""Conventions of the project, as facts."""

import ast
import re
import tomllib
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.db import models

from eclore.kit import errors, permissions
from eclore.kit.records import Event
from eclore.kit.transitions import Transition
from tenants import grants

ROOT = Path(__file__).resolve().parents[2]
OURS = ("tenants.", "programs.", "eclore", "api")


def our_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models(include_auto_created=True) if model.__module__.startswith(OURS)]


def python_files(*folders: str) -> list[Path]:
    return [
        path for folder in folders for path in sorted((ROOT / folder).rglob("*.py")) if "migrations" not in path.parts
    ]


def test_local_apps_are_tenant_apps_and_joint_apps_are_shared():
    local = {app for app in settings.INSTALLED_APPS if app.startswith("programs.local")}
    joint = {app for app in settings.INSTALLED_APPS if app.startswith("programs.joint")}

    assert local <= set(settings.TENANT_APPS) - set(settings.SHARED_APPS)
    assert joint <= set(settings.SHARED_APPS) - set(settings.TENANT_APPS)
    assert set(settings.TENANT_APPS).isdisjoint(settings.SHARED_APPS)


def test_no_model_points_through_content_types():
    assert [
        model.__name__
        for model in our_models()
        for field in model._meta.private_fields
        if isinstance(field, GenericForeignKey)
    ] == []


def test_every_shared_table_is_in_the_grants_and_no_other():
    shared = {
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and model._meta.app_config.name in settings.SHARED_APPS
    }
    unmanaged = {name for name in grants.SHARED_TABLES if name.startswith(("procrastinate_", "django_migrations"))}

    assert shared - set(grants.SHARED_TABLES) == set()
    assert set(grants.SHARED_TABLES) - shared - unmanaged == set()


def test_a_territory_table_has_no_constraint_on_a_shared_one():
    """A real foreign key would put two triggers on the shared table for each territory (docs/decisions)."""
    wrong = [
        f"{model.__name__}.{field.name}"
        for model in our_models()
        if model._meta.app_config.name in settings.TENANT_APPS
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey)
        and field.db_constraint
        and field.related_model._meta.app_config.name in settings.SHARED_APPS
    ]
    assert wrong == []


def test_every_territory_history_is_append_only():
    histories = [
        model._meta.db_table
        for model in our_models()
        if issubclass(model, Event) and model._meta.app_config.name in settings.TENANT_APPS
    ]
    assert histories
    assert {grants.territory_privileges(table) for table in histories} == {grants.APPEND}


def test_every_transition_names_a_known_permission():
    known = set(permissions.known())
    unknown = {
        (model.__name__, verb, move.permission)
        for model in our_models()
        for verb, move in getattr(model, "TRANSITIONS", {}).items()
        if isinstance(move, Transition) and move.permission not in known
    }
    assert unknown == set()


def test_every_refusal_speaks_the_reader_s_language():
    """A sentence that is written without gettext is French to everybody."""
    inherited = errors.Problem.__init__  # others find their sentence by its code
    refusals = {kind.__name__ for kind in _kinds_of(errors.Problem) if kind.__init__ is inherited}
    mute = [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for path in python_files("platform", "tenants", "programs", "api")
        for call in ast.walk(ast.parse(path.read_text()))
        if isinstance(call, ast.Call) and ast.unparse(call.func).rpartition(".")[2] in refusals
        if any(isinstance(given, ast.Constant | ast.JoinedStr) for given in call.args)
    ]
    assert {"NotAllowed", "LastManager"} <= refusals
    assert mute == []


def _kinds_of(kind: type) -> set[type]:
    return {kind}.union(*(_kinds_of(each) for each in kind.__subclasses__()))


def test_every_template_is_used():
    source = "\n".join(
        path.read_text()
        for folder in ("platform", "tenants", "programs", "api", "templates")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in {".py", ".html", ".txt"}
    )
    unused = [
        str(path.relative_to(ROOT / "templates"))
        for path in sorted((ROOT / "templates").rglob("*.html"))
        if not _is_used(path.relative_to(ROOT / "templates").as_posix(), source)
    ]
    assert unused == []


FOUND_BY_NAME = re.compile(
    r"^(account|allauth|mfa|usersessions|socialaccount|django)/|^(400|403|404|429|500|403_csrf)\.html$"
)


def _is_used(name: str, source: str) -> bool:
    """Libraries find their templates by name; ours are written somewhere, a component by its bare name."""
    bare = name.removeprefix("components/").removesuffix(".html")
    return bool(FOUND_BY_NAME.match(name)) or name in source or f'"{bare}"' in source


@pytest.mark.parametrize("name", ["eclore", "tenants", "programs", "api"])
def test_nothing_hides_the_standard_library(name):
    assert not (ROOT / "platform" / "__init__.py").exists()
    assert __import__(name).__file__.startswith(str(ROOT))


def test_no_file_is_longer_than_the_system_likes():
    too_long = {
        str(path.relative_to(ROOT)): lines
        for path in python_files("platform", "tenants", "programs", "api")
        if (lines := len(path.read_text().splitlines())) > 300
    }
    assert too_long == {}


@pytest.mark.parametrize(
    ("folders", "lines"), [(("platform", "tenants", "programs", "api"), 50), (("tests",), 40)], ids=["program", "tests"]
)
def test_no_function_is_longer_than_one_reads_at_once(folders, lines):
    too_long = {
        f"{path.relative_to(ROOT)} {each.name}": length
        for path in python_files(*folders)
        for each in ast.walk(ast.parse(path.read_text()))
        if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef)
        if (length := each.end_lineno - each.lineno + 1) > lines
    }
    assert too_long == {}


def test_every_module_says_what_it_is_for():
    silent = [
        str(path.relative_to(ROOT))
        for path in python_files("platform", "tenants", "programs", "api")
        if (text := path.read_text().strip()) and not text.startswith(('"""', "#!"))
    ]
    assert silent == []


def test_every_exception_to_a_linter_says_why():
    exception = re.compile(r"# (?:noqa: [A-Z0-9, ]+|type: ignore(?:\[[a-z-]+\])?)(?P<reason>.*)")
    silent = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in python_files("platform", "tenants", "programs", "api")
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if (found := exception.search(line)) and not re.search(r"\w{2}", found["reason"])
    ]
    assert silent == []


def test_types_are_strict_everywhere_and_no_module_is_left_out():
    mypy = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["mypy"]

    assert mypy["strict"] is True
    assert [entry["module"] for entry in mypy["overrides"] if {"ignore_errors", "follow_imports"} & set(entry)] == []


def test_no_registry_host_is_written_anywhere():
    hosts = re.compile("|".join(["pypi" + r"\.org", "python" + "hosted", "npm" + r"js\.org", "debian" + r"\.org"]))
    texts = [
        path for path in ROOT.rglob("*") if path.suffix in {".txt", ".in", ".toml", ".json", ".yaml", ".md", ".py"}
    ]
    named = [
        str(p.relative_to(ROOT))
        for p in texts
        if not {".venv", ".local", ".git", "node_modules"} & set(p.parts) and hosts.search(p.read_text())
    ]
    assert named == []
