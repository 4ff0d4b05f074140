"""Sessions of one person, on every host."""

from tenants.people.models import User, new_stamp


def end_all(user: User) -> None:
    """Whatever the host, no session of this person counts from the next request on."""
    user.stamp = new_stamp()
    user.save(update_fields=["stamp"])
