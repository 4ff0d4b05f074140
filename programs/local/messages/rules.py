"""Who reads and sends what a territory writes to people: its programme managers, and nobody else."""

from eclore.kit.actor import MANAGER
from eclore.kit.permissions import has_role

manages_the_programme = has_role(MANAGER)

CAN = {
    "messages.read": manages_the_programme,
    "messages.edit": manages_the_programme,
    "messages.send": manages_the_programme,
}
