"""What reads a text in this program, found in its modules: every pattern, and every function that takes one text."""

import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

ROOTS = ("eclore", "tenants", "programs", "api")
# Not served: what runs from a command line, or describes tables and addresses.
ASIDE = re.compile(r"\.(migrations|management|settings|urls|demonstration|apps|replays|wsgi|worker|__main__)(\.|$)")
# Where a function of one text is a parser of what people type.
PARSERS = re.compile(
    r"^eclore\.kit\.|\.validators$|^programs\.files\.names$|^tenants\.(networks|paths|hosts)$|\.matching$"
)
# These read what we have written ourselves, or act on the world.
NOT_PARSERS = {
    "eclore.kit.audit.head",
    "eclore.kit.jobs.defer",
    "eclore.kit.jobs.defer_all",
    "eclore.kit.jobs.periodic",
    "eclore.kit.jobs.task",
    "eclore.kit.mail.crowded",
    "eclore.kit.mail.written_by",
    "eclore.kit.qr.qr",
    "tenants.privacy.matching.fold_sql",
}
USED = re.compile(r"\b([A-Z_]+)\.(search|match|fullmatch|sub|subn|split|findall|finditer)\b")
GIVEN = {str: "name", int: 10**9, "str": "name", "int": 10**9}


def modules() -> Iterator[Any]:
    """Every module of the program that serves somebody."""
    for root in ROOTS:
        package = importlib.import_module(root)
        for found in pkgutil.walk_packages(package.__path__, f"{root}."):
            if not ASIDE.search(found.name):
                yield importlib.import_module(found.name)


def patterns() -> dict[str, Callable[[str], None]]:
    """Each pattern as the program uses it (search, fullmatch…), by the name of where it is written."""
    used = _used()
    found: dict[str, Callable[[str], None]] = {}
    for module in modules():
        for name, value in vars(module).items():
            path = f"{module.__name__}.{name}"
            if isinstance(value, re.Pattern) and (ways := used.get(name)) and _is_of(module, name):
                found[path] = partial(_matched, value, tuple(sorted(ways)))
    return found


def _used() -> dict[str, set[str]]:
    """{name of a pattern: methods that are called on it}, anywhere; `map(NAME.match, …)` too."""
    found: dict[str, set[str]] = {}
    for module in modules():
        for name, way in USED.findall(_source(module)):
            found.setdefault(name, set()).add(way)
    return found


def _source(module: Any) -> str:
    """Empty for an empty file."""
    return Path(module.__file__).read_text()


def _is_of(module: Any, name: str) -> bool:
    """Written there, not imported."""
    return re.search(rf"^{name}(?::[^=]+)? = ", _source(module), re.MULTILINE) is not None


def _matched(pattern: re.Pattern[Any], ways: tuple[str, ...], text: str) -> None:
    given = text.encode() if isinstance(pattern.pattern, bytes) else text
    for way in ways:
        if way in ("sub", "subn"):
            pattern.sub(given[:0], given)
        else:
            answer = getattr(pattern, way)(given)
            list(answer or ()) if way == "finditer" else answer


def functions() -> dict[str, Callable[[str], Any]]:
    """The public functions of PARSERS whose only required argument is a text."""
    found: dict[str, Callable[[str], Any]] = {}
    for module in modules():
        if not PARSERS.search(module.__name__):
            continue
        for name, value in vars(module).items():
            path = f"{module.__name__}.{name}"
            if name.startswith("_") or path in NOT_PARSERS or getattr(value, "__module__", "") != module.__name__:
                continue
            function = inspect.unwrap(value) if callable(value) else None  # what is remembered is worked out here
            if inspect.isfunction(function) and (given := _asks(function)) is not None:
                found[path] = partial(function, **given)
    return found


def _asks(function: Callable[..., Any]) -> dict[str, Any] | None:
    """What else a function of one text must be given; None for any other function."""
    required = [each for each in inspect.signature(function).parameters.values() if each.default is each.empty]
    text, *others = required or [None]
    if text is None or text.annotation not in (str, "str") or text.kind == text.KEYWORD_ONLY:
        return None
    if any(each.kind != each.KEYWORD_ONLY or each.annotation not in GIVEN for each in others):
        return None
    return {each.name: GIVEN[each.annotation] for each in others}
