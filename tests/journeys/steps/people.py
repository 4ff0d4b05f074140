"""Who lives the season: three territories, each with a secret word in all that it writes, and the national team."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.core import mail
from django.core.cache import cache

from eclore.kit import clock
from tenants.hosts import Site
from tests.support.personas import person
from tests.support.queue import Queue
from tests.support.visitor import Visitor


@dataclass
class Land:
    """One territory; `word` is in every text and every name of it, and nowhere else."""

    site: Site
    word: str
    people: dict[str, Visitor] = field(default_factory=dict)
    addresses: dict[str, str] = field(default_factory=dict)

    @property
    def manager(self) -> Visitor:
        return self.people["manager"]

    def text(self, words: str) -> str:
        return f"{words} ({self.word})"

    def newcomer(self, part: str) -> Visitor:
        """Somebody who has never come yet; by invitation, by a link, or because the site is open to agents."""
        name = f"{part.capitalize()} {self.word.capitalize()}"
        self.people[part] = Visitor(name, f"{part}@{self.word}.fr")
        return self.people[part]

    def url(self, path: str) -> str:
        return self.site.url(path)


@dataclass
class Season:
    """What the steps share. Time only goes forward."""

    somme: Land
    oise: Land
    nord: Land
    national: Site
    coach: Visitor
    queue: Queue
    start: datetime = field(default_factory=clock.now)
    jury: list[Visitor] = field(default_factory=list)
    addresses: dict[str, str] = field(default_factory=dict)

    @property
    def lands(self) -> tuple[Land, Land, Land]:
        return self.somme, self.oise, self.nord

    @contextmanager
    def day(self, number: int) -> Iterator[None]:
        """Live the block so many days after the start of the season; the worker runs at its end."""
        with clock.at(self.start + timedelta(days=number)):
            yield
            self.queue.run()


def gather(places: dict[str, Site], queue: Queue) -> Season:
    """Each territory has its programme manager, the nation its coach: the only accounts there are at first."""
    somme, oise, nord = (
        Land(places[slug], word) for slug, word in (("somme", "tournesol"), ("oise", "violette"), ("nord", "canari"))
    )
    for land in (somme, oise, nord):
        visitor = land.newcomer("manager")
        person("manager", at=land.site, name=visitor.name, email=visitor.email)
    coach = Visitor("Coach nationale", "coach@nation.fr")
    person(national=("national_coach", "national_administrator"), name=coach.name, email=coach.email)
    return Season(somme, oise, nord, places["national"], coach, queue)


def enter(visitor: Visitor, site: Site, path: str = "/") -> None:
    """The real way in: the site sends to the sign-in page, which sends a code, and back to the site."""
    cache.clear()  # many people, one machine: the limits on attempts are tested elsewhere
    page = visitor.open(site.url(f"/connexion/?suite={path}"))
    if page.address.startswith(site.url("/")):
        return
    if "Entrer dans l'espace" in page.words and any(form.has("Entrer") for form in page.forms):
        visitor.send("Entrer")
        return
    visitor.send("Recevoir mon code", {"Votre adresse électronique": visitor.email})
    page = visitor.send("Continuer", {"Le code reçu": code_sent_to(visitor)})
    if "/signup/" in page.address:
        page = visitor.send("Ouvrir mon compte", {"Votre prénom et votre nom": visitor.name})
    assert page.address.startswith(site.url(path)), f"{visitor.name} arrived at {page.address}"


def emails_to(visitor: Visitor) -> list[Any]:
    """The messages in this person's mailbox, oldest first."""
    return [email for email in mail.outbox if any(visitor.email in address for address in email.to)]


def code_sent_to(visitor: Visitor) -> str:
    return re.search(r"\b\d{4}-\d{4}\b", emails_to(visitor)[-1].body).group()


def link_in(email: Any, part: str) -> str:
    """The address in a message that contains this."""
    found = [url for url in re.findall(r"https?://\S+", email.body) if part in url]
    assert found, f"no link with {part} in:\n{email.body}"
    return found[0].rstrip(".,)")


def saying(visitor: Visitor, words: str) -> Any:
    """The last message to this person whose subject or body says this."""
    found = [email for email in emails_to(visitor) if words in email.subject + email.body]
    assert found, f"{visitor.name} has received {[email.subject for email in emails_to(visitor)]}, not « {words} »"
    return found[-1]
