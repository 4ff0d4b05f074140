"""The cards of joint juries: the shared pages, with what is this room's own."""

from programs.joint.juries import queries
from programs.joint.juries.models import Seat
from programs.joint.juries.views.surroundings import around, base_of
from programs.juries.desks import Desk

DESK = Desk(
    "joint_juries", seats=Seat, find=lambda pk, actor: queries.jury_or_404(actor, pk), base=base_of, around=around
)
