"""Reads that are the same in every jury: whose seats, which dossiers are left, one's own ballot."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, TypeVar, cast
from uuid import UUID

from django.contrib.postgres.aggregates import ArrayAgg
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, JSONObject
from django.http import Http404
from django.utils.translation import gettext as _

from eclore.kit.actor import Actor
from eclore.kit.locks import once_held
from eclore.kit.records import Record
from programs.juries.models import (
    AbstractBallot,
    AbstractDecision,
    AbstractJury,
    AbstractLateBallot,
    AbstractPassage,
    AbstractRecusal,
    AbstractSeat,
)
from programs.juries.rules import can, is_of, require, seat_of

JuryT = TypeVar("JuryT", bound=AbstractJury)
PassageT = TypeVar("PassageT", bound=AbstractPassage)
SeatT = TypeVar("SeatT", bound=AbstractSeat)


def own_seats(seats: type[SeatT], actor: Actor) -> QuerySet[SeatT, SeatT]:
    """The seats of this person, or that wait for their address; the one of a card. As `rules.belongs` says."""
    rows = seats._default_manager.order_by()
    if actor.held:
        held = rows.filter(pk=actor.held.seat_id, jury=actor.held.jury_id)
        return held if actor.held.app == seats._meta.app_label else rows.none()
    if not actor.is_authenticated or actor.visitor:
        return rows.none()
    waiting = Q(user=None, email=actor.email.lower()) if actor.email else Q(pk__in=[])
    return rows.filter(Q(user_id=actor.user_id) | waiting)


def own_seat_in_sql(seats: type[SeatT], actor: Actor) -> tuple[str, dict[str, Any]]:
    """The same, as a condition on `seat` with its values, for statements written by hand."""
    if actor.held:
        mine = actor.held.app == seats._meta.app_label
        return "seat.id = %(held)s AND seat.jury_id = %(held_jury)s AND %(mine)s", {
            "held": actor.held.seat_id,
            "held_jury": actor.held.jury_id,
            "mine": mine,
        }
    if not actor.is_authenticated or actor.visitor:
        return "false", {}
    return "(seat.user_id = %(user)s OR (seat.user_id IS NULL AND %(email)s <> '' AND seat.email = %(email)s))", {
        "user": actor.user_id,
        "email": actor.email.lower(),
    }


def not_left(passages: QuerySet[PassageT, PassageT], seats: type[SeatT], actor: Actor) -> QuerySet[PassageT, PassageT]:
    """The same passages, but those that `actor` has stepped aside from."""
    recusals = related(passages.model, "recusals")
    own = own_seats(seats, actor).values("pk")
    return passages.filter(~Exists(recusals.filter(passage=OuterRef("pk"), confirmed_at__isnull=False, seat__in=own)))


def open_to(seat: AbstractSeat, passages: QuerySet[PassageT, PassageT]) -> QuerySet[PassageT, PassageT]:
    """The same passages, but those that a member has stepped aside from, or is asked to, or has not answered for."""
    recusals = related(passages.model, "recusals").filter(passage=OuterRef("pk"), seat=seat, declined_at=None)
    if seat.votes and not seat.jury.is_over:
        passages = passages.filter(created_at__lte=seat.conflicts_until) if seat.conflicts_until else passages.none()
    return passages.filter(~Exists(recusals))


def unanswered(seat: AbstractSeat) -> set[UUID]:
    """The dossiers of which a member has still to say whether they step aside."""
    rows: QuerySet[Any, Any] = seat.jury.passages.order_by()
    rows = rows.filter(created_at__gt=seat.conflicts_until) if seat.conflicts_until else rows
    return set(rows.values_list("pk", flat=True))


def keys_in_order(passages: QuerySet[PassageT, PassageT]) -> list[UUID]:
    """Their keys in the order of the day, in one row however many there are."""
    found = passages.order_by().aggregate(keys=ArrayAgg("pk", ordering=("position", "pk"), default=[]))
    return list(found["keys"])


def not_left_by(seat: AbstractSeat, passages: QuerySet[PassageT, PassageT]) -> QuerySet[PassageT, PassageT]:
    """The same passages, but those that this member has stepped aside from."""
    return passages.exclude(pk__in=_left(passages.model, seat).values("passage"))


def not_cast(seat: AbstractSeat, passages: QuerySet[PassageT, PassageT]) -> QuerySet[PassageT, PassageT]:
    """The same passages, but those on which this member has validated a ballot."""
    ballots = related(passages.model, "ballots").filter(passage=OuterRef("pk"), seat=seat, cast_at__isnull=False)
    return passages.filter(~Exists(ballots))


def _left(passages: type[AbstractPassage], seat: AbstractSeat) -> QuerySet[Any, Any]:
    """The recusals of a member that hold."""
    return related(passages, "recusals").filter(seat=seat, confirmed_at__isnull=False)


def with_counts(juries: QuerySet[JuryT, JuryT], own: QuerySet[SeatT, SeatT]) -> QuerySet[JuryT, JuryT]:
    """Each with its members, the passages that this person may see, and their own validated ballots."""
    passages = related(juries.model, "passages")
    mine = own.values("pk")
    left = related(passages.model, "recusals").filter(passage=OuterRef("pk"), confirmed_at__isnull=False, seat__in=mine)
    visible = passages.filter(~Exists(left), jury=OuterRef("pk"))
    ballots = related(passages.model, "ballots").filter(
        passage__jury=OuterRef("pk"), seat__in=mine, cast_at__isnull=False
    )
    rows: Any = juries.annotate(
        passage_count=counted(visible),
        seat_count=counted(related(juries.model, "seats").filter(jury=OuterRef("pk"))),
        sits=Exists(own.filter(jury=OuterRef("pk"))),
        own_cast=counted(ballots),
    )
    return cast(QuerySet[JuryT, JuryT], rows)


def seat_or_404(pk: UUID | str, jury: AbstractJury) -> AbstractSeat:
    """One member of `jury`."""
    for seat in jury.seats.all():
        if str(seat.pk) == str(pk):
            seat.jury = jury
            return seat
    raise Http404(_("Ce membre ne siège pas dans ce jury."))


def recusal_or_404(pk: UUID, jury: AbstractJury, actor: Actor) -> AbstractRecusal:
    """One recusal of `jury`: one's own, or any for whoever leads."""
    recusals = recusals_of(jury).select_related("passage", "seat")
    if not can(actor, "lead", jury):
        recusals = recusals.filter(seat=seat_of(actor, jury))
    recusal = recusals.filter(pk=pk).first()
    if recusal is None:
        raise Http404(_("Aucun déport ne se trouve à cette adresse."))
    recusal.passage.jury = recusal.seat.jury = jury
    return recusal


