"""From a session to a person and what they may be here: one query, at every request."""

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
from tenants.accounts import mfa, reauthentication
from tenants.accounts.models import Handoff, User
from tenants.hosts import Site
from tenants.memberships.domain import visits
from tenants.memberships.models import NationalGrant, Visit
from tenants.memberships.queries import active_grants
from tenants.requests import Request

HOST_SESSION_KEY = "_host"
# The hand-off that opened this session, and whether a second factor was given before it.
OPENED_BY, PROVED = "_opened_by", "_proved"
# What let somebody without an account in: a key that only whoever let them in can read (`guest_actor`).
GUEST = "_guest"
# What tells this browser from others before anybody is in.
BROWSER = "_browser"
# Asked at every request of everybody: written by hand, since composing it costs three times what PostgreSQL takes.
MEMBER = """SELECT person.*, membership.role AS held, EXISTS (SELECT FROM memberships_visit visit
    JOIN memberships_nationalgrant given ON given.user_id = visit.user_id AND given.revoked_at IS NULL
        AND (given.until IS NULL OR given.until >= %s)
    WHERE visit.user_id = membership.user_id AND visit.territory_id = membership.territory_id
        AND visit.ends_at > %s) AS is_visiting
FROM memberships_membership membership
JOIN accounts_user person ON person.id = membership.user_id AND person.is_active
WHERE membership.user_id = %s AND membership.territory_id = %s AND membership.revoked_at IS NULL"""
ANYBODY = """SELECT person.*, held.kind AS held FROM accounts_user person
LEFT JOIN memberships_nationalgrant held ON held.user_id = person.id AND held.revoked_at IS NULL
    AND (held.until IS NULL OR held.until >= %s)
WHERE person.id = %s AND person.is_active"""


# Asked of a session that has no account: who its guest is here, None for nobody any more.
guest_actor: Hook[[Request], Actor | None] = Hook("accounts.guest_actor")
# A guest signs out.
guest_leaves: Hook[[Request], None] = Hook("accounts.guest_leaves")


def of(request: Request) -> tuple[Any, Actor]:
    """The user and the actor of a request; a session of another host or an ended one counts for nobody."""
    session = request.session
    user_id = session.get(SESSION_KEY)
    if session.get(HOST_SESSION_KEY) != request.site.host:
        return AnonymousUser(), ANONYMOUS
    if not user_id:
        return AnonymousUser(), guest_actor.first(request) or ANONYMOUS
    user, actor = person(user_id, request.site)
    if user is None or not _counts(request, user, actor):
        session.flush()
        return AnonymousUser(), ANONYMOUS
    user.backend = session.get(BACKEND_SESSION_KEY, "")
    return user, actor


def _counts(request: Request, user: User, actor: Actor) -> bool:
    """Whether this session still stands for this person, as what they are now."""
    session = request.session
    if not constant_time_compare(session.get(HASH_SESSION_KEY, ""), user.get_session_auth_hash()):
        return False
    if request.site.kind == hosts.AUTH:
        return True
    if mfa.demanded(actor.roles) and not session.get(PROVED):
        return False
    opened_by = session.get(OPENED_BY)
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
    if site.kind == hosts.TERRITORY:
        return _in_territory(user_id, site)
    return _in_programme(user_id)


def _in_territory(user_id: Any, site: Site) -> tuple[User | None, Actor]:
    """A member; but whoever has announced a visit is a visitor until it ends, unless they run the programme there."""
    asked = [clock.today(), clock.now(), user_id, site.territory_id]
    rows: list[Any] = list(User.objects.raw(MEMBER, asked))
    roles = {row.held for row in rows}
    if rows and (MANAGER in roles or not rows[0].is_visiting):
        return rows[0], actor_for(rows[0], roles, schema=site.schema_name)
    return _visiting(user_id, site)


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


def _in_programme(user_id: Any) -> tuple[User | None, Actor]:
    rows: list[Any] = list(User.objects.raw(ANYBODY, [clock.today(), user_id]))
    if not rows:
        return None, ANONYMOUS
    return rows[0], actor_for(rows[0], {row.held for row in rows} - {None})


def actor_for(user: User, roles: set[str], *, schema: str = "public", visitor: bool = False) -> Actor:
    """The actor that rules see."""
    return Actor(user.pk, str(user), user.email, frozenset(roles), schema=schema, visitor=visitor)
