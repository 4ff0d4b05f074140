"""Pages of fifty, by number."""

from collections.abc import Sequence
from typing import Any, cast

from django.core.paginator import Page
from django.db.models import QuerySet
from rest_framework.pagination import PageNumberPagination
from rest_framework.request import Request


class Pages(PageNumberPagination):
    page_size_query_param = "page_size"
    max_page_size = 200

    def leaf(self, rows: "QuerySet[Any] | Sequence[Any]", request: Request) -> "Page[Any]":
        """The page of these rows that is asked for. Raises NotFound."""
        self.paginate_queryset(cast(Any, rows), request)
        return cast("Page[Any]", self.page)
