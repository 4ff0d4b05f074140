"""Queries that are composed once in a process, then sent with other values: for what most requests ask.

Composing a query of five tables takes longer than PostgreSQL does to answer it. What it may show is still decided
where all the others are (an app's `queries.py`): only its values are left open, as `Given`.

    one = Prepared(lambda: seen_by(Given("user", UUIDField())).filter(pk=Given("pk", UUIDField()))[:1])
    for idea in one.rows(user=actor.user_id, pk=pk): …
"""

from collections.abc import Callable
from copy import copy
from functools import cached_property
from typing import Any, Generic, TypeVar

from django.db import connections, models
from django.db.models.expressions import Expression
from django.db.models.query import ModelIterable
from django.db.models.sql.compiler import SQLCompiler

Row = TypeVar("Row", bound=models.Model)


class Given(Expression):
    """A value that is known when the query is sent, of the kind that `field` holds."""

    def __init__(self, name: str, field: "models.Field[Any, Any]") -> None:
        super().__init__(output_field=field)
        self.name = name

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, tuple[Any, ...]]:
        return "%s", (self,)

    def __deepcopy__(self, _memo: object) -> "Given":
        return self


class Prepared(Generic[Row]):
    """The query that `compose` builds, at its first use; `Given` stands where its values come."""

    def __init__(self, compose: "Callable[[], models.QuerySet[Row, Row]]") -> None:
        self._compose = compose

    def rows(self, **given: object) -> list[Row]:
        """What it finds with these values, all of them; raises ValidationError for one that is not of its kind."""
        return list(ModelIterable(_Asked(self._composed, given)))  # type: ignore[arg-type]  # stands for a QuerySet

    @cached_property
    def _composed(self) -> "_Composed":
        return _Composed(self._compose())


class _Composed:
    """A query with its text; the compiler knows how a row is read into models."""

    def __init__(self, rows: "models.QuerySet[Any, Any]") -> None:
        self.db = rows.db
        self.compiler = rows.query.get_compiler(using=self.db)
        self.sql, self.params = self.compiler.as_sql()


class _Asked:
    """A composed query with its values: all that Django's own reading of rows wants of a QuerySet."""

    _known_related_objects: dict[Any, Any] = {}  # noqa: RUF012  the name is Django's, and nothing is put there

    def __init__(self, composed: _Composed, given: dict[str, object]) -> None:
        self.db, self.query = composed.db, self
        self._composed, self._given = composed, given

    def get_compiler(self, using: str) -> SQLCompiler:
        compiler: SQLCompiler = copy(self._composed.compiler)
        compiler.connection = connections[using]  # each thread has its own
        params = [self._value(param, compiler.connection) for param in self._composed.params]
        compiler.as_sql = lambda *_options: (self._composed.sql, params)  # type: ignore[method-assign,assignment]
        return compiler

    def _value(self, param: object, connection: Any) -> object:
        if not isinstance(param, Given):
            return param
        field = param.output_field
        return field.get_db_prep_value(field.to_python(self._given[param.name]), connection)
