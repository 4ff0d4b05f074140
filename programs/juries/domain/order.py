"""The order of the day and how long each dossier takes, until the decisions are published."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple, TypeVar
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from eclore.kit.actor import Actor
from eclore.kit.errors import Invalid, Refusal
from eclore.kit.folding import in_order
from eclore.kit.locks import lock
from eclore.kit.transitions import record
from programs.juries.domain.seats import refuse_once_published
from programs.juries.models import AbstractJury, AbstractPassage
from programs.juries.queries import related
from programs.juries.rules import require
from programs.juries.states import PassageState

JuryT = TypeVar("JuryT", bound=AbstractJury)


class Lengths(NamedTuple):
    """In minutes: the presentation, the questions, the break that follows."""

    pitch: int
    questions: int
    pause: int


@transaction.atomic
def reorder(jury: JuryT, *, by: Actor, passages: Sequence[UUID]) -> JuryT:
    """Set the order of the day; every passage once. Raises Invalid otherwise."""
    _require_changing(jury, by)
    rows = {passage.pk: passage for passage in jury.passages.all()}
    if sorted(map(str, passages)) != sorted(map(str, rows)):
        raise Invalid(_("Donnez chaque passage une fois, dans l'ordre voulu."), code="incomplete", field="passages")
    moved = [(position, rows[key]) for position, key in enumerate(passages) if rows[key].position != position]
    for position, passage in moved:
        passage.position = position
    if moved:
        related(type(jury), "passages").bulk_update([passage for _position, passage in moved], ["position"])
        record(jury, "reorder", by=by)
    return jury


@transaction.atomic
def move(passage: AbstractPassage, *, by: Actor, earlier: bool) -> AbstractJury:
    """Let a passage change places with its neighbour; at the end of the list nothing moves."""
    lock(passage.jury, passage)
    order = list(passage.jury.passages.values_list("pk", flat=True))
    here = order.index(passage.pk)
    there = here - 1 if earlier else here + 1
    if 0 <= there < len(order):
        order[here], order[there] = order[there], order[here]
    return reorder(passage.jury, by=by, passages=order)


@transaction.atomic
def sort(jury: JuryT, *, by: Actor) -> JuryT:
    """By title; those that have begun stay before the others."""
    lock(jury)
    waiting = [*in_order("title"), "pk"]
    begun = list(jury.passages.exclude(state=PassageState.WAITING).values_list("pk", flat=True))
    others = jury.passages.filter(state=PassageState.WAITING).order_by(*waiting).values_list("pk", flat=True)
    return reorder(jury, by=by, passages=[*begun, *others])


@transaction.atomic
def set_lengths(jury: JuryT, *, by: Actor, lengths: Mapping[UUID, Lengths]) -> JuryT:
    """How long these passages take. Raises Refusal for one that has begun: its clock obeys, minute by minute."""
    _require_changing(jury, by)
    rows = {passage.pk: passage for passage in jury.passages.filter(pk__in=lengths)}
    changed = [passage for key, passage in rows.items() if _set(passage, lengths[key])]
    if changed:
        columns = ["pitch_minutes", "question_minutes", "pause_minutes"]
        related(type(jury), "passages").bulk_update(changed, columns)
        record(jury, "set_lengths", by=by)
    return jury


def _set(passage: AbstractPassage, wanted: Lengths) -> bool:
    """Whether something changes."""
    before = Lengths(passage.pitch_minutes, passage.question_minutes, passage.pause_minutes)
    if before[:2] != wanted[:2] and passage.state != PassageState.WAITING:
        raise Refusal(
            _("« %(title)s » a commencé : son chronomètre se règle depuis la conduite de la séance.")
            % {"title": passage.title},
            code="has_begun",
        )
    passage.pitch_minutes, passage.question_minutes, passage.pause_minutes = wanted
    return before != wanted


def _require_changing(jury: AbstractJury, by: Actor) -> None:
    lock(jury)
    require(by, "lead", jury)
    refuse_once_published(jury)
