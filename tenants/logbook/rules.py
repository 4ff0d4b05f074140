"""Who may read a log: a territory's managers and its visitors theirs, the national team the programme's."""

from eclore.kit.actor import MANAGER, NATIONAL_ADMINISTRATOR, NATIONAL_COACH, Actor
from eclore.kit.permissions import predicate, sees_as

manages = sees_as(MANAGER)
is_of_the_national_team = sees_as(NATIONAL_COACH, NATIONAL_ADMINISTRATOR)


@predicate
def is_in_a_territory(actor: Actor) -> bool:
    return actor.schema != "public"


CAN = {
    "logbook.read": (is_in_a_territory & manages) | (~is_in_a_territory & is_of_the_national_team),
}
