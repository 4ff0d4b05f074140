"""What a line of the president's console shows: a member, a dossier, a recusal. Never a mark."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from eclore.kit.elements import Action, Tag
from programs.juries import attendance, presidency
from programs.juries.juror_pages import CONFIRMED, DECLINED, PROPOSED, TONES
from programs.juries.models import AbstractDecision, AbstractPassage, AbstractRecusal, AbstractSeat
from programs.juries.paper_sheets import on_paper
from programs.juries.quorum import Quorum
from programs.juries.states import PassageState


@dataclass(frozen=True)
class SeatRow:
    """A member in the console: how many ballots, never which marks."""

    seat: AbstractSeat
    cast: int
    expected: int
    recused: int
    call: Action | None
    corrects: Action | None = None

    @property
    def progress(self) -> str:
        counts = {"cast": self.cast, "expected": self.expected}
        return _("%(cast)s sur %(expected)s") % counts if self.seat.votes else ""

    @property
    def tag(self) -> Tag | None:
        """Whoever is awaited and not in the room."""
        if self.seat.present or not (self.seat.is_awaited or self.seat.stays):
            return None
        return Tag(_("Départ noté"), "warn") if self.seat.stays else Tag(_("Pas encore là"), "neutral")

    @property
    def hours(self) -> str:
        """From when until when they were there."""
        return attendance.hours(self.seat)


@dataclass(frozen=True)
class PassageRow:
    """A dossier in the console; `aside`: whoever looks has stepped aside from it, so counts are withheld."""

    passage: AbstractPassage
    cast: int
    expected: int
    recused: tuple[str, ...]
    quorum: Quorum
    decision: AbstractDecision | None
    aside: bool
    url: str
    actions: tuple[Action, ...]
    paper: int = 0

    @property
    def stage(self) -> Tag:
        return Tag(self.passage.get_state_display(), TONES[PassageState(self.passage.state)])

    @property
    def origin(self) -> str:
        """Where it comes from, else what it is."""
        return self.passage.origin_label or self.passage.get_kind_display()

    @property
    def chair(self) -> str:
        """Whoever presides on it alone."""
        return presidency.of_passage(self.passage)

    @property
    def progress(self) -> str:
        return _("%(cast)s sur %(expected)s") % {"cast": self.cast, "expected": self.expected}

    @property
    def on_paper(self) -> str:
        """How many of its ballots were typed from paper, where some were."""
        return on_paper(self.paper)

    @property
    def verdict(self) -> str:
        return self.decision.verdict_label if self.decision else "–"


@dataclass(frozen=True)
class RecusalGroup:
    """What one member steps aside from, was asked to, or has declined."""

    name: str
    rows: Sequence["RecusalRow"]


@dataclass(frozen=True)
class RecusalRow:
    recusal: AbstractRecusal
    title: str
    state: str
    undo: Action | None

    @property
    def label(self) -> str:
        words = {PROPOSED: _("Proposé"), DECLINED: _("Décliné"), CONFIRMED: _("En déport")}
        return words.get(self.state, "")
