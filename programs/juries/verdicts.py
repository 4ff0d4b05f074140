"""How many dossiers stand at each verdict: what a publication needs to know of them all, read in two statements."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

NAMED = 5  # of the dossiers that nobody has decided


@dataclass(frozen=True)
class Verdicts:
    """How many dossiers have each verdict; `undecided`: how many have none, and `titles` of the first of them."""

    counted: Counter[str]
    undecided: int
    titles: list[str]

    @property
    def are_wanted(self) -> str:
        """Which dossiers nobody has decided, in words."""
        named, more = ", ".join(self.titles), self.undecided - len(self.titles)
        return _("%(titles)s et %(more)d de plus") % {"titles": named, "more": more} if more else named


def verdicts_of(passages: "QuerySet[Any, Any]") -> Verdicts:
    """Of these passages of a session."""
    rows = passages.order_by().values_list("decision__verdict").annotate(Count("pk"))
    counted = Counter(dict(rows))
    undecided = counted.pop(None, 0)
    without = passages.filter(decision=None).values_list("title", flat=True) if undecided else passages.none()
    return Verdicts(counted, undecided, list(without[:NAMED]))
