"""From a session to a person and what they may be here: one statement, at every request."""

from collections.abc import Set
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import AnonymousUser
from django.db.models import F
from django.middleware.csrf import rotate_token
from django.utils.crypto import constant_time_compare

from eclore.kit import clock
from eclore.kit.actor import ANONYMOUS, MANAGER, Actor
from eclore.kit.hooks import Hook
from eclore.kit.keys import new_key
from tenants import hosts
from tenants.accounts import identification, mfa, reauthentication
from tenants.accounts.identification import Found, Opened
from tenants.accounts.models import Handoff, User
from tenants.accounts.sessions import OPENED_BY
from tenants.hosts import Site
from tenants.memberships.domain import visits
from tenants.memberships.models import NationalGrant, Visit
from tenants.memberships.queries import active_grants
from tenants.requests import Request

HOST_SESSION_KEY = "_host"
# Whether a second factor was given before the hand-off that opened this session.
PROVED = "_proved"
# What let somebody without an account in: a key that only whoever let them in can read (`guest_actor`).
GUEST = "_guest"
# What tells this browser from others before anybody is in.
BROWSER = "_browser"


# Asked of a session that has no account: who its guest is here, None for nobody any more.
guest_actor: Hook[[Request], Actor | None] = Hook("accounts.guest_actor")
# A guest signs out.
guest_leaves: Hook[[Request], None] = Hook("accounts.guest_leaves")


def of(request: Request) -> tuple[Any, Actor]:
    """The user and the actor of a request; a session of another host or an ended one counts for nobody."""
    session, found = request.session, Found()
    if session.session_key and session.is_to_be_read:
        found = identification.by_session(session.session_key, request.site)
        session.hold(found.opened.session_data if found.opened else None)
    user_id = session.get(SESSION_KEY)
    if session.get(HOST_SESSION_KEY) != request.site.host:
        return AnonymousUser(), ANONYMOUS
    if not user_id:
        return AnonymousUser(), guest_actor.first(request) or ANONYMOUS
    if str(found.user_id) != user_id:  # what is signed decides; the row of an older version names nobody
        found = replace(identification.by_identifier(user_id, request.site), opened=found.opened)
    user, actor = _at(found, request.site)
    if user is None or not _counts(request, user, actor, found.opened):
        session.flush()
        return AnonymousUser(), ANONYMOUS
    user.backend = session.get(BACKEND_SESSION_KEY, "")
    return user, actor


def _counts(request: Request, user: User, actor: Actor, opened: Opened | None) -> bool:
    """Whether this session still stands for this person, as what they are now."""
    session = request.session
    if not constant_time_compare(session.get(HASH_SESSION_KEY, ""), user.get_session_auth_hash()):
        return False
    if request.site.kind == hosts.AUTH:
        return True
    if mfa.demanded(actor.roles) and not session.get(PROVED):
        return False
    opened_by = session.get(OPENED_BY)
    if opened_by and opened and opened.opened_by == opened_by:
        return opened.is_open
    return not opened_by or Handoff.objects.filter(pk=opened_by, ended_at=None).exists()


def bind(request: Request) -> None:
    """Tie a session that has just been opened to the host that opened it."""
    if SESSION_KEY in request.session and HOST_SESSION_KEY not in request.session:
        request.session[HOST_SESSION_KEY] = request.site.host


def open_session(
    request: Request, user: User, *, opened_by: str = "", proved: bool = False, proved_at: datetime | None = None
) -> None:
    """Sign `user` in on this host only; nothing of another person's session stays, and its key changes."""
    session = request.session
    if session.get(SESSION_KEY) not in (None, str(user.pk)) or GUEST in session:
        session.flush()
    session.cycle_key()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session[HOST_SESSION_KEY] = request.site.host
    session[OPENED_BY], session[PROVED] = opened_by, proved
    session[reauthentication.SESSION_KEY] = proved_at.timestamp() if proved_at else None
    rotate_token(request)


def browser_of(request: Request, *, mark: bool = False) -> str:
    """256 bits that this browser's session alone holds, given to it with `mark`; empty when it has none."""
    if mark and BROWSER not in request.session:
        request.session[BROWSER] = new_key()
    return str(request.session.get(BROWSER, ""))


def person(user_id: Any, site: Site) -> tuple[User | None, Actor]:
    """A person and what they are at `site` now. Nobody in a territory they have no part in."""
    return _at(identification.by_identifier(user_id, site), site)


def of_token(secret: str, site: Site) -> tuple[User | None, Actor]:
    """The person of a token of this site, and what they are there now; (None, ANONYMOUS) when it opens nothing."""
    return _at(identification.by_token(secret, site), site)


def _at(found: Found, site: Site) -> tuple[User | None, Actor]:
    """A member; but whoever has announced a visit is a visitor until it ends, unless they run the programme there."""
    if found.user_id is None:
        return None, ANONYMOUS
    if site.kind != hosts.TERRITORY:
        return found.person, actor_for(found.person, found.roles) if found.person else ANONYMOUS
    if found.person and (MANAGER in found.roles or not found.is_visiting):
        return found.person, actor_for(found.person, found.roles, schema=site.schema_name)
    return _visiting(found.user_id, site)


def _visiting(user_id: Any, site: Site) -> tuple[User | None, Actor]:
    """A national coach inside a territory: while the visit and the grant last, read-only."""
    visit = (
        Visit.objects.filter(
            user_id=user_id, territory_id=site.territory_id, ends_at__gt=clock.now(), user__is_active=True
        )
        .filter(user__national_grants__in=NationalGrant.objects.filter(active_grants()))
        .select_related("user")
        .order_by(F("entered_at").asc(nulls_first=True), "pk")
        .first()
    )
    if visit is None:
        return None, ANONYMOUS
    kinds = set(NationalGrant.objects.filter(active_grants(), user_id=user_id).values_list("kind", flat=True))
    actor = actor_for(visit.user, kinds, schema=site.schema_name, visitor=True)
    if visit.entered_at is None:
        visits.arrive(visit, by=actor)
    return visit.user, actor


def actor_for(user: User, roles: Set[str], *, schema: str = "public", visitor: bool = False) -> Actor:
    """The actor that rules see."""
    return Actor(user.pk, str(user), user.email, frozenset(roles), schema=schema, visitor=visitor)
