"""The order of a joint jury's dossiers, its decisions, and how far they have gone; the caller has checked who asks."""

from collections.abc import Iterable
from dataclasses import dataclass

from programs.joint.juries.models import Decision, Jury, Passage


@dataclass(frozen=True)
class Delivery:
    """How far the published decisions have gone, in territories."""

    delivered: int
    territories: int


def running_order(jury: Jury) -> list[Passage]:
    """Every passage, with its decision if it has one; the caller has checked who asks."""
    return list(jury.passages.select_related("decision"))


def delivery(decisions: Iterable[Decision]) -> Delivery:
    """Territories whose decisions have all been brought home, among those that presented."""
    rows = list(decisions)
    waiting = {decision.territory_role for decision in rows if decision.delivered_at is None}
    everyone = {decision.territory_role for decision in rows}
    return Delivery(delivered=len(everyone - waiting), territories=len(everyone))


def decisions(jury: Jury) -> list[Decision]:
    """Pending or published; the caller has checked who asks."""
    return list(Decision.objects.filter(passage__jury=jury))


def awaited_by() -> list[str]:
    """The schemas of the territories that published decisions have not reached; in the programme's context."""
    waiting = Decision.objects.filter(
        published_at__isnull=False, delivered_at=None, nomination__territory__isnull=False
    )
    return list(waiting.order_by().values_list("nomination__territory__schema_name", flat=True).distinct())
