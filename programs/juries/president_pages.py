"""What whoever leads a session sees: members, dossiers, who has marked, what comes next. Never a mark."""

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from django.core.paginator import Page
from django.utils.translation import gettext as _

from eclore.kit.actor import Actor
from eclore.kit.elements import Action
from eclore.kit.paging import CountedPaginator
from programs.juries import clocks, history, presidency, tallies
from programs.juries.clocks import PassageClock
from programs.juries.console_rows import PassageRow, RecusalGroup, RecusalRow, SeatRow
from programs.juries.contract import AnySide
from programs.juries.juror_pages import state_of
from programs.juries.live import Shown
from programs.juries.models import AbstractJury, AbstractPassage, AbstractSeat
from programs.juries.pins import pin_of, spoken
from programs.juries.president_actions import Moves
from programs.juries.queries import decision_of, ordered
from programs.juries.quorum import Quorum
from programs.juries.rules import owes_answer, seat_of
from programs.juries.snapshots import Sitting, read_sitting
from programs.juries.states import JuryState
from programs.juries.tallies import Day

ON_A_PAGE, SHORT = 50, 8


@dataclass(frozen=True)
class Console:
    """The president's and manager's view of a session before marks are revealed.

    `passages` are those of `page`; counts are over the whole session, but for dossiers stepped aside from. `begun`:
    somebody has marked, or a sheet was typed; `silent`: who has still to say whether they have a conflict of interest;
    `late`: ballots that came once marks were closed, to be answered. `now`: what this page shows of the session as it
    is now; None once nothing changes any more.
    """

    jury: AbstractJury
    moves: Moves
    seats: list[SeatRow]
    passages: list[PassageRow]
    page: Page[AbstractPassage]
    current: PassageRow | None
    following: PassageRow | None
    recusals: list[RecusalGroup]
    quorum: Quorum
    silent: tuple[str, ...]
    undecided: int
    cast: int
    expected: int
    begun: bool
    late: int
    pin: str
    now: Shown | None
    note: Action | None
    history: list[dict[str, object]]

    @property
    def presidency(self) -> str:
        """Who presides, and since when."""
        return presidency.sentence(self.jury)

    @property
    def silent_told(self) -> str:
        """Who has still to answer about conflicts of interest: no dossier opens to them."""
        names = {"names": ", ".join(self.silent)}
        return _("Conflits d'intérêts : réponse attendue de %(names)s.") % names if self.silent else ""

    @property
    def awaits(self) -> bool:
        """Whether somebody may be reminded of something, which the page of reminders tells."""
        marking = self.jury.state == JuryState.OPEN
        return bool(self.silent) or (marking and (self.cast < self.expected or self.jury.marks_in_any_order))

    @property
    def closed_told(self) -> str:
        """To whoever decides while the ranking is closed to them: why, and who may reveal it; empty otherwise."""
        return self.moves.closed()

    @property
    def shows_decisions(self) -> bool:
        """Whether decisions are, or have been, the matter."""
        return self.jury.state in (JuryState.DELIBERATION, JuryState.PUBLISHED)

    @property
    def shows_stages(self) -> bool:
        return not self.jury.marks_in_any_order

    @property
    def deliberates(self) -> bool:
        return self.jury.state == JuryState.DELIBERATION

    @property
    def running(self) -> PassageRow | None:
        """The dossier that is before the jury, while marks are open."""
        return self.current if self.jury.state == JuryState.OPEN else None

    @property
    def clock(self) -> PassageClock | None:
        return clocks.read(self.current.passage) if self.current else None

    @property
    def folds_members(self) -> bool:
        """A long list opens on demand."""
        return len(self.seats) > SHORT

    @property
    def calls(self) -> list[SeatRow]:
        """The roll, until nothing changes any more."""
        return [] if self.jury.is_over else [row for row in self.seats if row.call]

    @property
    def marks(self) -> Action | None:
        """To one's own ballots, while they are the matter."""
        return self.moves.marking()

    @property
    def primary_action(self) -> Action | None:
        """What comes next."""
        return self.moves.primary(self)

    @property
    def actions(self) -> list[Action]:
        """What may be done besides."""
        return self.moves.besides(self)

    @property
    def running_actions(self) -> list[Action]:
        """Of the dossier that is before the jury."""
        return self.moves.running(self)

    @property
    def clock_actions(self) -> list[Action]:
        """Of its clock."""
        return self.moves.clock(self)

    @property
    def member_actions(self) -> list[Action]:
        return self.moves.members(self)

    @property
    def empty_action(self) -> Action | None:
        """What fills a session without dossiers."""
        return self.moves.composing()


