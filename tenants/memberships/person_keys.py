"""How a territory's table points at a person: a key without a database constraint (docs/decisions)."""

from typing import Any

from django.db import models


def person_key(**options: Any) -> models.ForeignKey:
    """A foreign key to accounts.User. People are never deleted, they are anonymised."""
    options = {"related_name": "+", "on_delete": models.DO_NOTHING, "db_constraint": False, **options}
    return models.ForeignKey("accounts.User", **options)
