"""Who arranges a territory, and who arranges territories together."""

from eclore.kit.actor import MANAGER, NATIONAL_ADMINISTRATOR, NATIONAL_COACH
from eclore.kit.permissions import has_role, is_on_the_shared_side, is_the_system

manages_the_programme = has_role(MANAGER)
# A national coach who visits a territory arranges nothing from there.
is_of_the_national_team = is_the_system | (is_on_the_shared_side & has_role(NATIONAL_COACH, NATIONAL_ADMINISTRATOR))
administers_the_nation = is_the_system | (is_on_the_shared_side & has_role(NATIONAL_ADMINISTRATOR))

CAN = {
    "territories.arrange": manages_the_programme,
    "territories.see_all": is_of_the_national_team,
    "territories.sign_agreement": is_of_the_national_team,
    "territories.set_files_quota": is_of_the_national_team,
    "territories.set_time_zone": administers_the_nation,
    "territories.create": administers_the_nation,
    "territories.close": administers_the_nation,
}
