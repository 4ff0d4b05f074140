"""What a member's pages show, ready to draw: their room, a ballot's head, the clock. Never a mark of another."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any, TypedDict

from django.utils.translation import gettext as _

from eclore.kit import clock
from programs.juries.models import AbstractJury, AbstractPassage
from programs.juries.queries import decision_of
from programs.juries.snapshots import SessionSnapshot
from programs.juries.states import JuryState, PassageState

NOTHING, DRAFT, CAST = "nothing", "draft", "cast"
NONE, PROPOSED, DECLINED, CONFIRMED = "none", "proposed", "declined", "confirmed"
TONES = {PassageState.OPEN: "live", PassageState.HEARD: "neutral", PassageState.WAITING: "neutral"}


@dataclass(frozen=True)
class Timer:
    """The clock of the passage under way: seconds left of the pitch, then of the questions."""

    seconds: int
    label: str
    running: bool
    ends_at: datetime | None


class OwnPart(TypedDict):
    """Where a member's own ballot and recusal stand on one dossier."""

    ballot: str
    recusal: str
    recusal_id: str | None
    may_mark: bool


@dataclass(frozen=True)
class Row:
    """A dossier in a member's list: `mine` is where their own ballot stands."""

    passage: Any
    mine: str
    recusal: str
    may_mark: bool
    decision: Any | None

    @property
    def tone(self) -> str:
        return TONES[self.passage.state]

    @property
    def path(self) -> str:
        """Under the jury's address."""
        return path_of(self.passage)


@dataclass(frozen=True)
class Room:
    """A member's session. `hidden` counts the dossiers they have stepped aside from."""

    jury: Any
    seat: Any
    rows: list[Row]
    hidden: int

    @property
    def done(self) -> int:
        return sum(row.mine == CAST for row in self.rows)

    @property
    def current(self) -> Row | None:
        """The dossier that is before the jury now."""
        return next((row for row in self.rows if row.passage.state == PassageState.OPEN), None)

    @property
    def is_open(self) -> bool:
        return self.jury.state == JuryState.OPEN


@dataclass(frozen=True)
class Sheet:
    """The head of a ballot: which dossier, where it stands in the day, what the member may do with it."""

    jury: Any
    passage: Any
    seat: Any
    place: int
    total: int
    mine: str
    recusal: Any | None
    may_mark: bool
    timer: Timer | None
    following: Any | None

    @property
    def recusal_pending(self) -> bool:
        return state_of(self.recusal) == PROPOSED

    @property
    def is_open(self) -> bool:
        return self.jury.state == JuryState.OPEN

    @property
    def path(self) -> str:
        """Under the jury's address."""
        return path_of(self.passage)

    @property
    def recusal_path(self) -> str:
        return f"deports/{self.recusal.pk}/" if self.recusal else ""

    @property
    def following_path(self) -> str:
        return path_of(self.following) if self.following else ""


def room(session: SessionSnapshot, seat: Any) -> Room:
    """A member's list; dossiers they have stepped aside from are left out and only counted."""
    shown = [passage for passage in session.passages if not session.is_recused(passage.pk, seat)]
    rows = [_row(session, passage, seat) for passage in shown]
    return Room(session.jury, seat, rows, len(session.passages) - len(shown))


def sheet(session: SessionSnapshot, passage: Any, seat: Any) -> Sheet:
    """The head of the ballot of `seat` on `passage`, which they may see."""
    shown = [each for each in session.passages if not session.is_recused(each.pk, seat)]
    index = next(index for index, each in enumerate(shown) if each.pk == passage.pk)
    return Sheet(
        jury=session.jury,
        passage=passage,
        seat=seat,
        place=index + 1,
        total=len(shown),
        mine=_mine(session, passage, seat),
        recusal=session.recusal(passage.pk, seat.pk),
        may_mark=_may_mark(session, passage, seat),
        timer=timer(passage),
        following=shown[index + 1] if index + 1 < len(shown) else None,
    )


def timer(passage: Any) -> Timer | None:
    """The clock of a passage under way; None when it is not open."""
    if passage.state != PassageState.OPEN or passage.opened_at is None:
        return None
    pitch_ends = passage.opened_at + timedelta(minutes=passage.pitch_minutes)
    questions_end = pitch_ends + timedelta(minutes=passage.question_minutes)
    if clock.now() < pitch_ends or not passage.question_minutes:
        label, ends_at = _("présentation · %(minutes)s min") % {"minutes": passage.pitch_minutes}, pitch_ends
    else:
        label, ends_at = _("questions · %(minutes)s min") % {"minutes": passage.question_minutes}, questions_end
    return Timer(int((ends_at - clock.now()).total_seconds()), label, True, ends_at)


def own_part(passage: AbstractPassage, jury: AbstractJury, *, seated: bool) -> OwnPart:
    """A member's part in a passage read by `queries.with_own_part`; nothing without a seat."""
    ballot, asked = getattr(passage, "own_ballot", None), getattr(passage, "own_recusal", None)
    recusal = state_of(SimpleNamespace(**asked)) if asked else NONE
    mine = NOTHING if ballot is None else CAST if ballot["cast_at"] else DRAFT
    return {
        "ballot": mine,
        "recusal": recusal,
        "recusal_id": asked["id"] if asked else None,
        "may_mark": seated and _takes_marks(jury, passage, recusal),
    }


def path_of(passage: Any) -> str:
    """Where a passage is, under the address of its jury."""
    return f"passages/{passage.pk}/"


def state_of(recusal: Any | None) -> str:
    if recusal is None:
        return NONE
    if recusal.confirmed_at:
        return CONFIRMED
    return DECLINED if recusal.declined_at else PROPOSED


def _row(session: SessionSnapshot, passage: Any, seat: Any) -> Row:
    decision = decision_of(passage) if session.jury.state == JuryState.PUBLISHED else None
    recusal = state_of(session.recusal(passage.pk, seat.pk))
    return Row(passage, _mine(session, passage, seat), recusal, _may_mark(session, passage, seat), decision)


def _mine(session: SessionSnapshot, passage: Any, seat: Any) -> str:
    ballot = session.ballots.get((passage.pk, seat.pk))
    if ballot is None:
        return NOTHING
    return CAST if ballot.cast else DRAFT


def _may_mark(session: SessionSnapshot, passage: Any, seat: Any) -> bool:
    return _takes_marks(session.jury, passage, state_of(session.recusal(passage.pk, seat.pk)))


def _takes_marks(jury: AbstractJury, passage: AbstractPassage, recusal: str) -> bool:
    begun = jury.marks_in_any_order or passage.state != PassageState.WAITING
    return jury.state == JuryState.OPEN and begun and recusal in (NONE, DECLINED)
