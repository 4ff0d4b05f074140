"""Every address that the three kinds of host answer, and what to put in their arguments."""

import re
from collections.abc import Iterator, Mapping, Sequence
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
        return self.filled(self.values(things))

    def values(self, things: Mapping[str, object]) -> tuple[object, ...]:
        """The real things that this address names, in order; raises NotKnownError."""
        found, end, word = [], 0, ""
        for argument in ARGUMENT.finditer(self.route):
            literal, before = self.route[end : argument.start()], word
            word = next((part for part in reversed(literal.split("/")) if part), word)
            thing = things.get(f"{before}/{word}", things.get(word))
            if thing is None:
                raise NotKnownError(f"{self}: what does “{word}” stand before? Tell it in tests/budgets/season.py.")
            found.append(thing)
            end = argument.end()
        return tuple(found)

    def filled(self, values: Sequence[object]) -> str:
        """The path with these things in the place of its arguments."""
        things = iter(values)
        return "/" + ARGUMENT.sub(lambda _argument: str(next(things)), self.route)


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
