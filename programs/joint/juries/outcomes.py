"""What follows a publication, where it is not this layers's business: the bridge registers itself here.

Each function is called with the schemas of the territories that decisions were published for.
"""

from collections.abc import Callable, Sequence

WHEN_PUBLISHED: list[Callable[[Sequence[str]], None]] = []
