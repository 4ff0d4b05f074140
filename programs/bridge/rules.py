"""Who may cross the bridge: the territory's manager sends ideas (`ideas.nominate`); a visitor only looks."""

from eclore.kit.actor import MANAGER, NATIONAL_ADMINISTRATOR, NATIONAL_COACH
from eclore.kit.permissions import has_role, sees_as

runs_the_programme = has_role(MANAGER)
sees_the_programme = sees_as(MANAGER, NATIONAL_COACH, NATIONAL_ADMINISTRATOR)

CAN = {
    "bridge.see_forums": sees_the_programme,
    "bridge.withdraw": runs_the_programme,
    "bridge.answer": runs_the_programme,
    "bridge.take_up": runs_the_programme,
}
