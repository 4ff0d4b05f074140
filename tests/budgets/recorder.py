"""What answering has read and drawn: statements with their rows, and nodes of templates. No clock.

PostgreSQL sends a whole result with its answer (contexts have no cursor that stays open): what a statement has sent is
what was fetched, whether somebody looked at it or not.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch

from django.db import connections
from django.template.base import Node, TextNode

from tests.support.statements import NOT_COUNTED


@dataclass(frozen=True)
class Statement:
    """As it was sent, values included, and how many rows came back."""

    text: str
    rows: int


@dataclass
class Reading:
    """Filled while the block runs."""

    statements: list[Statement] = field(default_factory=list)
    nodes: int = 0

    @property
    def rows(self) -> int:
        return sum(statement.rows for statement in self.statements)

    @property
    def letters(self) -> int:
        return sum(len(statement.text) for statement in self.statements)

    def execute(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        """Django's wrapper around every statement, of every connection."""
        result = execute(sql, params, many, context)
        if not sql.startswith(NOT_COUNTED):
            cursor = context["cursor"].cursor
            rows = max(cursor.rowcount, 0) if cursor.description else 0
            text = context["connection"].ops.last_executed_query(cursor, sql, params) or sql
            self.statements.append(Statement(text, rows))
        return result


@contextmanager
def reading() -> Iterator[Reading]:
    """`with reading() as read: …` then `read.rows`, `read.letters`, `read.nodes`, `read.statements`."""
    read = Reading()
    with ExitStack() as around:
        for connection in connections.all(initialized_only=True):
            around.enter_context(connection.execute_wrapper(read.execute))
        for kind in (Node, TextNode):
            around.enter_context(patch.object(kind, "render_annotated", _counted(kind.render_annotated, read)))
        yield read


def _counted(render: Callable[[Node, Any], str], read: Reading) -> Callable[[Node, Any], str]:
    def render_annotated(node: Node, context: Any) -> str:
        read.nodes += 1
        return render(node, context)

    return render_annotated
