"""What the jury decides on one dossier: pending, changed at will, until all are published together."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
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
from programs.juries.domain import waiting_list
from programs.juries.domain.sessions import require_state
from programs.juries.models import AbstractDecision, AbstractJury, AbstractPassage, AbstractSeat
from programs.juries.queries import related
from programs.juries.quorum import require_quorum
from programs.juries.rules import require_on, seat_of
from programs.juries.snapshots import Sitting, read_sitting
from programs.juries.states import JuryState

LONGEST = 104  # weeks: two years
ONE_WEEK = Decimal(5)  # days


@dataclass(frozen=True)
class Terms:
    """What goes with a verdict: phase, weeks, days a week, means, conditions, next date, why, rank when it waits."""

    phase: str = ""
    weeks: int | None = None
    days_per_week: Decimal | None = None
    means: str = ""
    conditions: str = ""
    next_on: date | None = None
    motivation: str = ""
    waiting_rank: int | None = None


class TermsGiven(TypedDict, total=False):
    """The same, as a form or an endpoint gives them: what is left out is empty."""

    phase: str
    weeks: int | None
    days_per_week: Decimal | None
    means: str
    conditions: str
    next_on: date | None
    motivation: str
    waiting_rank: int | None


@dataclass(frozen=True)
class Ruling:
    """What is decided on one dossier: a verdict `allowed` there, its terms, `extra` fields of the concrete decision."""

    passage: AbstractPassage
    verdict: str
    allowed: Collection[str]
    terms: Terms = field(default_factory=Terms)
    extra: Mapping[str, object] = field(default_factory=dict)


SEALED = ("verdict", *(each.name for each in fields(Terms)))


def decide(ruling: Ruling, *, by: Actor) -> Any:
    """Write the pending decision, in deliberation and with the dossier's quorum.

    Raises WrongState, NoQuorum, NotAllowed, Invalid.
    """
    return decide_together(ruling.passage.jury, [ruling], by=by)[0]


@transaction.atomic
def decide_together(jury: AbstractJury, rulings: Sequence[Ruling], *, by: Actor) -> list[AbstractDecision]:
    """The same for many dossiers of `jury`: all of them, or none once one is refused."""
    lock(jury, *(ruling.passage for ruling in rulings))
    for passage in {ruling.passage.chair_id: ruling.passage for ruling in rulings}.values():
        require_on(by, "decide", passage)
    require_state(
        jury, JuryState.DELIBERATION, _("Les décisions se prennent pendant la délibération, avant d'être publiées.")
    )
    room, own = read_sitting(jury), seat_of(by, jury)
    for ruling in rulings:
        _require_fit(ruling, room, own)
    return _write(jury, rulings, by)


def _require_fit(ruling: Ruling, room: Sitting, own: AbstractSeat | None) -> None:
    """Raise what refuses this one."""
    passage, verdict = ruling.passage, ruling.verdict
    if room.is_recused(passage.pk, own):
        raise NotAllowed(
            _("Vous êtes en déport pour ce passage : laissez les autres membres en décider."), code="recused"
        )
    require_quorum(room.quorum(passage.pk), passage.title)
    if verdict not in ruling.allowed:
        raise Invalid(_("Choisissez une décision qui convient à ce passage."), code="unknown_verdict", field="verdict")
    require_sense(ruling.terms)


@transaction.atomic
def withdraw_decision(passage: AbstractPassage, *, by: Actor) -> None:
    """Go back on a pending decision: the dossier is to be decided again."""
    jury = passage.jury
    lock(jury, passage)
    require_on(by, "decide", passage)
    require_state(jury, JuryState.DELIBERATION, _("Les décisions publiées ne changent plus."))
    deleted, _rows = related(type(passage), "decision").filter(passage=passage).delete()
    if deleted:
        record(jury, "undecide", by=by, note=passage.title, facts={"passage": passage})
        close_up(jury, by)


def close_up(jury: AbstractJury, by: Actor) -> None:
    """Those behind a dossier that has left the waiting list go up a rank."""
    _tell_moved(jury, waiting_list.close_up(jury), by)


def _write(jury: AbstractJury, rulings: Sequence[Ruling], by: Actor) -> list[AbstractDecision]:
    """Two statements however many there are, and what the history and the log tell of each."""
    rows = related(related(type(jury), "passages").model, "decision")
    asked = {each.passage.pk: (each.verdict, each.terms.waiting_rank) for each in rulings}
    known = waiting_list.known(jury, asked)
    places = waiting_list.ranks(known, asked)
    moved = waiting_list.moved({key: row for key, row in known.items() if key not in asked}, places)
    written = [_row(known.get(each.passage.pk) or rows.model(passage=each.passage), each, by) for each in rulings]
    for row in written:
        row.waiting_rank = places.get(row.passage_id)
    settled = {*SEALED, "author_id", "author_name", "decided_at", *(name for each in rulings for name in each.extra)}
    told = [*written, *moved]
    rows.bulk_create(told, update_conflicts=True, unique_fields=["passage"], update_fields=sorted(settled))
    for row, each in zip(written, rulings, strict=True):
        each.passage.decision = row
        facts = {"passage": each.passage, "seal": seal_of(row)}
        record(jury, "decide", by=by, target=each.verdict, note=each.passage.title, facts=facts)
    _tell_moved(jury, moved, by)
    return written


def _tell_moved(jury: AbstractJury, moved: Sequence[Any], by: Actor) -> None:
    """Each with its new proof; its verdict stands."""
    for row in moved:
        facts = {"passage": row.passage_id, "seal": seal_of(row)}
        record(jury, "decide", by=by, target=row.verdict, note=f"{row.title} : {row.verdict_label}", facts=facts)


def _row(decision: AbstractDecision, ruling: Ruling, by: Actor) -> AbstractDecision:
    """The decision as it will stand."""
    told = {"verdict": ruling.verdict, "author_id": by.user_id, "author_name": by.name, "decided_at": clock.now()}
    for name, value in (told | asdict(ruling.terms) | dict(ruling.extra)).items():
        setattr(decision, name, value)
    return decision


def seal_of(decision: AbstractDecision) -> str:
    """What the log keeps of a pending decision: its proof, not its sense."""
    return seal_of_values(decision.salt, [getattr(decision, name) for name in SEALED])


def seal_of_values(salt: str, values: Sequence[Any]) -> str:
    """`values` in the order of SEALED; days a week are told as the column holds them, with one decimal.

    The rank on the waiting list is told where there is one: seals are otherwise what they were before it.
    """
    told = dict(zip(SEALED, values, strict=True))
    if told["waiting_rank"] is None:
        del told["waiting_rank"]
    days = told["days_per_week"]
    told["days_per_week"] = None if days is None else format_number(Decimal(days), 2, 1)
    return audit.sealed(list(told.values()), salt)


def require_sense(terms: Terms) -> None:
    """Raise Invalid for a rank, weeks or days that nobody could grant."""
    if terms.waiting_rank is not None and not 1 <= terms.waiting_rank <= waiting_list.MOST:
        raise Invalid(_("Indiquez un rang entre 1 et %(most)s.") % {"most": waiting_list.MOST}, field="waiting_rank")
    if terms.weeks is not None and not 1 <= terms.weeks <= LONGEST:
        raise Invalid(_("Indiquez un nombre de semaines entre 1 et %(most)s.") % {"most": LONGEST}, field="weeks")
    if terms.days_per_week is not None and not 0 < terms.days_per_week <= ONE_WEEK:
        raise Invalid(_("Indiquez un nombre de jours par semaine entre 0,5 et 5."), field="days_per_week")
