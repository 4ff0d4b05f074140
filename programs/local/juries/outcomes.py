"""What a published verdict sets going in the layers above."""

from typing import TYPE_CHECKING

from eclore.kit.actor import Actor
from eclore.kit.hooks import Hook

if TYPE_CHECKING:
    from programs.local.juries.models import Decision, Passage

# The decision of a passage is published, by an actor; in the publication's transaction.
published: "Hook[[Passage, Decision, Actor], None]" = Hook("local_juries.published")
