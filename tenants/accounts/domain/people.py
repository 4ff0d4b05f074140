"""What somebody says of themselves."""

from typing import TypedDict, Unpack

from tenants.accounts.models import User


class Description(TypedDict, total=False):
    """What `describe` may change."""

    name: str
    function: str
    language: str


def describe(user: User, **fields: Unpack[Description]) -> User:
    """Change some of what people see of somebody."""
    for name, value in fields.items():
        setattr(user, name, value)
    user.save(update_fields=list(fields))
    return user
