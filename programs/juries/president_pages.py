"""What whoever leads a session sees: members, dossiers, who has marked, who stepped aside. Never a mark."""

from collections.abc import Container
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _

from eclore.kit.actor import Actor
from programs.juries.juror_pages import CONFIRMED, DECLINED, PROPOSED, TONES, Timer, path_of, state_of, timer
from programs.juries.queries import decision_of
from programs.juries.quorum import Quorum
from programs.juries.rules import seat_of
from programs.juries.snapshots import SessionSnapshot
from programs.juries.states import JuryState, PassageState

ON_A_PAGE = 50


@dataclass(frozen=True)
class SeatRow:
    """A member in the console: how many ballots, never which marks. `here`: they have come, by account or card."""

    seat: Any
    here: bool
    cast: int
    expected: int
    recused: int

    @property
    def path(self) -> str:
        """Under the jury's address."""
        return f"membres/{self.seat.pk}/"


@dataclass(frozen=True)
class PassageRow:
    """A dossier in the console; `aside`: whoever looks has stepped aside from it, so counts are withheld."""

    passage: Any
    cast: int
    expected: int
    recused: tuple[str, ...]
    quorum: Quorum
    decision: Any | None
    aside: bool

    @property
    def tone(self) -> str:
        return TONES[self.passage.state]

    @property
    def path(self) -> str:
        """Under the jury's address."""
        return path_of(self.passage)


@dataclass(frozen=True)
class RecusalRow:
    recusal: Any
    name: str
    title: str
    state: str

    @property
    def label(self) -> str:
        words = {PROPOSED: _("Proposé"), DECLINED: _("Décliné"), CONFIRMED: _("En déport")}
        return words.get(self.state, "")


@dataclass(frozen=True)
class Console:
    """The president's and manager's view of a session before marks are revealed.

    `passages` are those of `page`; counts are over the whole session, but for dossiers stepped aside from.
    """

    jury: Any
    seats: list[SeatRow]
    passages: list[PassageRow]
    page: Page[Any]
    current: PassageRow | None
    following: PassageRow | None
    recusals: list[RecusalRow]
    quorum: Quorum
    undecided: int
    cast: int
    expected: int

    @property
    def decides(self) -> bool:
        """Whether decisions are, or have been, the matter."""
        return self.jury.state in (JuryState.DELIBERATION, JuryState.PUBLISHED)

    @property
    def timer(self) -> Timer | None:
        return timer(self.current.passage) if self.current else None


def console(session: SessionSnapshot, actor: Actor, *, page: str = "1", inside: Container[Any] = ()) -> Console:
    """Everything that whoever leads needs to run the day; `inside` are the seats whose card has let somebody in."""
    seat = seat_of(actor, session.jury)
    leaf = Paginator(session.passages, ON_A_PAGE).get_page(page)
    counted = [passage.pk for passage in session.passages if not session.is_recused(passage.pk, seat)]
    return Console(
        jury=session.jury,
        seats=[_seat_row(session, each, inside) for each in session.seats],
        passages=[_passage_row(session, passage, seat) for passage in leaf.object_list],
        page=leaf,
        current=_first(session, seat, PassageState.OPEN),
        following=_first(session, seat, PassageState.WAITING),
        recusals=_recusal_rows(session),
        quorum=session.quorum(),
        undecided=sum(decision_of(passage) is None for passage in session.passages),
        cast=sum(len(session.counting(pk)) for pk in counted),
        expected=sum(session.expected(pk) for pk in counted),
    )


def _first(session: SessionSnapshot, seat: Any | None, state: str) -> PassageRow | None:
    """The dossier that is before the jury now, or the next one that has not been heard."""
    found = next((passage for passage in session.passages if passage.state == state), None)
    return _passage_row(session, found, seat) if found else None


def _seat_row(session: SessionSnapshot, seat: Any, inside: Container[Any]) -> SeatRow:
    cast, expected = session.progress(seat)
    return SeatRow(
        seat, seat.user_id is not None or seat.pk in inside, cast, expected, len(session.passages) - expected
    )


def _passage_row(session: SessionSnapshot, passage: Any, seat: Any | None) -> PassageRow:
    quorum = session.quorum(passage.pk)
    if session.is_recused(passage.pk, seat):
        return PassageRow(passage, 0, 0, quorum.recused, quorum, None, aside=True)
    cast, expected = len(session.counting(passage.pk)), session.expected(passage.pk)
    return PassageRow(passage, cast, expected, quorum.recused, quorum, decision_of(passage), aside=False)


def _recusal_rows(session: SessionSnapshot) -> list[RecusalRow]:
    names = {seat.pk: seat.name for seat in session.seats}
    titles = {passage.pk: passage.title for passage in session.passages}
    return [
        RecusalRow(recusal, names[recusal.seat_id], titles[recusal.passage_id], state_of(recusal))
        for recusal in session.recusals
    ]
