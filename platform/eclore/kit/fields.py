"""Columns that PostgreSQL's own types make possible."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models


class CurrentUser(models.Func):
    """The role whose context is open."""

    template = "CURRENT_USER"


class RoleField(models.CharField):  # type: ignore[type-arg]  # Django's class takes no parameter when it runs
    """A column of type `name`: the only one that row-level security may compare with current_user cheaply."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["max_length"] = 63
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("max_length")
        return name, path, args, kwargs

    def db_type(self, connection: Any) -> str:
        return "name"

    def cast_db_type(self, connection: Any) -> str:
        return "name"


def current_role_field(**options: Any) -> RoleField:
    """A role column that fills itself with the open context's role."""
    return RoleField(db_default=CurrentUser(), editable=False, **options)


def role_list(**options: Any) -> "ArrayField[Any, Any]":
    """A `name[]` column."""
    return ArrayField(RoleField(), **options)