def console(jury: AbstractJury, actor: Actor, side: AnySide, *, page: str = "1") -> Console:
    """Everything that whoever leads needs to run the day: counts come from the database, with one page of dossiers."""
    sitting, seat, moves = read_sitting(jury), seat_of(actor, jury), Moves(jury, actor, side)
    day, left = tallies.day_of(jury), sitting.left_by(seat)
    leaf = CountedPaginator(tallies.with_counts(jury), ON_A_PAGE, count=day.total).get_page(page)
    rows = {passage.pk: _passage_row(sitting, passage, seat, moves) for passage in [*leaf, *_besides(jury, day, leaf)]}
    progress = tallies.progress(jury, sitting.seats, unseen=left)
    current, following = (rows[pk] if pk else None for pk in (day.current, day.following))
    return Console(
        jury=jury,
        moves=moves,
        seats=[_seat_row(sitting, each, progress[each.pk].cast, day.total, moves) for each in sitting.seats],
        passages=[rows[passage.pk] for passage in leaf],
        page=leaf,
        current=current,
        following=following,
        recusals=_recusals(sitting, moves, marked=day.begun),
        silent=() if jury.is_over else _silent(sitting, day),
        quorum=sitting.quorum(),
        undecided=day.undecided,
        cast=sum(each.seen for each in progress.values()),
        expected=sitting.expected_in_all(day.total, unseen=left),
        begun=day.begun or day.typed,
        late=day.late,
        pin="" if jury.is_over or not sitting.seats else spoken(pin_of(jury)),
        now=None if jury.is_over else Shown.of(jury, _key(current), _key(following), day.lent, actor),
        note=side.console_link(jury, actor),
        history=history.timeline(jury),
    )


def _key(row: PassageRow | None) -> UUID | None:
    """Of a dossier that whoever looks may know of."""
    return None if row is None or row.aside else row.passage.pk


def watched(jury: AbstractJury) -> list[tuple[AbstractPassage, str]]:
    """Each dossier and its verdict once published, for those who only follow."""
    rows = ((passage, decision_of(passage) if jury.is_over else None) for passage in ordered(jury))
    return [(passage, decision.verdict_label if decision else "–") for passage, decision in rows]


def _besides(jury: AbstractJury, day: Day, leaf: Page[AbstractPassage]) -> list[AbstractPassage]:
    """The dossier that is before the jury and the next one, where they are not of this page."""
    read = {passage.pk for passage in leaf}
    wanted = {pk for pk in (day.current, day.following) if pk} - read
    return list(tallies.with_counts(jury).filter(pk__in=wanted)) if wanted else []


def _seat_row(sitting: Sitting, seat: AbstractSeat, cast: int, total: int, moves: Moves) -> SeatRow:
    """`cast` of the `total` dossiers of the day, less those that the member has stepped aside from."""
    aside = len(sitting.left_by(seat))
    return SeatRow(seat, cast, total - aside, aside, moves.call(seat), moves.hours(seat))


def _passage_row(sitting: Sitting, passage: AbstractPassage, seat: AbstractSeat | None, moves: Moves) -> PassageRow:
    quorum, decision = sitting.quorum(passage.pk), decision_of(passage)
    if sitting.is_recused(passage.pk, seat):
        return PassageRow(passage, 0, 0, quorum.recused, quorum, None, aside=True, url="", actions=())
    return PassageRow(
        passage=passage,
        cast=passage.ballot_count,
        expected=sitting.expected(passage.pk),
        recused=quorum.recused,
        quorum=quorum,
        decision=decision,
        aside=False,
        url=moves.url(passage, "dossier"),
        actions=moves.on(passage, decided=decision is not None),
        paper=passage.paper_count,
    )


def _recusals(sitting: Sitting, moves: Moves, *, marked: bool) -> list[RecusalGroup]:
    """By member. A recusal that holds may be undone until somebody has `marked`."""
    found: dict[UUID, list[RecusalRow]] = defaultdict(list)
    for one in sitting.recusals:
        undo = None if marked else moves.undo(one)
        found[one.seat_id].append(RecusalRow(one, one.title, state_of(one), undo))
    return [RecusalGroup(seat.name, found[seat.pk]) for seat in sitting.seats if seat.pk in found]


def _silent(sitting: Sitting, day: Day) -> tuple[str, ...]:
    """Among those whom the session counts on."""
    return tuple(
        seat.name for seat in sitting.seats if (seat.is_awaited or seat.stays) and owes_answer(seat, day.latest)
    )
