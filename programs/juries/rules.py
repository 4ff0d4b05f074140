"""Who may do what in a jury, whichever its kind.

A seat is recognised by its person, by the address it was given, or by the card that somebody came in with.
"""

from datetime import datetime
from typing import TYPE_CHECKING

from rules.predicates import Predicate, predicate

from eclore.kit import permissions
from eclore.kit.actor import Actor
from eclore.kit.permissions import is_the_system
from programs.juries.states import JuryState, SeatRole

if TYPE_CHECKING:  # tables of permissions are registered before models are ready
    from programs.juries.models import AbstractJury, AbstractPassage, AbstractSeat

OF_A_PASSAGE = ("lead", "decide")  # what whoever presides for one dossier alone does there, in the president's place


def seat_of(actor: Actor, jury: "AbstractJury") -> "AbstractSeat | None":
    """The actor's seat in `jury`, or None; uses the seats already loaded if they are. A visitor sits nowhere."""
    return next((seat for seat in jury.seats.all() if is_of(seat, actor)), None)


def voting_seat_of(actor: Actor, jury: "AbstractJury") -> "AbstractSeat | None":
    """The same, where it is one that marks."""
    seat = seat_of(actor, jury)
    return seat if seat is not None and seat.votes else None


def is_of(seat: "AbstractSeat", actor: Actor) -> bool:
    """Whether it is the actor's; a visitor sits nowhere."""
    return actor.is_somebody and not actor.visitor and belongs(seat, actor)


def has_answered(seat: "AbstractSeat", passage: "AbstractPassage") -> bool:
    """Whether a member has said, of this dossier among all, whether they step aside; who does not mark is not asked."""
    until = seat.conflicts_until
    return not seat.votes or passage.jury.is_over or (until is not None and passage.created_at <= until)


def owes_answer(seat: "AbstractSeat", latest: datetime | None) -> bool:
    """Whether a member has still to say it of some dossier; `latest`: when the last one was taken in."""
    until = seat.conflicts_until
    return seat.votes and latest is not None and (until is None or until < latest)


def voter_of(actor: Actor, jury: "AbstractJury") -> "AbstractSeat":
    """The seat of a member, who alone marks. Raises NotAllowed."""
    require(actor, "mark", jury)
    seat = voting_seat_of(actor, jury)
    assert seat is not None, "who may mark sits: see `table`"  # noqa: S101  for the types
    return seat


def belongs(seat: "AbstractSeat", actor: Actor) -> bool:
    """Once a person has taken the seat, it is theirs; before that, the address decides. A card is for one seat."""
    if actor.held:
        return (seat._meta.app_label, seat.jury_id, seat.pk) == (actor.held.app, actor.held.jury_id, actor.held.seat_id)
    if seat.user_id:
        return seat.user_id == actor.user_id
    return bool(actor.email) and seat.email.lower() == actor.email.lower()


@predicate
def sits(actor: Actor, jury: "AbstractJury") -> bool:
    return seat_of(actor, jury) is not None


@predicate
def votes(actor: Actor, jury: "AbstractJury") -> bool:
    seat = seat_of(actor, jury)
    return seat is not None and seat.votes


@predicate
def assists(actor: Actor, jury: "AbstractJury") -> bool:
    """The secretary: composes, calls, conducts; never marks, nor decides."""
    seat = seat_of(actor, jury)
    return seat is not None and seat.role == SeatRole.SECRETARY


@predicate
def presides(actor: Actor, jury: "AbstractJury") -> bool:
    seat = seat_of(actor, jury)
    return seat is not None and seat.presides


@predicate
def chairs(actor: Actor, passage: "AbstractPassage") -> bool:
    """Presides on one dossier: whoever was chosen for it alone, else whoever presides the session."""
    seat = seat_of(actor, passage.jury)
    return seat is not None and (seat.presides if passage.chair_id is None else seat.pk == passage.chair_id)


@predicate
def assists_on(actor: Actor, passage: "AbstractPassage") -> bool:
    return assists(actor, passage.jury)


@predicate
def holds_an_entry_card(actor: Actor) -> bool:
    return actor.held is not None


@predicate
def nobody_presides(actor: Actor, jury: "AbstractJury") -> bool:
    return not any(seat.presides for seat in jury.seats.all())


@predicate
def is_revealed(actor: Actor, jury: "AbstractJury") -> bool:
    return jury.revealed_at is not None


@predicate
def is_published(actor: Actor, jury: "AbstractJury") -> bool:
    return jury.state == JuryState.PUBLISHED


def table(label: str, *, manages: Predicate, watches: Predicate) -> dict[str, Predicate]:
    """The CAN table of an app of juries; every subject is a jury, or a passage for the two that end so.

    `manages`: who composes juries and publishes. `watches`: who reads compositions and published decisions only.
    Whoever presides, or keeps its minutes, with a card leads the session, but lets nobody else in.
    """
    decides = is_the_system | manages | presides
    leads = decides | assists
    reveals = is_the_system | presides | (manages & nobody_presides)
    by_account = ~holds_an_entry_card
    return {
        f"{label}.compose": is_the_system | manages | (assists & by_account),
        f"{label}.watch": leads | watches | (sits & ~votes),
        f"{label}.view": leads | watches | sits,
        f"{label}.lead": leads,
        f"{label}.admit": is_the_system | manages | ((presides | assists) & by_account),
        f"{label}.hand_over": decides,
        f"{label}.mark": votes,
        f"{label}.project": leads,
        f"{label}.reveal": reveals,
        f"{label}.project_deliberation": reveals,
        f"{label}.see_ranking": leads & (is_revealed | is_published),
        f"{label}.see_ballots": (is_the_system | presides) & (is_revealed | is_published),
        f"{label}.see_minutes": leads & is_published,
        f"{label}.amend": is_the_system | manages | ((presides | assists) & by_account),
        f"{label}.decide": decides,
        f"{label}.publish": is_the_system | manages,
        f"{label}.lead_passage": is_the_system | manages | chairs | assists_on,
        f"{label}.decide_passage": is_the_system | manages | chairs,
    }


def can(actor: Actor, verb: str, jury: "AbstractJury") -> bool:
    """Whether `actor` may, by the table of this jury's own app."""
    return permissions.can(actor, permission(jury, verb), jury)


def require(actor: Actor, verb: str, jury: "AbstractJury") -> None:
    """Raise NotAllowed unless `actor` may."""
    permissions.require(actor, permission(jury, verb), jury)


def can_on(actor: Actor, verb: str, passage: "AbstractPassage") -> bool:
    """The same of one dossier, which may have a president of its own."""
    if verb in OF_A_PASSAGE:
        return permissions.can(actor, permission(passage.jury, f"{verb}_passage"), passage)
    return can(actor, verb, passage.jury)


def require_on(actor: Actor, verb: str, passage: "AbstractPassage") -> None:
    """Raise NotAllowed unless `actor` may, of one dossier."""
    if verb in OF_A_PASSAGE:
        permissions.require(actor, permission(passage.jury, f"{verb}_passage"), passage)
    else:
        require(actor, verb, passage.jury)


def permission(jury: "AbstractJury", verb: str) -> str:
    return f"{jury._meta.app_label}.{verb}"
