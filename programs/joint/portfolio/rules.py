"""The portfolio is the national team's."""

from eclore.kit.actor import NATIONAL_ADMINISTRATOR, NATIONAL_COACH
from eclore.kit.permissions import sees_as

CAN = {"portfolio.see": sees_as(NATIONAL_COACH, NATIONAL_ADMINISTRATOR)}
