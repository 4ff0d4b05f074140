"""Somebody is being erased: archives that name them go with them."""

from uuid import UUID

from tenants.accounts.models import User
from tenants.moving.domain import archives


def forget_archives(user_id: UUID | None, changed: bool) -> int:
    """In the context of a territory; `changed`: rows of it named them, an account that it sees does too."""
    is_seen = user_id is not None and User.objects.filter(pk=user_id).exists()
    return archives.forget_what_names_somebody() if changed or is_seen else 0
