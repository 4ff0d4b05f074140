"""Counts the SQL statements of a page; contexts and savepoints are not the page's."""

from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

NOT_COUNTED = ("SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK TO SAVEPOINT", "BEGIN", "COMMIT")


class Statements(CaptureQueriesContext):
    """`with Statements() as sql: …` then `len(sql)` and `sql.texts`."""

    def __init__(self, wrapper: Any = connection) -> None:
        super().__init__(wrapper)

    @property
    def texts(self) -> list[str]:
        return [query["sql"] for query in self.captured_queries if not query["sql"].startswith(NOT_COUNTED)]

    def __len__(self) -> int:
        return len(self.texts)
