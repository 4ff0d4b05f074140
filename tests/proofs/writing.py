"""Everything that writes: each address that a form or a program may send something to, from the resolvers themselves.

A view writes when it, or what it calls of its own module and of `eclore.kit.web`, looks at what was posted; an
endpoint when it answers a method that changes something. What to send to each is in `tests/proofs/sendings.py`.
"""

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from importlib import import_module
from types import FunctionType
from typing import Any

from django.conf import settings
from django.urls import URLPattern, URLResolver

from tests.budgets.addresses import Address

METHODS = ("post", "put", "patch", "delete")
LETS_IN = "django.views.decorators.http"
READ_WITH_PAGES = ("eclore.kit.web", "eclore.kit.editing", "allauth.")


@dataclass(frozen=True)
class Write:
    """One method of one address that changes something; `name` is the address's own in the resolver."""

    address: Address
    method: str
    name: str
    callback: Callable[..., Any] = field(compare=False, repr=False)

    def __str__(self) -> str:
        return f"{self.address.kind} {self.method.upper()} /{self.address.route}"

    @property
    def kind(self) -> str:
        """Of host: `territory`, `national` or `auth`."""
        return self.address.kind

    @property
    def is_api(self) -> bool:
        return self.address.route.startswith("api/")


def every_write() -> list[Write]:
    """In the order of the resolvers: a new form or endpoint is here without anybody thinking of it."""
    found: dict[tuple[str, str, str], Write] = {}
    for kind, urlconf in settings.URLCONFS.items():
        for route, pattern in _patterns(import_module(urlconf).urlpatterns):
            for method in _methods(pattern.callback):
                write = Write(Address(kind, route), method, str(pattern.name or ""), pattern.callback)
                found.setdefault((kind, route, method), write)
    return list(found.values())


def _patterns(patterns: list[URLPattern | URLResolver], prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for entry in patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _patterns(entry.url_patterns, route)
        else:
            yield route, entry


def _methods(callback: Callable[..., Any]) -> list[str]:
    if actions := getattr(callback, "actions", None):
        return [method for method in METHODS if method in actions]
    if of_programs := getattr(callback, "cls", None):
        return [method for method in METHODS if hasattr(of_programs, method)]
    if any(_shuts_out_a_post(layer) for layer in _layers(callback)):
        return []
    return ["post"] if any(_looks_at_a_post(layer, set()) for layer in _layers(callback)) else []


def _layers(view: Any) -> Iterator[FunctionType]:
    """The view and what decorates it."""
    while view is not None:
        given = view.func if isinstance(view, partial) else view
        if isinstance(given, FunctionType):
            yield given
        view = getattr(given, "__wrapped__", None)


def _let_in(function: FunctionType) -> list[list[str]]:
    """The methods that a decorator lets in: one list, or none."""
    return [each for each in inspect.getclosurevars(function).nonlocals.values() if isinstance(each, list)]


def _shuts_out_a_post(layer: FunctionType) -> bool:
    """Whether it is what `require_safe` puts around a view: whatever the view calls, nothing is sent to it."""
    decorates = layer.__globals__["__name__"] == LETS_IN
    return decorates and any("POST" not in methods for methods in _let_in(layer))


def _looks_at_a_post(function: FunctionType, seen: set[FunctionType]) -> bool:
    seen.add(function)
    if page := getattr(function, "view_class", None):
        return hasattr(page, "post")
    code, closure = function.__code__, inspect.getclosurevars(function)
    if "POST" in {*code.co_names, *code.co_consts} or any("POST" in methods for methods in _let_in(function)):
        return True
    called = [*closure.globals.values(), *closure.nonlocals.values()]
    return any(isinstance(each, type) and hasattr(each, "as_view") and hasattr(each, "post") for each in called) or any(
        _looks_at_a_post(each, seen)
        for each in called
        if isinstance(each, FunctionType) and each not in seen and _belongs(each, function)
    )


def _belongs(called: FunctionType, caller: FunctionType) -> bool:
    """A helper of the same views, or what reads forms for every view."""
    is_view = ".views" in called.__module__
    return is_view or called.__module__ == caller.__module__ or called.__module__.startswith(READ_WITH_PAGES)