def late_ballots_for(jury: AbstractJury, actor: Actor) -> QuerySet[AbstractLateBallot, AbstractLateBallot]:
    """What came once marks were closed, but on dossiers that `actor` has stepped aside from; for whoever decides.

    Of a dossier alone, whoever presides on it. Raises NotAllowed.
    """
    passages = related(type(jury), "passages").filter(jury=jury)
    if not can(actor, "decide", jury):
        passages = passages.filter(chair_id__in=[seat.pk for seat in jury.seats.all() if is_of(seat, actor)])
        if not passages.exists():
            require(actor, "decide", jury)
    seen = not_left(passages, related(type(jury), "seats").model, actor)
    rows = related(passages.model, "late_ballots").filter(passage__in=seen)
    return rows.select_related("passage", "seat").order_by("received_at", "pk")


def late_ballot_or_404(pk: UUID, jury: AbstractJury, actor: Actor) -> AbstractLateBallot:
    """One of them."""
    late = late_ballots_for(jury, actor).filter(pk=pk).first()
    if late is None:
        raise Http404(_("Aucun bulletin tardif ne se trouve à cette adresse."))
    late.passage.jury = late.seat.jury = jury
    return late


def own_late_ballot(passage: AbstractPassage, seat: AbstractSeat) -> AbstractLateBallot | None:
    """The last that a member has sent on one dossier once marks were closed."""
    late: AbstractLateBallot | None = passage.late_ballots.filter(seat=seat).order_by("-received_at", "-pk").first()
    return late


def recusals_of(jury: AbstractJury) -> QuerySet[AbstractRecusal, AbstractRecusal]:
    """What every member has said, or is asked, about stepping aside."""
    return related(related(type(jury), "passages").model, "recusals").filter(passage__jury=jury)


def in_list(passages: QuerySet[PassageT, PassageT]) -> QuerySet[PassageT, PassageT]:
    """The same passages without what only their own page shows: a list of fifty does not read fifty dossiers."""
    own = {field.name for field in passages.model._meta.concrete_fields}
    return passages.defer(*({"summary", "dossier", "renewal"} & own))


