"""Tokens of the API that no log tells of."""

from eclore.kit.keys import digest, new_key
from tenants.accounts.domain import tokens
from tenants.accounts.models import ApiToken, User


def a_token(user: User, *, territory_role: str, label: str = "") -> str:
    """The secret of a token that the log tells nothing of; in the programme's context."""
    secret = tokens.PREFIX + new_key()
    ApiToken.objects.create(
        user=user, territory_role=territory_role, label=label, digest=digest(secret), last_four=secret[-4:]
    )
    return secret
