"""Pages of a list whose length is known already: nothing is counted twice."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet


class CountedPaginator(Paginator):  # type: ignore[type-arg]  # generic for the types alone
    """A paginator that is told how many rows there are."""

    def __init__(self, rows: QuerySet[Any, Any], per_page: int, *, count: int) -> None:
        super().__init__(rows, per_page)
        self.count = count
