"""Who may read a log: a territory's own managers theirs, the national team the programme's. A visitor reads neither."""

from eclore.kit.actor import MANAGER, NATIONAL_ADMINISTRATOR, NATIONAL_COACH
from eclore.kit.permissions import has_role, is_on_the_shared_side

manages = has_role(MANAGER)
is_of_the_national_team = has_role(NATIONAL_COACH, NATIONAL_ADMINISTRATOR)

CAN = {"audit.read": (manages & ~is_on_the_shared_side) | (is_of_the_national_team & is_on_the_shared_side)}
