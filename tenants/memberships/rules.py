"""Who may give roles, grants and visits, and who may see them."""

from eclore.kit.actor import MANAGER, NATIONAL_ADMINISTRATOR, NATIONAL_COACH
from eclore.kit.permissions import has_role, is_on_the_shared_side

manages = has_role(MANAGER)
administers = has_role(NATIONAL_ADMINISTRATOR)
is_of_the_national_team = has_role(NATIONAL_COACH, NATIONAL_ADMINISTRATOR)

CAN = {
    "memberships.manage_members": manages,
    "memberships.see_visits": manages,
    "memberships.see_grants": is_on_the_shared_side & is_of_the_national_team,
    "memberships.manage_grants": is_on_the_shared_side & administers,
    "memberships.visit": is_on_the_shared_side & is_of_the_national_team,
}
