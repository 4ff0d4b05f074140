"""A page that two people have before them, and the forms of such pages, enumerated."""

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from django.urls import reverse

from eclore.kit.editing import Edited
from tenants.contexts import in_territory
from tenants.hosts import Site
from tests.support.pages import Form, Page
from tests.support.personas import browser, person

TERRITORY, NATIONAL, AUTH = (f"eclore.config.urls.{kind}" for kind in ("territory", "national", "auth"))
THEIRS = re.compile(r'<p class="words">(.*?)</p>', re.DOTALL)


@dataclass(frozen=True)
class Sites:
    """The hosts of a proof."""

    somme: Site
    national: Site
    auth: Site


@dataclass
class Opened:
    """A page that two people have before them.

    `field` is what both change, and what each types there; `other`, what the second alone changes, if there is any.
    `read`: how a page tells what the first has chosen, where it is not as it is sent.
    """

    path: str
    clients: list[Any]
    field: tuple[str, str, str]
    other: tuple[str, str] | None = None
    read: str = ""

    def draw(self, rank: int) -> Callable[..., Any]:
        """What this person does with the page as it is drawn now: `send(field=text)`."""
        client = self.clients[rank]
        form = form_of(client.get(self.path), self.path, self.field[0])

        def send(**typed: str) -> Any:
            return client.post(
                self.path, form.filled({name.replace("__", "-"): text for name, text in typed.items()}, "")
            )

        return send

    def kept(self, name: str) -> str:
        """What whoever opens the page now finds in a field."""
        controls = form_of(self.clients[0].get(self.path), self.path, self.field[0]).named(name)
        return "\n".join(text for control in controls for text in control.sent())


def form_of(answer: Any, path: str, name: str) -> Form:
    """The form of the page with this field."""
    page = Page(answer.content.decode(), path)
    found = [form for form in page.forms if any(control.name == name for control in form.controls)]
    assert found, f"{path} ({answer.status_code}) has no field {name}"
    return found[0]


def theirs(page: Page) -> list[str]:
    """What is kept of each field where two have written differently, as it is shown beside one's own."""
    return [Page(re.sub("</?mark>", "", words)).words for words in THEIRS.findall(page.html)]


def every_form() -> list[str]:
    """The classes of forms that change what exists, found by being there once every address is known."""
    for urlconf in (TERRITORY, NATIONAL, AUTH):
        import_module(urlconf)
    return sorted({each.__name__ for each in _below(Edited) if each.__module__.startswith(("programs.", "tenants."))})


def _below(kind: type) -> Iterator[type]:
    for each in kind.__subclasses__():
        yield each
        yield from _below(each)


def managers(sites: Sites) -> list[Any]:
    return [browser(sites.somme, person("manager", at=sites.somme, name=name)) for name in ("Nadia", "Karim")]


def nationals(sites: Sites, kind: str = "national_coach") -> list[Any]:
    people = [person(national=(kind,), name=name) for name in ("Nadia", "Karim")]
    return [browser(sites.national, each) for each in people]


def here(sites: Sites) -> AbstractContextManager[None]:
    return in_territory(sites.somme.schema_name)


def address(name: str, *keys: object, on: str = TERRITORY) -> str:
    return reverse(name, urlconf=on, args=keys)
