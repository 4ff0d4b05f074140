"""One request to a session that is held on either side, and how its answer is told.

Keys and times are told by what they stand for ("passage A", "a time"), in what is sent as in what is answered:
the same words then serve both sides.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any
from uuid import uuid4

from django.urls import URLPattern, reverse

from api.v1.juries import urls
from programs.joint.forums.models import Forum
from programs.juries import pins
from programs.local.ideas.models import Idea
from programs.local.juries.side import LOCAL
from tests.api.v1.juries.payloads import BOTH
from tests.programs.juries.sides import Held
from tests.support.payloads import plain
from tests.support.personas import HostClient, api_client, browser, person

ROUTES: dict[str, dict[str, URLPattern]] = {
    "local": {str(route.name): route for route in urls.local},
    "joint": {str(route.name): route for route in urls.joint},
}
HOSTS = {"local": "eclore.config.urls.territory", "joint": "eclore.config.urls.national"}

LINK = re.compile(r"http://([a-z.]+):8000/carte/[\w-]{43}/")


def nothing(held: Held) -> None:
    """The session is asked as it was made."""


@dataclass(frozen=True)
class Case:
    """What somebody sends to a session prepared thus, and the whole answer.

    `by`: manager, president or member. `then` is a route read afterwards by the same person, `shown` its answer.
    """

    method: str
    route: str
    expected: Any
    status: int = 200
    by: str = "manager"
    sent: Any = None
    prepare: Callable[[Held], None] = nothing
    options: dict[str, Any] = field(default_factory=dict)
    then: str = ""
    shown: Any = None
    sides: tuple[str, ...] = BOTH

    def __str__(self) -> str:
        return f"{self.method} {self.route} {self.prepare.__name__}"


def side_name(held: Held) -> str:
    return "local" if held.side is LOCAL else "joint"


def client_of(held: Held, by: str) -> HostClient:
    """manager, president, member, stranger (with an account), nobody (without)."""
    if by == "nobody":
        return browser(held.site)
    if by == "stranger":
        return api_client(held.site, person("member", at=held.site) if held.side is LOCAL else person())
    people = {"manager": held.manager, "president": held.members[0], "member": held.members[1]}
    return api_client(held.site, people[by])


def send(held: Held, case: Case, by: str = "", route: str = "") -> Any:
    """The response to what `case` sends, or to reading `route` when given."""
    wanted, keys = ROUTES[side_name(held)][route or case.route], keys_of(held)
    address = {key: keys[key] for key in wanted.pattern.converters}
    path = reverse(str(wanted.name), HOSTS[side_name(held)], kwargs=address)
    client = client_of(held, by or case.by)
    if route:
        return client.get(path)
    return client.send(case.method, path, told(case.sent, {name: key for key, name in names_of(held).items()}))


def answer(response: Any, held: Held) -> Any:
    """The whole of what a response holds: its JSON told by names, its bytes (by name, where it has one), or None."""
    if response.streaming:
        content = b"".join(response.streaming_content)
        content = names_of(held).get(sha256(content).hexdigest(), content)
        return {"name": response["Content-Disposition"], "type": response["Content-Type"], "content": content}
    return told(response.json(), names_of(held)) if response.content else None


def told(value: Any, names: dict[str, str]) -> Any:
    """The same payload, each string replaced by its name; a card by the host it opens."""

    def card(text: str) -> str | None:
        link = LINK.fullmatch(text)
        return f"a card {names.get(link[1])}" if link else None

    return plain(value, names, otherwise=card)


def keys_of(held: Held) -> dict[str, Any]:
    """What addresses take: the first passage's, the member's who does not preside; a key of nothing for none."""
    known = {name: key for key, name in names_of(held).items()}
    wanted = {"pk": "jury", "passage": "passage A", "seat": "member"}
    wanted |= {name: name for name in ("recusal", "late", "file", "vote", "version")}
    return {key: known.get(name, str(uuid4())) for key, name in wanted.items()}


def names_of(held: Held) -> dict[str, str]:
    """{what a payload holds: what it stands for}, as the session stands now."""
    with held.inside():
        jury = held.side.juries.objects.get(pk=held.jury.pk)
        names = {jury.pk: "jury", jury.held_on: "the day", pins.pin_of(jury): "the pin", held.site.host: "here"}
        for each in [*held.side.juries.objects.exclude(pk=jury.pk), jury]:  # names are keys' of the last one
            names |= {criterion.pk: f"criterion {rank}" for rank, criterion in enumerate(each.criteria.all(), 1)}
        members = dict(zip((each.email for each in held.members), ("president", "member"), strict=True))
        for seat in jury.seats.all():
            names[seat.pk] = members.get(seat.email, "newcomer")
            names[seat.name] = f"name of {names[seat.pk]}"
        for passage in held.side.passages.objects.filter(jury=jury):
            names[passage.pk] = f"passage {passage.title}"
            names |= {recusal.pk: "recusal" for recusal in passage.recusals.all()}
            names |= {late.pk: "late" for late in passage.late_ballots.all()}
            names |= {vote.pk: "vote" for vote in passage.votes.all()}
            names |= {opinion.pk: "opinion" for opinion in passage.opinions.all()}
            names |= {file.id: "file" for file in held.side.dossier(passage).files}
        names |= {amendment.pk: "amendment" for amendment in jury.amendments.all()}
        names |= _of_minutes(held, jury)
        return {str(key): name for key, name in {**names, **_around(held, jury)}.items()}


def _of_minutes(held: Held, jury: Any) -> dict[Any, str]:
    """The last version, its documents, where it is signed."""
    names: dict[Any, str] = {held.site.page("juries-minutes-sign", jury.pk): "the page that signs"}
    for version in jury.minutes.defer("full_pdf", "redacted_pdf"):
        names |= {version.pk: "version", version.full_sha256: "full", version.redacted_sha256: "redacted"}
    return names


def _around(held: Held, jury: Any) -> dict[Any, str]:
    """What only one side knows: the edition and its ideas, forums."""
    if held.side is not LOCAL:
        return {
            forum.slug: "the forum" if forum.pk == jury.forum_id else "another forum" for forum in Forum.objects.all()
        }
    ideas = Idea.objects.prefetch_related("team")
    authors = {member.name: f"author of {idea.title}" for idea in ideas for member in idea.team.all()}
    return {jury.edition_id: "the edition", **authors, **{idea.pk: f"idea {idea.title}" for idea in ideas}}
