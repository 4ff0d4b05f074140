"""What is put in a cache behind a door is found again behind the same door only."""

from django.db import connection


def key(name: str, prefix: str, version: int) -> str:
    """Django's KEY_FUNCTION: the role of the open door leads every key; `outside` when none is open."""
    door = getattr(connection, "door", None)
    return f"{door.role if door else 'outside'}:{prefix}:{version}:{name}"
