"""What the jury decides on one dossier: pending, changed at will, until all are published together."""

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any, TypedDict

from django.db import transaction
from django.db.backends.utils import format_number
from django.utils.translation import gettext as _

from eclore.kit import audit, clock
from eclore.kit.actor import Actor
from eclore.kit.errors import Invalid, NotAllowed
from eclore.kit.locks import lock
from eclore.kit.transitions import record
from programs.juries.domain.sessions import require_state
from programs.juries.models import AbstractDecision, AbstractPassage
from programs.juries.queries import related
from programs.juries.quorum import require_quorum
from programs.juries.rules import require, seat_of
from programs.juries.snapshots import read_sitting
from programs.juries.states import JuryState

LONGEST = 104  # weeks: two years
ONE_WEEK = Decimal(5)  # days


@dataclass(frozen=True)
class Terms:
    """What goes with a verdict: phase, weeks, days a week, means, conditions, next date, and why."""

    phase: str = ""
    weeks: int | None = None
    days_per_week: Decimal | None = None
    means: str = ""
    conditions: str = ""
    next_on: date | None = None
    motivation: str = ""


class TermsGiven(TypedDict, total=False):
    """The same, as a form or an endpoint gives them: what is left out is empty."""

    phase: str
    weeks: int | None
    days_per_week: Decimal | None
    means: str
    conditions: str
    next_on: date | None
    motivation: str


SEALED = ("verdict", *(field.name for field in fields(Terms)))


@transaction.atomic
def decide(
    passage: AbstractPassage,
    *,
    by: Actor,
    verdict: str,
    allowed: Collection[str],
    terms: Terms | None = None,
    **extra: Any,
) -> Any:
    """Write the pending decision, in deliberation and with the dossier's quorum.

    `extra`: fields of the concrete decision. Raises WrongState, NoQuorum, NotAllowed, Invalid.
    """
    jury = passage.jury
    lock(jury, passage)
    require(by, "decide", jury)
    require_state(
        jury, JuryState.DELIBERATION, _("Les décisions se prennent pendant la délibération, avant d'être publiées.")
    )
    room = read_sitting(jury)
    if room.is_recused(passage.pk, seat_of(by, jury)):
        raise NotAllowed(
            _("Vous êtes en déport pour ce passage : laissez les autres membres en décider."), code="recused"
        )
    require_quorum(room.quorum(passage.pk), passage.title)
    if verdict not in allowed:
        raise Invalid(_("Choisissez une décision qui convient à ce passage."), code="unknown_verdict", field="verdict")
    terms = terms or Terms()
    _require_sense(terms)
    return _write(passage, by, verdict, asdict(terms) | extra)


@transaction.atomic
def withdraw_decision(passage: AbstractPassage, *, by: Actor) -> None:
    """Go back on a pending decision: the dossier is to be decided again."""
    jury = passage.jury
    lock(jury, passage)
    require(by, "decide", jury)
    require_state(jury, JuryState.DELIBERATION, _("Les décisions publiées ne changent plus."))
    deleted, _rows = _decisions(passage).filter(passage=passage).delete()
    if deleted:
        record(jury, "undecide", by=by, note=passage.title, facts={"passage": passage})


def _write(passage: AbstractPassage, by: Actor, verdict: str, more: dict[str, Any]) -> Any:
    decision, _created = _decisions(passage).update_or_create(
        passage=passage,
        defaults={
            "verdict": verdict,
            "author_id": by.user_id,
            "author_name": by.name,
            "decided_at": clock.now(),
            **more,
        },
    )
    passage.decision = decision
    facts = {"passage": passage, "seal": seal_of(decision)}
    record(passage.jury, "decide", by=by, target=verdict, note=passage.title, facts=facts)
    return decision


def seal_of(decision: AbstractDecision) -> str:
    """What the log keeps of a pending decision: its proof, not its sense."""
    return seal_of_values(decision.salt, [getattr(decision, name) for name in SEALED])


def seal_of_values(salt: str, values: Sequence[Any]) -> str:
    """`values` in the order of SEALED; days a week are told as the column holds them, with one decimal."""
    told = dict(zip(SEALED, values, strict=True))
    days = told["days_per_week"]
    told["days_per_week"] = None if days is None else format_number(Decimal(days), 2, 1)
    return audit.sealed(list(told.values()), salt)


def _decisions(passage: AbstractPassage) -> Any:
    return related(type(passage), "decision")


def _require_sense(terms: Terms) -> None:
    if terms.weeks is not None and not 1 <= terms.weeks <= LONGEST:
        raise Invalid(_("Indiquez un nombre de semaines entre 1 et %(most)s.") % {"most": LONGEST}, field="weeks")
    if terms.days_per_week is not None and not 0 < terms.days_per_week <= ONE_WEEK:
        raise Invalid(_("Indiquez un nombre de jours par semaine entre 0,5 et 5."), field="days_per_week")
