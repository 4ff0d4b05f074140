"""Who is asked whether they step aside, and what each member answers, once, for all dossiers."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet, prefetch_related_objects

from eclore.kit.actor import Actor
from eclore.kit.locks import lock
from eclore.kit.transitions import record
from programs.juries.domain import recusals
from programs.juries.domain.seats import refuse_once_published
from programs.juries.models import AbstractJury, AbstractPassage, AbstractRecusal, AbstractSeat
from programs.juries.queries import in_list, recusals_of
from programs.juries.rules import voter_of


@dataclass(frozen=True)
class Tie:
    """Somebody bound to a dossier: known by the mark of their mailbox, or by their account; `reason` is for people."""

    passage_id: UUID
    mailbox: str
    user_id: UUID | None
    reason: str

    def binds(self, seat: AbstractSeat, mailbox: str) -> bool:
        """Whether it is the person of this seat."""
        return (bool(self.mailbox) and self.mailbox == mailbox) or (
            self.user_id is not None and self.user_id == seat.user_id
        )


def propose(
    jury: AbstractJury, pairs: Iterable[tuple[AbstractPassage, AbstractSeat, str]], *, by: Actor
) -> list[AbstractRecusal]:
    """Propose every recusal that nobody has proposed yet; those declined stay declined."""
    asked = {(recusal.passage_id, recusal.seat_id) for recusal in recusals_of(jury)}
    made = []
    for passage, seat, reason in pairs:
        if seat.votes and (passage.pk, seat.pk) not in asked:
            asked.add((passage.pk, seat.pk))
            passage.jury = jury
            seat.jury = jury
            made.append(recusals.propose_recusal(passage, seat, by=by, reason=reason))
    return made


@transaction.atomic
def answer_conflicts(
    jury: AbstractJury,
    *,
    by: Actor,
    aside: Collection[UUID],
    reason: str = "",
    until: datetime | None = None,
    proposed: Collection[UUID] | None = None,
) -> AbstractSeat:
    """The member steps aside from these passages, for this `reason`, and says they have no conflict on the others.

    `until`: when the last dossier that they were shown was taken in; one that came since is left to be answered. A
    recusal that holds stays; one that was proposed, and is not among `aside`, is declined, if it was seen: `proposed`
    are the passages that were shown so, None all of them. Twice is once.
    Raises NotAllowed, Refusal.
    """
    lock(jury)
    prefetch_related_objects([jury], "seats")
    seat = voter_of(by, jury)
    refuse_once_published(jury)
    rows: QuerySet[Any, Any] = in_list(jury.passages.all())
    shown = [passage for passage in rows if until is None or passage.created_at <= until]
    asked = {recusal.passage_id: recusal for recusal in recusals_of(jury).filter(seat=seat)}
    for passage in shown:
        passage.jury, told = jury, asked.get(passage.pk)
        if passage.pk in aside:
            recusals.step_aside(passage, seat, told, by=by, reason=reason)
        elif (
            told is not None
            and told.confirmed_at is None
            and told.declined_at is None
            and (proposed is None or passage.pk in proposed)
        ):
            told.passage, told.seat = passage, seat
            recusals.declined(told, by=by)
    latest = max((passage.created_at for passage in shown), default=None)
    if latest is not None and (seat.conflicts_until is None or seat.conflicts_until < latest):
        seat.conflicts_until = latest
        seat.save(update_fields=["conflicts_until"])
        record(jury, "answer_conflicts", by=by, note=seat.name, facts={"seat": seat})
    return seat
