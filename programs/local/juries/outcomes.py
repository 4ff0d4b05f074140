"""What a published verdict sets going in the layers above: each app adds its own when Django starts."""

from collections.abc import Callable
from typing import Any

from eclore.kit.actor import Actor

# verdict → handler(passage, decision, by), run inside the publication's transaction.
HANDLERS: dict[str, Callable[[Any, Any, Actor], None]] = {}
