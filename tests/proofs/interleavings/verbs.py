"""Domain verbs, from the code: public functions of `domain` packages, and of the bridge, that say `by` whom."""

import inspect
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import models

ROOT = Path(__file__).resolve().parents[3]
BRIDGE = ("programs.bridge.nominations", "programs.bridge.questions", "programs.bridge.takeovers")
# Whoever holds a link or a card says no `by`: their acts are verbs all the same.
BY_A_LINK = ("local.ideas.commitments.sign", "local.ideas.commitments.refuse")
# Read in passing by every act, to write a letter or an address: no reason to try two of them together.
READ_IN_PASSING = ("local_messages_message", "accounts_", "memberships_", "territories_")


def every() -> dict[str, Callable[..., Any]]:
    """Short name (`local.ideas.teams.invite`) → function."""
    found = {}
    for module in modules():
        for name, function in vars(module).items():
            if name.startswith("_") or not inspect.isfunction(function) or function.__module__ != module.__name__:
                continue
            by = inspect.signature(function).parameters.get("by")
            short = shortened(f"{module.__name__}.{name}")
            if short in BY_A_LINK or (by is not None and by.kind is inspect.Parameter.KEYWORD_ONLY):
                found[short] = function
    return found


def modules() -> list[Any]:
    paths = [path for folder in ("programs", "tenants") for path in sorted((ROOT / folder).rglob("[!_]*.py"))]
    dotted = [".".join(path.relative_to(ROOT).with_suffix("").parts) for path in paths]
    return [import_module(name) for name in dotted if ".domain." in f"{name}." or name in BRIDGE]


def shortened(dotted: str) -> str:
    """Without what every name has."""
    return dotted.replace(".domain.", ".").removeprefix("programs.").removeprefix("tenants.")


def roots() -> dict[str, str]:
    """Table → the table of the aggregate that its rows belong to: up the keys without which they would go."""
    return {model._meta.db_table: _root(model)._meta.db_table for model in apps.get_models()}


def is_told_to(table: str) -> bool:
    """A log or a queue, where acts write and look at nothing."""
    return "_audit_" in table or table.startswith("procrastinate_")


def _root(model: type[models.Model]) -> type[models.Model]:
    for field in model._meta.concrete_fields:
        if (
            isinstance(field, models.ForeignKey)
            and not field.null
            and field.remote_field.on_delete is models.CASCADE
            and field.related_model is not model
        ):
            return _root(field.related_model)
    return model
