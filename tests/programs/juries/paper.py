"""What tests of ballots on paper share: a sheet, what is typed of it, and what became of it."""

import re
from typing import Any

from eclore.kit import audit
from programs.juries import domain
from programs.juries.paper_sheets import PaperSheet, sheet_of
from programs.juries.papers import paper_codes
from programs.juries.queries import own_ballot
from programs.juries.states import SeatRole
from tests.programs.juries.deliberations import joins, passage_of, rows, seat_of
from tests.programs.juries.sides import Held
from tests.support.personas import HostClient, Persona, browser

DRAWN = re.compile(r'name="drawn" value="([^"]+)"')
TYPED, COUNTED = "La saisie est gardée", "le bulletin est validé"


class Desk:
    """Who types the sheet of the second member on the first dossier: a secretary, and the leader beside them."""

    def __init__(self, held: Held) -> None:
        self.held = held
        self.secretary = joins(held, SeatRole.SECRETARY, name="Solène Secrétaire")

    @property
    def first(self) -> HostClient:
        return browser(self.held.site, self.secretary)

    @property
    def second(self) -> HostClient:
        return self.held.leader()

    @property
    def index(self) -> str:
        return f"{self.held.url}papier/"

    def url(self, rank: int = 0, who: Persona | None = None) -> str:
        with self.held.inside():
            seat = seat_of(self.held, who or self.held.members[1])
        return f"{self.held.dossier(rank)}papier/{seat.pk}/"

    def code(self, rank: int = 0) -> str:
        with self.held.inside():
            seat = seat_of(self.held, self.held.members[1])
        return paper_codes.printed(paper_codes.code_of(seat.pk, self.held.passages[rank].pk))

    def types(self, client: HostClient, value: int = 4, comment: str = "", *, url: str = "", drawn: str = "") -> str:
        """The page that follows; drawn from the sheet as it is now, unless said otherwise."""
        url = url or self.url()
        sent = self.held.marks(value, comment=comment, drawn=drawn or self.drawn(client, url))
        return text_of(client.post(url, sent, follow=True))

    def confirms(self, client: HostClient, drawn: str = "") -> str:
        url = f"{self.url()}confirmer/"
        return text_of(client.post(url, {"drawn": drawn or self.drawn(client, url)}, follow=True))

    def drawn(self, client: HostClient, url: str = "") -> str:
        found = DRAWN.search(text_of(client.get(url or self.url(), follow=True)))
        return found[1] if found else "none"

    def entries(self) -> list[Any]:
        with self.held.inside():
            return rows(self.held, "paper_entries")

    def ballot(self) -> tuple[set[int], str, bool, bool] | None:
        """(marks, comment, whether it counts, whether it came from paper) of this member, if there is one."""
        with self.held.inside():
            ballot, marks = own_ballot(passage_of(self.held), seat_of(self.held, self.held.members[1]))
            return ballot and (set(marks.values()), ballot.comment, ballot.cast_at is not None, ballot.paper)

    def sheet(self) -> PaperSheet:
        """Inside the session's context."""
        return sheet_of(passage_of(self.held), seat_of(self.held, self.held.members[1]))

    def put(self, by: Any, value: int = 4, comment: str = "", drawn: str = "") -> PaperSheet:
        """The verb itself, inside the session's context."""
        passage, seat = passage_of(self.held), seat_of(self.held, self.held.members[1])
        marks = {each.pk: value for each in passage.jury.criteria.all()}
        return domain.type_paper(
            passage, seat, by=by, marks=marks, comment=comment, drawn=drawn or self.sheet().version
        )

    def log(self) -> list[tuple[str, str]]:
        """(verb, facts) of the lines about marks, in order."""
        with self.held.inside():
            found = audit.log()._default_manager.filter(act="mark").order_by("at")
            return [(line.verb, line.facts) for line in found]


def text_of(response: Any) -> str:
    content: str = response.content.decode()
    return content
