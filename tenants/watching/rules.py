"""Who sees how the machine is: the national administration, on the national host."""

from eclore.kit.actor import NATIONAL_ADMINISTRATOR
from eclore.kit.permissions import has_role, is_on_the_shared_side

CAN = {"watching.see": is_on_the_shared_side & has_role(NATIONAL_ADMINISTRATOR)}
