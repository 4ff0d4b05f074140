"""Retained or not, each with its reasons; published together, then brought home by the bridge."""

from datetime import date
from decimal import Decimal

from django.db import transaction

from eclore.kit import clock
from eclore.kit.actor import Actor
from eclore.kit.transitions import apply
from programs.joint.forums import domain as forums
from programs.joint.juries import outcomes
from programs.joint.juries.models import Decision, Jury, Passage
from programs.joint.juries.states import JointVerdict
from programs.juries.domain import decisions as generic
from programs.juries.domain import entry_cards
from programs.juries.domain.decisions import Terms
from programs.juries.domain.sessions import lock, require_every_decision, require_places
from programs.juries.rules import demand

withdraw_decision = generic.withdraw


def decide(
    passage: Passage,
    *,
    by: Actor,
    verdict: str,
    motivation: str = "",
    weeks: int | None = None,
    days_per_week: Decimal | None = None,
    means: str = "",
    conditions: str = "",
    next_on: date | None = None,
) -> Decision:
    """Pending until publication; `territory_role` says which territory will read it then."""
    return generic.decide(
        passage,
        by=by,
        verdict=verdict,
        allowed=JointVerdict.values,
        terms=Terms(
            weeks=weeks,
            days_per_week=days_per_week,
            means=means,
            conditions=conditions,
            next_on=next_on,
            motivation=motivation,
        ),
        nomination=passage.nomination,
        territory_role=passage.nomination.territory_role,
    )


@transaction.atomic
def publish(jury: Jury, *, by: Actor) -> Jury:
    """All at once: the territories may read their own decisions, the forum's results are public, jobs go home.

    Raises NotReady while a dossier has no decision, QuotaExceeded when too many are retained.
    """
    demand(by, "publish", jury)
    lock(jury)
    passages = list(jury.passages.select_related("decision", "nomination__territory"))
    require_every_decision(passages)
    retained = [passage for passage in passages if passage.decision.verdict == JointVerdict.RETAINED]
    require_places(len(retained), jury.places)
    now = clock.now()
    facts = {"since": now, "decisions": [passage.decision for passage in passages]}
    apply(jury, "publish", by=by, facts=facts, published_at=now)
    entry_cards.end(jury)
    Decision.objects.filter(passage__jury=jury).update(published_at=now)
    forums.decide(jury.forum, by=by)
    schemas = sorted({passage.nomination.territory.schema_name for passage in passages})
    outcomes.published.ask(schemas)
    return jury
