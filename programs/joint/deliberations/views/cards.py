"""The cards of joint juries: the shared pages, with what is this room's own."""

from programs.joint.deliberations import queries
from programs.joint.deliberations.models import Seat
from programs.joint.deliberations.views.surroundings import around, base_of
from programs.juries.desks import Desk

DESK = Desk(
    "deliberations", seats=Seat, find=lambda pk, actor: queries.jury_or_404(actor, pk), base=base_of, around=around
)
