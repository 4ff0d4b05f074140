"""Members of a joint jury: from a territory or from the national team, invited by mail, recognised when they arrive."""

from django.db import transaction

from eclore.kit.actor import Actor
from programs.joint.juries import emails
from programs.joint.juries.domain.conflicts import propose_recusals
from programs.joint.juries.models import Jury, Seat
from programs.juries.domain import seats as generic
from tenants.territories.models import Territory

remove = generic.remove
note_presence = generic.note_presence


@transaction.atomic
def add(
    jury: Jury,
    *,
    by: Actor,
    email: str,
    name: str,
    quality: str = "",
    territory: Territory | None = None,
    presides: bool = False,
) -> Seat:
    """A seat and its invitation; recusals are proposed at once on the dossiers of the member's own territory."""
    seat = generic.add(jury, by=by, email=email, name=name, quality=quality, presides=presides, territory=territory)
    if territory is not None:
        propose_recusals(jury, by=by)
    emails.invite(seat)
    return seat


def claim(actor: Actor) -> None:
    """At arrival on the national host: the seats that wait for this address become this person's."""
    if actor.schema == "public":
        generic.claim(Seat, actor)
