"""What a territory's jury decides on one passage, pending until all are published."""

from datetime import date
from decimal import Decimal

from django.db import transaction

from eclore.kit.actor import Actor
from programs.juries.domain import decisions
from programs.juries.domain.decisions import Terms
from programs.local.juries.models import Decision, Passage
from programs.local.juries.states import GRANTING


@transaction.atomic
def decide(
    passage: Passage,
    *,
    by: Actor,
    verdict: str,
    motivation: str = "",
    phase: str = "",
    weeks: int | None = None,
    days_per_week: Decimal | None = None,
    means: str = "",
    conditions: str = "",
    next_on: date | None = None,
) -> Decision:
    """Write or change the pending decision; a reply corrected for an earlier one is suggested anew.

    Raises WrongState out of deliberation, NoQuorum, Invalid for a verdict that does not fit.
    """
    if verdict not in GRANTING:
        phase, weeks, days_per_week = "", None, None
    terms = Terms(phase, weeks, days_per_week, means, conditions, next_on, motivation.strip())
    return decisions.decide(
        passage, by=by, verdict=verdict, allowed=passage.verdicts, terms=terms, reply_subject="", reply_body=""
    )


@transaction.atomic
def withdraw(passage: Passage, *, by: Actor) -> None:
    """Go back on a pending decision."""
    decisions.withdraw(passage, by=by)
