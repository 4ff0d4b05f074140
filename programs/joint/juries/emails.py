"""What a member of a joint jury receives."""

from django.conf import settings

from eclore.kit import mail
from programs.joint.juries.models import Seat
from tenants.hosts import address


def invite(seat: Seat) -> None:
    """An invitation to sign in, with this very address, on the national host."""
    context = {
        "seat": seat,
        "jury": seat.jury,
        "forum": seat.jury.forum,
        "link": address(settings.BASE_HOST, f"/jurys/{seat.jury_id}/"),
    }
    mail.post("joint_juries.invitation", to_email=seat.email, context=context)
