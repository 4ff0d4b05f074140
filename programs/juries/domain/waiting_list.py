"""The waiting list of a session: selections in their order, 1, 2, 3…, without a gap, while decisions are pending."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet

from programs.juries.models import AbstractDecision, AbstractJury
from programs.juries.queries import related
from programs.juries.states import WAITING_LIST

MOST = 500
Asked = tuple[str, int | None]  # a verdict; the rank that is asked for, None: where it is, else last


def known(jury: AbstractJury, passages: Iterable[UUID] = ()) -> dict[UUID, AbstractDecision]:
    """Passage → its decision, `title` with it: those of these `passages`, and of the whole waiting list."""
    rows: QuerySet[Any, Any] = related(related(type(jury), "passages").model, "decision")
    wanted = Q(passage__in=list(passages)) | Q(passage__jury=jury, verdict=WAITING_LIST)
    return {row.passage_id: row for row in rows.filter(wanted).annotate(title=F("passage__title"))}


def ranks(kept: Mapping[UUID, AbstractDecision], asked: Mapping[UUID, Asked]) -> dict[UUID, int]:
    """Passage → its rank once those that are `asked` have their verdict: others make room and close up."""
    before = {key: row.waiting_rank or MOST for key, row in kept.items() if row.verdict == WAITING_LIST}
    wanted = {key: rank for key, (verdict, rank) in asked.items() if verdict == WAITING_LIST}
    placed = {key: rank for key, rank in wanted.items() if rank is not None}
    left_alone = [key for key in before if key not in asked or (key in wanted and key not in placed)]
    order = sorted(left_alone, key=lambda key: before[key]) + [
        key for key in wanted if key not in before and key not in placed
    ]
    for key, rank in sorted(placed.items(), key=lambda pair: (pair[1], pair[1] != before.get(pair[0]))):
        order.insert(rank - 1, key)
    return {key: rank for rank, key in enumerate(order, start=1)}


def moved(kept: Mapping[UUID, AbstractDecision], places: Mapping[UUID, int]) -> Sequence[AbstractDecision]:
    """Of those, the ones whose rank is another now, which they bear; to be written."""
    found = [row for key, row in kept.items() if key in places and row.waiting_rank != places[key]]
    for row in found:
        row.waiting_rank = places[row.passage_id]
    return found


def close_up(jury: AbstractJury) -> Sequence[AbstractDecision]:
    """After one has left it: those that go up a rank, written; to be told to the history."""
    kept = known(jury)
    found = moved(kept, ranks(kept, {}))
    if found:
        type(found[0])._default_manager.bulk_update(found, ["waiting_rank"])
    return found


def told_rank(jury: AbstractJury) -> F | None:
    """What its published decisions tell teams of their rank: it, or nothing."""
    return F("waiting_rank") if jury.tells_waiting_rank else None
