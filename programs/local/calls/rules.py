"""Who prepares calls, and who may look at them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.predicates import predicate

from eclore.kit.actor import MANAGER, NATIONAL_ADMINISTRATOR, NATIONAL_COACH, Actor
from eclore.kit.permissions import has_role, sees_as
from programs.local.calls.states import EditionState

if TYPE_CHECKING:  # the models are not ready when rules are read
    from programs.local.calls.models import Edition

runs_programmes = has_role(MANAGER)
follows_the_programme = sees_as(MANAGER, NATIONAL_COACH, NATIONAL_ADMINISTRATOR)


@predicate
def is_published(actor: Actor, edition: Edition | None) -> bool:
    return edition is not None and edition.state != EditionState.PREPARATION


CAN = {
    "calls.prepare": runs_programmes,
    "calls.edit": runs_programmes,
    "calls.publish": runs_programmes,
    "calls.close": runs_programmes,
    "calls.follow": follows_the_programme,
    "calls.see": is_published | follows_the_programme,
}
