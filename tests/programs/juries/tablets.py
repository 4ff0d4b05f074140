"""A member's tablet in a few lines: what static/eclore/jury.js keeps and sends, spoken to the real server."""

import re
from dataclasses import dataclass, field
from typing import Any

from tenants.accounts.keepers import _keeper
from tests.programs.juries.sides import Held
from tests.support.personas import HostClient

DRAWN = re.compile(r'name="drawn"[^>]*value="([^"]+)"')
CHECKED = re.compile(r'<input[^>]*type="radio"[^>]*value="(\d)"[^>]*checked')
ARRIVES, REQUEST_LOST, ANSWER_LOST = "arrives", "request lost", "answer lost"


@dataclass
class Waiting:
    """A ballot that has been validated on the device: `value` of every criterion, what its sheet was drawn from."""

    rank: int
    value: int
    drawn: str
    base: int | None
    before: list[int] = field(default_factory=list)
    tried: bool = False
    again: bool = False

    @property
    def has_seen(self) -> list[int | None]:
        return [self.base, *self.before]


@dataclass
class Tablet:
    """`asks`: what its member is asked to read again, by dossier."""

    held: Held
    client: HostClient
    keeper: str
    online: bool = True
    sheets: dict[int, tuple[str, int | None]] = field(default_factory=dict)
    waiting: list[Waiting] = field(default_factory=list)
    asks: dict[int, int] = field(default_factory=dict)

    def fetch(self, rank: int, page: str = "feuille/") -> tuple[str, int | None] | None:
        """The sheet as the server draws it; None where marks are closed."""
        told = self.client.get(self.held.dossier(rank) + page).content.decode()
        found = DRAWN.search(told)
        if found is None:
            return None
        checked = CHECKED.search(told)
        return found[1], int(checked[1]) if checked else None

    def keep_sheet(self, rank: int) -> None:
        if self.online and (sheet := self.fetch(rank)):
            self.sheets[rank] = sheet

    def validate(self, rank: int, value: int) -> None:
        """It waits; it has left at once where there is a network. Only what never left is replaced."""
        self.keep_sheet(rank)
        drawn, base = self.sheets[rank]
        mine = [each for each in self.waiting if each.rank == rank]
        left = [each for each in mine if each.tried and not each.again]
        before = [seen for each in left for seen in (*each.before, each.value)]
        self.waiting = [each for each in self.waiting if each.rank != rank or each in left]
        self.waiting.append(Waiting(rank, value, drawn, base, before))
        self.asks.pop(rank, None)

    def deliver(self, ballot: Waiting, fate: str) -> str:
        """What the device hears: « offline », « waits », « taken », « again »."""
        ballot.tried = True
        if not self.online or fate == REQUEST_LOST:
            return "offline"
        answer = self._post(ballot)
        if answer.status_code == 409 and ballot.before and "Eclore-State" not in answer.headers:
            fresh = self.fetch(ballot.rank, "")
            if fresh and fresh[1] in ballot.before:
                ballot.drawn = fresh[0]
                answer = self._post(ballot)
        if fate == ANSWER_LOST:
            return "offline"
        return {"taken": "taken", "waits": "waits"}.get(answer.headers.get("Eclore-State", ""), "again")

    def send(self, fates: list[str]) -> None:
        """In order, until the network is gone."""
        for ballot in list(self.waiting):
            if ballot.again:
                continue
            told = self.deliver(ballot, fates.pop(0) if fates else ARRIVES)
            if told == "offline":
                return
            if told == "taken":
                self.waiting.remove(ballot)
                self.keep_sheet(ballot.rank)
            elif told == "again":
                ballot.again = True
                self.asks[ballot.rank] = ballot.value

    def _post(self, ballot: Waiting) -> Any:
        sent = self.held.marks(ballot.value, drawn=ballot.drawn)
        return self.client.post(self.held.dossier(ballot.rank), sent, headers={"Eclore-Keeper": self.keeper})


def tablet_of(held: Held, rank: int) -> Tablet:
    """Of a member with an account, whose sheets it keeps."""
    keeper = _keeper("", f"{held.site.host} {held.members[rank].user_id}").tag
    tablet = Tablet(held, held.member(rank), keeper)
    for each in (0, 1):
        tablet.keep_sheet(each)
    return tablet
