"""How far a joint jury's decisions have gone; the caller has checked who asks."""

from dataclasses import dataclass

from django.db.models import Count, Q

from programs.joint.juries.models import Decision, Jury


@dataclass(frozen=True)
class Delivery:
    """How far the published decisions have gone, in territories."""

    delivered: int
    territories: int


def delivery(jury: Jury) -> Delivery:
    """Territories whose decisions have all been brought home, among those that presented."""
    told = Decision.objects.filter(passage__jury=jury).aggregate(
        everyone=Count("territory_role", distinct=True),
        waiting=Count("territory_role", distinct=True, filter=Q(delivered_at=None)),
    )
    return Delivery(delivered=told["everyone"] - told["waiting"], territories=told["everyone"])


def awaited_by() -> list[str]:
    """The schemas of the territories that published decisions have not reached; in the programme's context."""
    waiting = Decision.objects.filter(
        published_at__isnull=False, delivered_at=None, nomination__territory__isnull=False
    )
    return list(waiting.order_by().values_list("nomination__territory__schema_name", flat=True).distinct())
