"""Who somebody is at a site now, and as what: one statement, whatever they show for it.

Asked at every request of everybody: written by hand, since composing it costs three times what PostgreSQL takes.
"""

from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from eclore.kit import clock
from eclore.kit.keys import digest
from tenants import hosts
from tenants.accounts.models import User
from tenants.hosts import Site

# What is shown, as a row that names a person.
BY_IDENTIFIER = "(SELECT %(shown)s::uuid AS user_id) shown"
BY_BEARER = """(SELECT user_id FROM accounts_apitoken
    WHERE digest = %(shown)s AND territory_role = %(role)s AND revoked_at IS NULL) shown"""
BY_SESSION = """(SELECT user_id, session_data, opened_by, EXISTS (SELECT FROM accounts_handoff
        WHERE code_hash = opened_by AND ended_at IS NULL) AS is_open
    FROM accounts_session WHERE session_key = %(shown)s AND expire_date > %(real)s) shown"""

MEMBER = """SELECT person.*, shown.*, membership.role AS held, EXISTS (SELECT FROM memberships_visit visit
    JOIN memberships_nationalgrant given ON given.user_id = visit.user_id AND given.revoked_at IS NULL
        AND (given.until IS NULL OR given.until >= %(today)s)
    WHERE visit.user_id = membership.user_id AND visit.territory_id = membership.territory_id
        AND visit.ends_at > %(moment)s) AS is_visiting
FROM {shown} LEFT JOIN (memberships_membership membership
    JOIN accounts_user person ON person.id = membership.user_id AND person.is_active)
ON membership.user_id = shown.user_id AND membership.territory_id = %(territory)s AND membership.revoked_at IS NULL"""
ANYBODY = """SELECT person.*, shown.*, held.kind AS held, false AS is_visiting
FROM {shown} LEFT JOIN accounts_user person ON person.id = shown.user_id AND person.is_active
LEFT JOIN memberships_nationalgrant held ON held.user_id = person.id AND held.revoked_at IS NULL
    AND (held.until IS NULL OR held.until >= %(today)s)"""


@dataclass(frozen=True)
class Opened:
    """A session as its row says it: its signed data, the hand-off that opened it, and whether that still stands."""

    session_data: str
    opened_by: str = ""
    is_open: bool = False


@dataclass(frozen=True)
class Found:
    """Whom it names (None when it opens nothing), the person while they have a part at the site, and their roles."""

    user_id: Any = None
    person: User | None = None
    roles: frozenset[str] = field(default_factory=frozenset)
    is_visiting: bool = False
    opened: Opened | None = None


def by_identifier(user_id: Any, site: Site) -> Found:
    return _found(BY_IDENTIFIER, user_id, site)


def by_token(secret: str, site: Site) -> Found:
    """Of this site only, and not revoked."""
    return _found(BY_BEARER, digest(secret), site)


def by_session(key: str, site: Site) -> Found:
    """Of the role whose context is open: the others have no rows here."""
    return _found(BY_SESSION, key, site)


def _found(shown: str, value: Any, site: Site) -> Found:
    asked = {
        "shown": value,
        "role": site.role,
        "territory": site.territory_id,
        "today": clock.today(),
        "moment": clock.now(),
        "real": timezone.now(),
    }
    text = (MEMBER if site.kind == hosts.TERRITORY else ANYBODY).format(shown=shown)
    rows: list[Any] = list(User.objects.raw(text, asked))
    if not rows:
        return Found()
    row = rows[0]
    return Found(
        user_id=row.user_id,
        person=row if row.pk else None,
        roles=frozenset(each.held for each in rows if each.held),
        is_visiting=row.is_visiting,
        opened=Opened(row.session_data, row.opened_by, row.is_open) if shown == BY_SESSION else None,
    )
