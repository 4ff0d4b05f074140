"""Every address that the three kinds of host answer, and what to put in their arguments."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module

from django.conf import settings
from django.urls import URLPattern, URLResolver

ARGUMENT = re.compile(r"<(?:[a-z]+:)?[a-z_]+>")


class NotKnownError(LookupError):
    """An address has an argument that the season does not know how to fill."""


@dataclass(frozen=True)
class Address:
    """One pattern of a kind of host: `idees/<uuid:pk>/modifier/`."""

    kind: str
    route: str

    def __str__(self) -> str:
        return f"{self.kind} /{self.route}"

    def path(self, things: Mapping[str, object]) -> str:
        """The address of real things, known by the word before them: {"jurys": …, "jurys/membres": …, "membres": …}.

        Raises NotKnownError.
        """
        path, end, word = "/", 0, ""
        for argument in ARGUMENT.finditer(self.route):
            literal, before = self.route[end : argument.start()], word
            word = next((part for part in reversed(literal.split("/")) if part), word)
            thing = things.get(f"{before}/{word}", things.get(word))
            if thing is None:
                raise NotKnownError(f"{self}: what does “{word}” stand before? Tell it in tests/budgets/season.py.")
            path, end = f"{path}{literal}{thing}", argument.end()
        return path + self.route[end:]


def all_addresses() -> list[Address]:
    """From the resolvers themselves: a new page is here without anybody thinking of it."""
    return [
        Address(kind, route)
        for kind, urlconf in settings.URLCONFS.items()
        for route in dict.fromkeys(_routes(import_module(urlconf).urlpatterns))
    ]


def _routes(patterns: list[URLPattern | URLResolver], prefix: str = "") -> Iterator[str]:
    for entry in patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _routes(entry.url_patterns, route)
        else:
            yield route
