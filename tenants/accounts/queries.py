"""Where somebody is signed in, and whether an address is that of a closed account."""

from allauth.usersessions.models import UserSession
from django.contrib.auth import HASH_SESSION_KEY

from eclore.kit import clock
from tenants.accounts.models import Handoff, Session, User
from tenants.accounts.sessions import SessionStore


def sessions_here(user: User) -> list[UserSession]:
    """Sessions of the auth host that count, the oldest first; two statements, whatever their number."""
    opened = list(UserSession.objects.filter(user=user).order_by("created_at", "pk"))
    stored = Session.objects.filter(session_key__in=[each.session_key for each in opened], expire_date__gt=clock.now())
    stamp, store = user.get_session_auth_hash(), SessionStore()
    alive = {row.session_key for row in stored if store.decode(row.session_data).get(HASH_SESSION_KEY) == stamp}
    return [each for each in opened if each.session_key in alive]


def sessions_elsewhere(user: User) -> list[Handoff]:
    """Sessions opened from the auth host on other hosts and not ended since, latest first; at most a hundred."""
    return list(Handoff.objects.filter(user=user, used_at__isnull=False, ended_at=None).order_by("-used_at")[:100])


def is_closed(email: str) -> bool:
    """Whether this address is that of an account which has been closed; for whoever has proved the mailbox."""
    return User.objects.filter(email=email, is_active=False).exists()
