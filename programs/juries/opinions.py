"""Reservations and dissent, ready to draw: one's own for a member, all of them for whoever decides; in the minutes."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from eclore.kit.actor import Actor
from eclore.kit.elements import Action, Tag
from programs.juries.models import AbstractJury, AbstractOpinion, AbstractPassage, AbstractSeat
from programs.juries.queries import not_left, related
from programs.juries.rules import can, require, voting_seat_of
from programs.juries.states import JuryState, OpinionKind

ON_A_PAGE = 50
TONES = {OpinionKind.RESERVATION: "neutral", OpinionKind.DISSENT: "warn"}


class Worded(Protocol):
    """One of them, as its row or as the minutes have read it."""

    @property
    def passage_id(self) -> UUID: ...
    @property
    def seat_id(self) -> UUID: ...
    @property
    def kind(self) -> str: ...
    @property
    def text(self) -> str: ...


@dataclass(frozen=True)
class OpinionRow:
    """One of them: whose, on what, and whether the decision has changed since it was written."""

    opinion: AbstractOpinion
    changed: bool

    @property
    def kind(self) -> Tag:
        return Tag(self.opinion.get_kind_display(), TONES[OpinionKind(self.opinion.kind)])


@dataclass(frozen=True)
class OwnRow:
    """A decided dossier of a member, and what they have written about it."""

    passage: AbstractPassage
    own: OpinionRow | None
    write: Action | None
    withdraw: Action | None


@dataclass(frozen=True)
class Opinions:
    """`own`: a page of the member's dossiers; `all`: everybody's, for whoever decides."""

    own: list[OwnRow] = field(default_factory=list)
    page: Page[Any] | None = None
    sits: bool = False
    decides: bool = False
    all: list[OpinionRow] = field(default_factory=list)
    writes: bool = False


def opinions(jury: AbstractJury, actor: Actor, *, page: str = "1") -> Opinions:
    """What this person may read, of dossiers that they have not left; the caller has checked who asks."""
    seat, decides = voting_seat_of(actor, jury), can(actor, "decide", jury)
    decided = _decided(jury, actor)
    leaf = Paginator(decided, ON_A_PAGE).get_page(page)
    rows = _of(jury, [passage.pk for passage in leaf.object_list], None if decides else seat)
    told = [_row(each, leaf.object_list) for each in rows]
    return Opinions(
        own=[_own(jury, seat, passage, told) for passage in leaf.object_list] if seat else [],
        page=leaf,
        sits=seat is not None,
        decides=decides,
        all=told if decides else [],
        writes=jury.state == JuryState.DELIBERATION,
    )


def readable(jury: AbstractJury, actor: Actor) -> QuerySet[Any, Any]:
    """The same as rows: everybody's for whoever decides, else one's own. Raises NotAllowed."""
    decides = can(actor, "decide", jury)
    require(actor, "decide" if decides else "mark", jury)
    rows = _all(jury).filter(passage__in=_decided(jury, actor).order_by().values("pk"))
    ordered = rows.order_by("passage__position", "created_at", "pk")
    return ordered if decides else ordered.filter(seat=voting_seat_of(actor, jury))


def own_opinion(passage: AbstractPassage, seat: AbstractSeat) -> AbstractOpinion | None:
    """What a member has written about one dossier."""
    found: AbstractOpinion | None = passage.opinions.filter(seat=seat).first()
    return found


def told(
    opinions: Iterable[Worded], names: Mapping[UUID, str], *, redacted: bool = False
) -> dict[UUID, tuple[str, ...]]:
    """For the minutes: passage → each of them. `names`: seat → as it is written.

    In full, with the words and whose they are; redacted, only that there was one: the words judge a team.
    """
    found: dict[UUID, list[str]] = defaultdict(list)
    for row in opinions:
        kind = str(OpinionKind(row.kind).label)
        said = {"kind": kind, "name": names.get(row.seat_id, ""), "text": row.text}
        found[row.passage_id].append(kind if redacted else _("%(kind)s de %(name)s : %(text)s") % said)
    return {key: tuple(rows) for key, rows in found.items()}


def _all(jury: AbstractJury) -> QuerySet[Any, Any]:
    return related(related(type(jury), "passages").model, "opinions").filter(passage__jury=jury)


def _decided(jury: AbstractJury, actor: Actor) -> QuerySet[Any, Any]:
    """Dossiers that have a verdict, but those that whoever looks has left; the verdict itself is not read."""
    seats = related(type(jury), "seats").model
    rows = related(type(jury), "passages").filter(jury=jury, decision__isnull=False)
    shown = not_left(rows, seats, actor).select_related("decision").order_by("position", "pk")
    return shown.only("title", "position", "jury_id", "kind", "decision__decided_at", "decision__passage_id")


def _of(jury: AbstractJury, passages: list[UUID], seat: AbstractSeat | None) -> QuerySet[Any, Any]:
    rows = _all(jury).filter(passage__in=passages).select_related("seat", "passage")
    ordered = rows.order_by("passage__position", "created_at", "pk")
    return ordered.filter(seat=seat) if seat else ordered


def _row(opinion: AbstractOpinion, passages: Any) -> OpinionRow:
    decided = next(each.decision.decided_at for each in passages if each.pk == opinion.passage_id)
    return OpinionRow(opinion, changed=decided > opinion.written_at)


def _own(jury: AbstractJury, seat: AbstractSeat, passage: AbstractPassage, told: list[OpinionRow]) -> OwnRow:
    mine = (row for row in told if (row.opinion.passage_id, row.opinion.seat_id) == (passage.pk, seat.pk))
    own = next(mine, None)
    if jury.state != JuryState.DELIBERATION:
        return OwnRow(passage, own, None, None)
    keys = [jury.pk, passage.pk]
    label = _("Modifier") if own else _("Écrire une réserve")
    write = Action(label, reverse("juries-opinion", args=keys), "text" if own else "second", small=True)
    withdraw = Action(_("Retirer"), reverse("juries-opinion-withdraw", args=keys), "text", posts=True, small=True)
    return OwnRow(passage, own, write, withdraw if own else None)
