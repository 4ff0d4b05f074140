"""The cards of a territory's juries: the shared pages, with what is this room's own."""

from programs.juries.desks import Desk
from programs.local.juries import queries
from programs.local.juries.models import Seat
from programs.local.juries.views.acting import address, around

DESK = Desk("local_juries", seats=Seat, find=queries.jury_or_404, base=address, around=around)
