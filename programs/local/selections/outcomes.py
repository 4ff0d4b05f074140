"""What comes of a published verdict, where it is not this storey's business: apps above register themselves here.

`HANDLERS` maps a verdict to a function called with (passage, decision, by) when a jury's decisions are published.
"""

from collections.abc import Callable
from typing import Any

from eclore.kit.actor import Actor

HANDLERS: dict[str, Callable[[Any, Any, Actor], None]] = {}
