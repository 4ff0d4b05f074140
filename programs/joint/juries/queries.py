"""How far a joint jury's decisions have gone; the caller has checked who asks."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Max, Min, Q, QuerySet

from eclore.kit import clock
from eclore.kit.folding import in_order
from programs.joint.juries.models import Decision, HearingNotice, Jury, Passage

SWEPT_EVERY = 10  # minutes, from each hour on: what is left anywhere is tried again
WAITING, FAILED, ARRIVED, CLOSED = "waiting", "failed", "arrived", "closed"

UNDELIVERED = Q(delivered_at=None)
REACHABLE = Q(nomination__territory__isnull=False)  # a territory that has been forgotten waits for nothing


@dataclass(frozen=True)
class Delivery:
    """How far the published decisions have gone, in territories."""

    delivered: int
    territories: int


@dataclass(frozen=True)
class Home:
    """A territory and the decisions of its dossiers, as it was named that day.

    `arrived_at`: when the last of them came home; `failures`: attempts that have failed; `failed_at`: the last one,
    None when nothing has failed since somebody asked again; `next_at`: when it is tried again at the latest.
    """

    role: str
    name: str
    state: str
    decisions: int
    failures: int
    failed_at: datetime | None = None
    arrived_at: datetime | None = None
    next_at: datetime | None = None

    @property
    def moves(self) -> bool:
        """Whether it is still on its way."""
        return self.state in (WAITING, FAILED)


def delivery(jury: Jury) -> Delivery:
    """Territories whose decisions have all been brought home, among those that presented."""
    told = Decision.objects.filter(passage__jury=jury).aggregate(
        everyone=Count("territory_role", distinct=True),
        waiting=Count("territory_role", distinct=True, filter=UNDELIVERED),
    )
    return Delivery(delivered=told["everyone"] - told["waiting"], territories=told["everyone"])


def homes(jury: Jury) -> list[Home]:
    """Each territory that presented and where its delivery stands, in one statement; those that failed come first."""
    rows = Decision.objects.filter(passage__jury=jury).order_by().values("territory_role")
    told = rows.annotate(
        name=Min("passage__origin"),
        territory=Min("nomination__territory__name"),
        decisions=Count("pk"),
        waiting=Count("pk", filter=UNDELIVERED & REACHABLE),
        closed=Count("pk", filter=UNDELIVERED & ~REACHABLE),
        arrived_at=Max("delivered_at"),
        failed_at=Max("failed_at", filter=UNDELIVERED),
        failures=Max("failures"),
    )
    found = [_home(row, clock.now()) for row in told.order_by(*in_order("name"), "territory_role")]
    return sorted(found, key=lambda home: (FAILED, WAITING, CLOSED, ARRIVED).index(home.state))


def titles(jury: Jury, roles: Iterable[str]) -> "QuerySet[Passage, Passage]":
    """The dossiers of these territories, in the order of passages, each with its decision."""
    rows = jury.passages.filter(decision__territory_role__in=list(roles))
    return rows.select_related("decision").order_by("position", "pk")


def failed(jury: Jury) -> "QuerySet[Decision, Decision]":
    """Published decisions whose last attempt to go home has failed."""
    rows = Decision.objects.filter(UNDELIVERED, REACHABLE, passage__jury=jury)
    return rows.filter(published_at__isnull=False, failed_at__isnull=False)


def awaited_by() -> list[str]:
    """The schemas of the territories that published decisions have not reached; in the programme's context.

    Those that have failed most come last: nobody waits for them.
    """
    waiting = Decision.objects.filter(UNDELIVERED, REACHABLE, published_at__isnull=False)
    schemas = waiting.order_by().values("nomination__territory__schema_name").annotate(worst=Max("failures"))
    ordered = schemas.order_by("worst", "nomination__territory__schema_name")
    return list(ordered.values_list("nomination__territory__schema_name", flat=True))


def expecting() -> list[str]:
    """The schemas of the territories whose teams were not written to yet; in the programme's context."""
    waiting = HearingNotice.objects.filter(delivered_at=None, nomination__territory__closed_at=None)
    schemas = waiting.exclude(nomination__territory=None).order_by("nomination__territory__schema_name")
    return list(schemas.values_list("nomination__territory__schema_name", flat=True).distinct())


def next_sweep(now: datetime) -> datetime:
    """When whatever is left is tried again at the latest."""
    hour = now.replace(minute=0, second=0, microsecond=0)
    return hour + timedelta(minutes=(now.minute // SWEPT_EVERY + 1) * SWEPT_EVERY)


def _home(row: Mapping[str, Any], now: datetime) -> Home:
    state = ARRIVED
    if row["waiting"]:
        state = FAILED if row["failed_at"] else WAITING
    elif row["closed"]:
        state = CLOSED
    return Home(
        role=row["territory_role"],
        name=row["name"] or row["territory"] or "",
        state=state,
        decisions=row["decisions"],
        failures=row["failures"],
        failed_at=row["failed_at"] if state == FAILED else None,
        arrived_at=row["arrived_at"] if state == ARRIVED else None,
        next_at=next_sweep(now) if state == FAILED else None,
    )
