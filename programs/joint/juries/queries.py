"""What each person sees of the joint juries. A member sees snapshots, and none they have stepped aside from."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, prefetch_related_objects
from django.shortcuts import get_object_or_404

from eclore.kit.actor import Actor
from eclore.kit.permissions import can
from programs.joint.juries.models import Decision, Jury, Passage, Recusal, Seat
from programs.juries.queries import left_by, with_amendments
from programs.juries.rules import seat_of


@dataclass(frozen=True)
class Delivery:
    """How far the published decisions have gone, in territories."""

    delivered: int
    territories: int


def visible_to(actor: Actor) -> QuerySet[Jury]:
    """Every jury for the national team; for others those they sit in. Seats come along: the rules read them."""
    juries = Jury.objects.select_related("forum").prefetch_related(_seats())
    return juries if can(actor, "joint_juries.convene") else juries.filter(pk__in=_own(actor).values("jury_id"))


def jury_or_404(actor: Actor, pk: UUID, *, amended: bool = False) -> Jury:
    juries = visible_to(actor)
    return get_object_or_404(with_amendments(juries) if amended else juries, pk=pk)


def passage_or_404(actor: Actor, jury: UUID, pk: UUID) -> Passage:
    """A passage that this person may open, with its jury and dossier; never one that they have stepped aside from."""
    aside = Recusal.objects.filter(passage=OuterRef("pk"), confirmed_at__isnull=False, seat__in=_own(actor))
    rows = Passage.objects.filter(~Exists(aside), jury_id=jury).select_related("jury__forum", "nomination", "decision")
    if not can(actor, "joint_juries.convene"):
        rows = rows.filter(jury__in=_own(actor).values("jury_id"))
    passage = get_object_or_404(rows, pk=pk)
    prefetch_related_objects([passage.jury], _seats())
    return passage


def running_order(jury: Jury) -> list[Passage]:
    """Every passage, with its decision if it has one; the caller has checked who asks."""
    return list(jury.passages.select_related("decision"))


def own_recusal(actor: Actor, passage: Passage) -> Recusal | None:
    """What this member has been asked, or has said, about stepping aside."""
    seat = seat_of(actor, passage.jury)
    return passage.recusals.filter(seat=seat).first() if seat else None


def may_read(actor: Actor, passage: Passage, recusal: Recusal | None) -> bool:
    """Whether the snapshot may be opened now: a proposed recusal is to be answered first."""
    if seat_of(actor, passage.jury) is None:
        return can(actor, "joint_juries.watch", passage.jury)
    return recusal is None or (recusal.confirmed_at is None and recusal.declined_at is not None)


def own_recusal_or_404(actor: Actor, jury: Jury, pk: UUID) -> Recusal:
    """A recusal that this member is asked about."""
    rows = Recusal.objects.filter(passage__jury=jury, seat=seat_of(actor, jury)).select_related("seat", "passage")
    recusal = get_object_or_404(rows, pk=pk)
    recusal.passage.jury = jury
    return recusal


def seat_or_404(jury: Jury, pk: UUID) -> Seat:
    seat = get_object_or_404(jury.seats, pk=pk)
    seat.jury = jury
    return seat


def delivery(decisions: Iterable[Decision]) -> Delivery:
    """Territories whose decisions have all been brought home, among those that presented."""
    rows = list(decisions)
    waiting = {decision.territory_role for decision in rows if decision.delivered_at is None}
    everyone = {decision.territory_role for decision in rows}
    return Delivery(delivered=len(everyone - waiting), territories=len(everyone))


def decisions(jury: Jury) -> list[Decision]:
    """Pending or published; the caller has checked who asks."""
    return list(Decision.objects.filter(passage__jury=jury))


def decisions_for(actor: Actor, jury: Jury) -> list[Decision]:
    """The same, but those of the dossiers that this member has stepped aside from."""
    left = left_by(seat_of(actor, jury))
    return [decision for decision in decisions(jury) if decision.passage_id not in left]


def awaited_by() -> list[str]:
    """The schemas of the territories that published decisions have not reached; in the programme's context."""
    waiting = Decision.objects.filter(published_at__isnull=False, delivered_at=None)
    return list(waiting.order_by().values_list("nomination__territory__schema_name", flat=True).distinct())


def _seats() -> Prefetch:
    return Prefetch("seats", Seat.objects.select_related("territory"))


def _own(actor: Actor) -> QuerySet[Seat]:
    """The seats that are this person's, or wait for their address; as `programs.juries.rules.belongs` says."""
    if actor.held:
        held = Seat.objects.filter(pk=actor.held.seat_id, jury=actor.held.jury_id)
        return held if actor.held.app == Seat._meta.app_label else Seat.objects.none()
    if not actor.is_authenticated or actor.visitor:
        return Seat.objects.none()
    waiting = Q(user=None, email=actor.email.lower()) if actor.email else Q(pk__in=[])
    return Seat.objects.filter(Q(user_id=actor.user_id) | waiting)
