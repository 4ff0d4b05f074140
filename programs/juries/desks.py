"""What the pages of cards need to know of one kind of jury; its app makes one, and adds the addresses to its own."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from eclore.kit.actor import Actor


@dataclass(frozen=True)
class Desk:
    """`label`: the app's, and the beginning of every address' name. `find` a jury that the actor may see, or 404.

    `base`: the address of a jury. `around`: `layout` and `trail`, the last word being the page's.
    """

    label: str
    seats: type[Any]
    find: Callable[[UUID, Actor], Any]
    base: Callable[[Any], str]
    around: Callable[[Any, str], dict[str, Any]]
