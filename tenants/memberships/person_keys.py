"""How a territory's table points at a person: a key without a database constraint (docs/decisions)."""

from typing import TYPE_CHECKING, Any, Literal, overload

from django.db import models

if TYPE_CHECKING:
    from tenants.accounts.models import User


@overload
def person_key(*, null: Literal[True], **options: Any) -> "models.ForeignKey[User | None, User | None]": ...


@overload
def person_key(*, null: Literal[False] = False, **options: Any) -> "models.ForeignKey[User, User]": ...


def person_key(**options: Any) -> "models.ForeignKey[Any, Any]":
    """A foreign key to accounts.User. People are never deleted, they are anonymised."""
    options = {"related_name": "+", "on_delete": models.DO_NOTHING, "db_constraint": False, **options}
    return models.ForeignKey("accounts.User", **options)
