"""What a member of a joint jury receives."""

from eclore.kit import mail
from programs.joint.juries.models import Seat
from tenants.hosts import national_page


def invite(seat: Seat) -> None:
    """An invitation to sign in, with this very address, on the national host."""
    link = national_page("juries-jury", seat.jury_id)
    context = {"seat": seat, "jury": seat.jury, "forum": seat.jury.forum, "link": link}
    mail.post("joint_juries.invitation", to_email=seat.email, context=context)
