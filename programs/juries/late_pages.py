"""Ballots that came once marks were closed, ready to draw, for whoever decides and for the member who sent one."""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.translation import gettext as _

from eclore.kit.actor import Actor
from eclore.kit.dates import clock_time, moment
from eclore.kit.elements import Action, Tag
from programs.juries import presidency
from programs.juries.models import AbstractJury, AbstractLateBallot
from programs.juries.queries import late_ballots_for
from programs.juries.rules import can_on
from programs.juries.states import JuryState

ON_A_PAGE = 50


@dataclass(frozen=True)
class LateRow:
    """One of them: whose, on what, when it came, what was answered; `answers`: whether whoever looks decides on it."""

    late: AbstractLateBallot
    jury: AbstractJury
    answers: bool

    @property
    def received(self) -> str:
        return moment(self.late.received_at)

    @property
    def knew(self) -> Tag | None:
        """It came once the ranking was shown: whoever decides should know."""
        revealed = self.jury.revealed_at
        if revealed is None or self.late.received_at < revealed:
            return None
        return Tag(_("Arrivé après le dévoilement"), "warn")

    @property
    def state(self) -> Tag:
        if self.late.answered_at is None:
            return Tag(_("À décider"), "warn")
        return Tag(_("Compté"), "good") if self.late.accepted else Tag(_("Écarté"), "neutral")

    @property
    def chair(self) -> str:
        """Whoever presides on its dossier alone, and answers it."""
        return presidency.of_passage(self.late.passage)

    @property
    def answer(self) -> Action | None:
        """While it waits and decisions are not published."""
        waits = self.late.answered_at is None and self.jury.state == JuryState.DELIBERATION
        if not (waits and self.answers):
            return None
        url = reverse("juries-late-answer", args=[self.jury.pk, self.late.pk])
        return Action(_("Décider"), url, small=True)


@dataclass(frozen=True)
class LateBallots:
    """A page of them."""

    rows: list[LateRow]
    page: Page[AbstractLateBallot]


def late_ballots(jury: AbstractJury, actor: Actor, *, page: str = "1") -> LateBallots:
    """Those that whoever decides may see, the first come first."""
    leaf = Paginator(late_ballots_for(jury, actor), ON_A_PAGE).get_page(page)
    return LateBallots([row(late, jury, actor) for late in leaf.object_list], leaf)


def row(late: AbstractLateBallot, jury: AbstractJury, actor: Actor) -> LateRow:
    """One of those that `actor` may see."""
    late.passage.jury = jury
    return LateRow(late, jury, answers=can_on(actor, "decide", late.passage))


def answer_of(late: AbstractLateBallot | None) -> str:
    """To its member, where it stands."""
    if late is None:
        return ""
    told = {"hour": clock_time(late.received_at), "reason": late.reason}
    if late.answered_at is None:
        return _("Votre bulletin, arrivé à %(hour)s, est remis à la présidence, qui décide de le compter.") % told
    if late.accepted:
        return _("Votre bulletin, arrivé à %(hour)s, est compté : %(reason)s") % told
    return _("Votre bulletin, arrivé à %(hour)s, n'est pas compté : %(reason)s") % told
