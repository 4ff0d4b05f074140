"""What a plan says."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Plan:
    """`who` at which `stage` of the season (tests.budgets.season); `typed` over what the form or the API shows.

    `alone`: nothing else is sent. A text of `typed` that begins by @ is the key of what the season calls so; `things`,
    others instead. `first`: SQL that puts the season in the state needed. `refused`: why nothing comes of it here; it
    is sent all the same; `anew`, why it is refused when it is asked once more from elsewhere.
    """

    who: str
    stage: int = 0
    typed: Mapping[str, Any] = field(default_factory=dict)
    alone: bool = False
    first: str = ""
    refused: str = ""
    anew: str = ""
    things: Mapping[str, Any] = field(default_factory=dict)
