"""Who may do what in a joint jury: the national team composes and publishes, the president leads, members mark."""

from eclore.kit.actor import NATIONAL_ADMINISTRATOR, NATIONAL_COACH
from eclore.kit.permissions import has_role
from programs.juries.rules import table

is_the_national_team = has_role(NATIONAL_COACH, NATIONAL_ADMINISTRATOR)

CAN = {
    "joint_juries.convene": is_the_national_team,
    **table("joint_juries", manages=is_the_national_team, watches=is_the_national_team),
}
