"""How a shared row written by a trigger points at its territory: by the role, which is what the trigger knows."""

from typing import Any

from django.db import models

from tenants.territories.models import Territory


def territory_key(**options: Any) -> "models.ForeignKey[Territory, Territory]":
    """No database constraint: the row's writer is trusted, and no trigger is put on the territories' own table."""
    return models.ForeignKey(
        "territories.Territory",
        to_field="role",
        db_column="territory_role",
        db_constraint=False,
        on_delete=models.DO_NOTHING,
        related_name="+",
        **options,
    )
