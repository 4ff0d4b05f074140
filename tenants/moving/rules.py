"""Who may take a territory's data away: those who manage it, on its own host. A visitor of the nation does not."""

from eclore.kit.actor import MANAGER
from eclore.kit.permissions import has_role, is_on_the_shared_side

manages = has_role(MANAGER)

CAN = {"moving.take_away": manages & ~is_on_the_shared_side}
