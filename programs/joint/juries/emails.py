"""What a member of a joint jury receives."""

from collections.abc import Mapping
from uuid import UUID

from eclore.kit import mail
from eclore.kit.actor import Actor
from programs.joint.juries.models import Seat
from tenants.hosts import national_page


def invite(seat: Seat) -> None:
    """An invitation to sign in, with this very address, on the national host."""
    link = national_page("juries-jury", seat.jury_id)
    context = {"seat": seat, "jury": seat.jury, "forum": seat.jury.forum, "link": link}
    mail.post("joint_juries.invitation", to_email=seat.email, context=context)


def order(
    kind: str, *, to_email: str, to_name: str, about: UUID, context: Mapping[str, object], calendar: str, by: Actor
) -> None:
    """The order of the day, with what goes into a calendar."""
    mail.post(kind, to_email=to_email, context=context, calendar=calendar)
