"""The cards of a territory's juries: the shared pages, with what is this room's own."""

from programs.juries.desks import Desk
from programs.local.selections import queries
from programs.local.selections.models import Seat
from programs.local.selections.views.acting import address, around

DESK = Desk("selections", seats=Seat, find=queries.jury_or_404, base=address, around=around)
