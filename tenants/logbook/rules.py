"""Who may read a log: a territory's own managers theirs, the national team the programme's. A visitor reads neither."""

from eclore.kit.actor import MANAGER, NATIONAL_ADMINISTRATOR, NATIONAL_COACH, Actor
from eclore.kit.permissions import has_role, predicate

manages = has_role(MANAGER)
is_of_the_national_team = has_role(NATIONAL_COACH, NATIONAL_ADMINISTRATOR)


@predicate
def is_in_a_territory(actor: Actor) -> bool:
    return actor.schema != "public"


CAN = {
    "logbook.read": (is_in_a_territory & manages) | (~is_in_a_territory & is_of_the_national_team),
}
