"""Every territory's projects from the read model: filtered, exceptions first, counted. No schema is ever opened."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, TypedDict

from django.db.models import (
    Case,
    CharField,
    Count,
    DateField,
    DecimalField,
    F,
    Func,
    IntegerField,
    Q,
    QuerySet,
    Sum,
    Value,
    When,
)
from django.db.models.expressions import CombinedExpression, OrderBy
from django.db.models.functions import Cast, Collate, Concat, Least

from eclore.kit import clock
from eclore.kit.actor import Actor
from eclore.kit.folding import Fold, searched, sort_key
from eclore.kit.permissions import can
from programs.joint.portfolio.models import FOLLOWED, RUNNING, ProjectRow

SILENCE = timedelta(weeks=4)
LATE_COMMITTEE, MORE_WEEKS, SILENT = 3, 2, 1
EVERYTHING, FINISHED = "tous", "termines"
HEAVY = ("learnt", "why", "restart", "subject")
SORTS: dict[str, tuple[str, ...]] = {
    "nom": ("folded_name", "name"),
    "territoire": ("folded_territory", "folded_name", "name"),
    "semaines": ("phase_start", "folded_name", "name"),
    "jours": ("days_freed", "folded_name", "name"),
    "echeance": ("next_committee_on", "folded_name", "name"),
}
FOLDED = {"folded_name": "name", "folded_territory": "territory__name"}


class Attention(TypedDict):
    """Why somebody should look at it now: LATE_COMMITTEE, MORE_WEEKS, SILENT, or 0."""

    attention: int


if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations  # of the developers' environment

    WatchedRow = WithAnnotations[ProjectRow, Attention]
else:
    WatchedRow = ProjectRow


@dataclass(frozen=True)
class Wish:
    """What somebody wants to see; `state` is a state, EVERYTHING, FINISHED, or empty for what is followed."""

    text: str = ""
    territory: str = ""
    state: str = ""
    attention: bool = False
    sort: str = ""


@dataclass(frozen=True)
class Figures:
    """What the page says first: `alarms` to look at, `freed` of `signed` days in the phases that run."""

    followed: int
    territories: int
    alarms: int
    freed: Decimal
    signed: Decimal
    committees: int


def listed(actor: Actor, wish: Wish) -> QuerySet[WatchedRow]:
    """The rows wished for, with `attention`, the most urgent first unless sorted otherwise."""
    rows = _with_attention(visible_to(actor)).select_related("territory").defer(*HEAVY)
    rows = rows.filter(_state(wish.state))
    if wish.territory:
        rows = rows.filter(territory__slug=wish.territory)
    if wish.attention:
        rows = rows.filter(attention__gt=0)
    rows = searched(rows, wish.text, "name", "problem")
    folded = {name: Collate(Fold(column), "C") for name, column in FOLDED.items()}
    return rows.alias(**folded).order_by(*_order(wish.sort))


def visible_to(actor: Actor) -> QuerySet[ProjectRow]:
    """Everything for the national team, nothing for anybody else."""
    return ProjectRow.objects.all() if can(actor, "portfolio.see") else ProjectRow.objects.none()


def attention_of(today: date) -> Case:
    """Why a running project should be looked at: the gravest reason, 0 for none."""
    silent = Q(last_session_on__lt=today - SILENCE) | Q(last_session_on=None, phase_start__lt=today - SILENCE)
    return Case(
        When(Q(state__in=RUNNING, next_committee_on__lt=today), then=LATE_COMMITTEE),
        When(Q(state__in=RUNNING, phase_end__lt=today), then=MORE_WEEKS),
        When(Q(state__in=RUNNING) & silent, then=SILENT),
        default=0,
        output_field=IntegerField(),
    )


def figures(actor: Actor) -> Figures:
    """One statement, whatever the number of projects."""
    today = clock.today()
    month_end = today.replace(day=calendar.monthrange(today.year, today.month)[1])
    running = Q(state__in=RUNNING, phase_start__lte=today, phase_closed=None)
    meeting = Concat(Cast("territory_id", CharField()), Cast("next_committee_on", CharField()))
    counted = _with_attention(visible_to(actor)).aggregate(
        followed=Count("pk", filter=Q(state__in=FOLLOWED)),
        territories=Count("territory_id", filter=Q(state__in=FOLLOWED), distinct=True),
        alarms=Count("pk", filter=Q(attention__gt=0)),
        # Beyond what was signed is an exception that its own line tells: it makes up for no other project.
        freed=Sum(Least(F("days_freed"), _signed(today)), filter=running),
        signed=Sum(_signed(today), filter=running),
        committees=Count(
            meeting, filter=Q(state__in=RUNNING, next_committee_on__range=(today, month_end)), distinct=True
        ),
    )
    return Figures(
        followed=counted["followed"],
        territories=counted["territories"],
        alarms=counted["alarms"],
        freed=counted["freed"] or Decimal(0),
        signed=counted["signed"] or Decimal(0),
        committees=counted["committees"],
    )


def by_department(actor: Actor) -> dict[str, int]:
    """How many followed projects in each département."""
    rows = visible_to(actor).filter(state__in=FOLLOWED).exclude(territory__department="")
    return dict(rows.order_by().values_list("territory__department").annotate(Count("pk")))


def territories(actor: Actor) -> list[tuple[str, str]]:
    """(slug, name) of those that have a project."""
    known = visible_to(actor).order_by().values_list("territory__slug", "territory__name").distinct()
    return sorted(known, key=lambda one: sort_key(one[1]))


def _with_attention(rows: QuerySet[ProjectRow]) -> QuerySet[WatchedRow]:
    return rows.annotate(attention=attention_of(clock.today()))


def _signed(today: date) -> CombinedExpression:
    """Days signed until today: the running week times the days a week."""
    elapsed = Func(
        Value(today, DateField()),
        F("phase_start"),
        template="((%(expressions)s) / 7 + 1)",
        arg_joiner=" - ",
        output_field=IntegerField(),
    )
    return Cast(elapsed, DecimalField(max_digits=8, decimal_places=1)) * F("days_per_week")


def _state(state: str) -> Q:
    if state == EVERYTHING:
        return Q()
    if state == FINISHED:
        return ~Q(state__in=FOLLOWED)
    return Q(state=state) if state else Q(state__in=FOLLOWED)


def _order(sort: str) -> list[OrderBy | str]:
    key = sort.removeprefix("-")
    if key not in SORTS:
        return [F("attention").desc(), F("next_committee_on").asc(nulls_last=True), "folded_name", "name", "pk"]
    first, *rest = SORTS[key]
    direction = F(first).desc(nulls_last=True) if sort.startswith("-") else F(first).asc(nulls_last=True)
    return [direction, *rest, "pk"]
