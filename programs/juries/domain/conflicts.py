"""Who is asked whether they step aside: whoever carries a dossier, helps it, or has signed for it, and sits."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from eclore.kit.actor import Actor
from programs.juries.domain import recusals
from programs.juries.models import AbstractJury, AbstractPassage, AbstractRecusal, AbstractSeat
from programs.juries.queries import recusals_of


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
