"""Who may have a person erased, set how long a territory keeps things, read the register of processing."""

from eclore.kit.actor import MANAGER, NATIONAL_ADMINISTRATOR, NATIONAL_COACH
from eclore.kit.permissions import has_role, is_on_the_shared_side, is_signed_in, is_the_system

manages = has_role(MANAGER)
administers = is_on_the_shared_side & has_role(NATIONAL_ADMINISTRATOR)
is_of_the_national_team = is_on_the_shared_side & has_role(NATIONAL_COACH, NATIONAL_ADMINISTRATOR)

CAN = {
    "privacy.ask_for_oneself": is_signed_in,
    "privacy.erase_others": is_the_system | administers,
    "privacy.see_requests": is_of_the_national_team,
    "privacy.keep": manages & ~is_on_the_shared_side,
    "privacy.read_register": (manages & ~is_on_the_shared_side) | is_of_the_national_team,
}
