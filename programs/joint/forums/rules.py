"""Who may do what to a forum: the national team runs it, everybody sees it once it is published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.predicates import predicate

from eclore.kit.actor import NATIONAL_ADMINISTRATOR, NATIONAL_COACH, Actor
from eclore.kit.permissions import has_role
from programs.joint.forums.states import ForumState

if TYPE_CHECKING:  # the models are not ready when rules are read
    from programs.joint.forums.models import Forum

is_the_national_team = has_role(NATIONAL_COACH, NATIONAL_ADMINISTRATOR)


@predicate
def is_published(actor: Actor, forum: Forum | None) -> bool:
    return forum is not None and forum.state != ForumState.DRAFT


CAN = {
    "forums.see": is_published | is_the_national_team,
    "forums.manage": is_the_national_team,
    "forums.see_dossiers": is_the_national_team,
}
