"""Sessions of one person, on every host.

A territory's sessions are rows of its own role: the auth host ends the hand-off that opened one, which counts no more.
"""

from typing import Any

from allauth.usersessions.models import UserSession
from django.db.models import QuerySet

from eclore.kit import clock
from tenants.accounts.models import Handoff, User, new_stamp


def end_all(user: User) -> None:
    """Whatever the host, no session of this person counts from the next request on."""
    user.stamp = new_stamp()
    user.save(update_fields=["stamp"])
    end_elsewhere(user)


def end(key: Any) -> None:
    """The session that this hand-off opened counts no more; signing out of a host says so too."""
    Handoff.objects.filter(pk=key, ended_at=None).update(ended_at=clock.now())


def end_one(user: User, key: str) -> bool:
    """One session of this person on another host; False when it is not theirs, or over."""
    return bool(_open(user).filter(pk=key).update(ended_at=clock.now()))


def end_here(user: User, key: str) -> bool:
    """One session of this person on the auth host; False when it is not theirs, or over."""
    found = UserSession.objects.filter(user=user, pk=key).first() if key.isdecimal() and len(key) < 10 else None
    if found:
        found.end()
    return bool(found)


def end_others(user: User, *, but: str) -> None:
    """Every session of this person, on every host, except the one of the auth host that has this key."""
    end_elsewhere(user)
    for each in UserSession.objects.filter(user=user).exclude(session_key=but):
        each.end()


def end_elsewhere(user: User) -> None:
    """Every session of this person that was opened on another host."""
    _open(user).update(ended_at=clock.now())


def _open(user: User) -> QuerySet[Handoff]:
    return Handoff.objects.filter(user=user, used_at__isnull=False, ended_at=None)