def ordered(jury: AbstractJury) -> list[AbstractPassage]:
    """Every passage in its order, each with its decision if it has one; the caller has checked who asks."""
    rows: QuerySet[Any, Any] = jury.passages.all()
    return list(rows.select_related("decision"))


def decision_of(passage: AbstractPassage) -> AbstractDecision | None:
    """The passage's decision, pending or published."""
    return getattr(passage, "decision", None)


def left_by(seat: AbstractSeat | None) -> set[UUID]:
    """The dossiers that a member has stepped aside from; none without a seat."""
    return {recusal.passage_id for recusal in seat.recusals.filter(confirmed_at__isnull=False)} if seat else set()


def recusal_of(passage: AbstractPassage, seat: AbstractSeat) -> AbstractRecusal | None:
    """What a member has said, or is asked, about stepping aside from one dossier."""
    rows: QuerySet[Any, Any] = passage.recusals.filter(seat=seat)
    return once_held(passage, f"recusal of {seat.pk}", rows.first)


def own_ballot(passage: AbstractPassage, seat: AbstractSeat) -> tuple[AbstractBallot | None, dict[UUID, int]]:
    """A member's own ballot on one dossier and its marks, {criterion: value}."""
    return once_held(passage, f"ballot of {seat.pk}", lambda: _own_ballot(passage, seat))


def _own_ballot(passage: AbstractPassage, seat: AbstractSeat) -> tuple[AbstractBallot | None, dict[UUID, int]]:
    ballots: QuerySet[Any, Any] = passage.ballots.filter(seat=seat)
    ballot = ballots.annotate(marked=marks_of(ballots)).first()
    return ballot, marks_from(ballot.marked) if ballot else {}


def marks_of(ballots: QuerySet[Any, Any]) -> ArraySubquery:
    """An annotation of ballots: their marks, in the same statement; `marks_from` reads it."""
    marks = related(ballots.model, "marks").filter(ballot=OuterRef("pk"))
    return ArraySubquery(marks.values(told=JSONObject(criterion="criterion_id", value="value")))


def marks_from(told: Iterable[Mapping[str, Any]]) -> dict[UUID, int]:
    """{criterion: value}."""
    return {UUID(mark["criterion"]): mark["value"] for mark in told}


def with_own_part(passages: QuerySet[PassageT, PassageT], seat: AbstractSeat | None) -> QuerySet[PassageT, PassageT]:
    """The same passages, each with `own_ballot` and `own_recusal` of a member, in the same statement."""
    ballots = related(passages.model, "ballots").filter(passage=OuterRef("pk"), seat=seat)
    recusals = related(passages.model, "recusals").filter(passage=OuterRef("pk"), seat=seat)
    answered = JSONObject(id="id", confirmed_at="confirmed_at", declined_at="declined_at")
    own: Any = passages.annotate(
        own_ballot=Subquery(ballots.values(told=JSONObject(cast_at="cast_at", paper="paper"))[:1]),
        own_recusal=Subquery(recusals.values(told=answered)[:1]),
    )
    return cast(QuerySet[PassageT, PassageT], own if seat else passages)


@lru_cache
def tables(jury: type[AbstractJury]) -> dict[str, str]:
    """The tables of one kind of jury, by what they hold, for statements written by hand."""
    passages = related(jury, "passages").model
    ballots = related(passages, "ballots").model
    held = {
        "juries": jury,
        "passages": passages,
        "seats": related(jury, "seats").model,
        "ballots": ballots,
        "marks": related(ballots, "marks").model,
        "late_ballots": related(passages, "late_ballots").model,
        "paper_entries": related(passages, "paper_entries").model,
        "recusals": related(passages, "recusals").model,
        "decisions": passages._meta.get_field("decision").related_model,
    }
    return {name: model._meta.db_table for name, model in held.items()}


def related(model: type[Record], name: str) -> QuerySet[Any, Any]:
    """The rows of the concrete table that refers to `model` under this name: its app's own."""
    rows: QuerySet[Any, Any] = cast(Any, model._meta.get_field(name)).related_model._default_manager.order_by()
    return rows


def counted(rows: QuerySet[Any, Any]) -> Coalesce:
    """A subquery that counts these rows, without multiplying those of another."""
    one = rows.order_by().annotate(_all=Value(1)).values("_all")
    return Coalesce(Subquery(one.annotate(n=Count("pk")).values("n"), output_field=IntegerField()), 0)
