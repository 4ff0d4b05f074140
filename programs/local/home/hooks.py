"""What the front page asks of upper layers."""

from eclore.kit.actor import Actor
from eclore.kit.elements import Action
from eclore.kit.hooks import Hook

waits: "Hook[[Actor], list[Action]]" = Hook("home.waits")
