"""What each person sees of the joint juries. A member sees snapshots, and none they have stepped aside from."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Prefetch, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from eclore.kit.actor import Actor
from eclore.kit.permissions import can
from programs.joint.deliberations.models import Decision, Jury, Passage, Recusal, Seat
from programs.juries.queries import visible_passages
from programs.juries.rules import seat_of


@dataclass(frozen=True)
class Delivery:
    """How far the published decisions have gone, in territories."""

    delivered: int
    territories: int


def visible_to(actor: Actor) -> QuerySet[Jury]:
    """Every jury for the national team; for others those they sit in. Seats come along: the rules read them."""
    juries = Jury.objects.select_related("forum").prefetch_related(
        Prefetch("seats", Seat.objects.select_related("territory"))
    )
    if can(actor, "deliberations.convene"):
        return juries
    if not actor.is_authenticated:
        return juries.none()
    waiting = Q(user=None, email=actor.email.lower()) if actor.email else Q(pk__in=[])
    mine = Seat.objects.filter(Q(user_id=actor.user_id) | waiting)
    return juries.filter(pk__in=mine.values("jury_id"))


def jury_or_404(actor: Actor, pk: UUID) -> Jury:
    return get_object_or_404(visible_to(actor), pk=pk)


def passage_or_404(actor: Actor, jury: Jury, pk: UUID) -> Passage:
    """A passage that this person may open: never one that they have stepped aside from."""
    for passage in visible_passages(actor, jury):
        if passage.pk == pk:
            passage.jury = jury
            return passage
    raise Http404


def may_read(actor: Actor, passage: Passage, recusal: Recusal | None) -> bool:
    """Whether the snapshot may be opened now: a proposed recusal is to be answered first."""
    if seat_of(actor, passage.jury) is None:
        return can(actor, "deliberations.watch", passage.jury)
    return recusal is None or (recusal.confirmed_at is None and recusal.declined_at is not None)


def own_recusal(actor: Actor, passage: Passage) -> Recusal | None:
    """What this member has been asked, or has said, about stepping aside."""
    seat = seat_of(actor, passage.jury)
    return passage.recusals.filter(seat=seat).first() if seat else None


def delivery(jury: Jury) -> Delivery:
    """Territories whose decisions have all been brought home, among those that presented."""
    rows = (
        Decision.objects.filter(passage__jury=jury)
        .values("territory_role")
        .annotate(left=Count("pk", filter=Q(delivered_at=None)))
    )
    left = [row["left"] for row in rows]
    return Delivery(delivered=left.count(0), territories=len(left))


def awaited_by() -> list[str]:
    """The schemas of the territories that published decisions have not reached; behind the programme's door."""
    waiting = Decision.objects.filter(published_at__isnull=False, delivered_at=None)
    return list(waiting.order_by().values_list("nomination__territory__schema_name", flat=True).distinct())
