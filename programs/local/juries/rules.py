"""Who may do what with a territory's juries; the shared table, for its managers and its visitors."""

from eclore.kit.actor import MANAGER, NATIONAL_ADMINISTRATOR, NATIONAL_COACH
from eclore.kit.permissions import has_role, sees_as
from programs.juries.rules import table

runs_programmes = has_role(MANAGER)
follows_the_programme = sees_as(MANAGER, NATIONAL_COACH, NATIONAL_ADMINISTRATOR)

CAN = {
    **table("local_juries", manages=runs_programmes, watches=follows_the_programme),
    "local_juries.start": runs_programmes,
    "local_juries.follow": follows_the_programme,
}
