"""Carries a signed-in person from the auth host to another host: 256 random bits, once, within fifteen seconds.

Only hashes are kept. A code opens one host, for the browser that holds the nonce whose hash it bears.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from eclore.kit import clock
from eclore.kit.errors import Refusal
from eclore.kit.keys import digest, new_key
from tenants.accounts.models import Handoff, User
from tenants.hosts import Site

LASTS = timedelta(seconds=15)
FORGOTTEN_AFTER = timedelta(days=1)
# The longest that a session opened by a code can last on its host, whatever is done there.
SESSION_LASTS = timedelta(days=30)

CONSUME = """
UPDATE accounts_handoff SET used_at = %(now)s
WHERE code_hash = %(code)s AND host = %(host)s AND nonce_hash = %(nonce)s AND used_at IS NULL AND expires_at > %(now)s
RETURNING user_id, path, proved, proved_at
"""


class NoEntry(Refusal):
    """The code opens nothing here; starting again from this host does."""

    code = "no_entry"
    status = 403


@dataclass(frozen=True)
class Arrival:
    """`key` names the record of the session being opened; `proved`, that a second factor was given.

    `proved_at`: when the person last proved who they are, on the auth host.
    """

    user_id: UUID
    path: str
    proved: bool
    proved_at: datetime | None
    key: str


def new_nonce() -> str:
    """For the cookie."""
    return new_key()


def issue(
    user: User,
    site: Site,
    *,
    path: str,
    nonce_hash: str,
    proved: bool = False,
    proved_at: datetime | None = None,
    browser: str = "",
) -> str:
    """A code for this person, this host and this browser; call it in the programme's context."""
    now = clock.now()
    mine = Handoff.objects.filter(user=user)
    mine.filter(used_at=None, expires_at__lt=now - FORGOTTEN_AFTER).delete()
    mine.filter(expires_at__lt=now - SESSION_LASTS).delete()
    code = new_key()
    Handoff.objects.create(
        code_hash=digest(code),
        owner_role=site.role,
        host=site.host,
        nonce_hash=nonce_hash,
        user=user,
        path=path,
        expires_at=now + LASTS,
        proved=proved,
        proved_at=proved_at,
        browser=browser[:200],
    )
    return code


def consume(code: str, *, nonce: str, host: str) -> Arrival:
    """Use a code up, in one statement, in this host's own context. Raises NoEntry, saying why."""
    if not nonce:
        raise NoEntry(
            _(
                "Votre navigateur n'a pas gardé la trace de votre demande : elle a été commencée ailleurs, il y a trop"
                " longtemps, ou les cookies sont bloqués. Autorisez-les pour ce site, puis recommencez."
            ),
            code="missing_nonce",
        )
    facts: dict[str, Any] = {"now": clock.now(), "code": digest(code), "host": host, "nonce": digest(nonce)}
    with connection.cursor() as cursor:
        cursor.execute(CONSUME, facts)
        row = cursor.fetchone()
    if row is None:
        raise _why_not(code=digest(code), host=host, nonce=digest(nonce))
    user_id, path, proved, proved_at = row
    return Arrival(user_id, path, proved, proved_at, key=digest(code))


def _why_not(*, code: str, host: str, nonce: str) -> NoEntry:
    found = Handoff.objects.filter(code_hash=code).first()
    if found is None or found.host != host:
        return NoEntry(_("Ce lien d'entrée n'ouvre pas ce site."), code="unknown_code")
    if found.nonce_hash != nonce:
        return NoEntry(_("Ce lien d'entrée a été demandé dans un autre navigateur."), code="other_browser")
    if found.used_at is not None:
        return NoEntry(_("Ce lien d'entrée a déjà servi : il ne sert qu'une fois."), code="used_code")
    return NoEntry(_("Ce lien d'entrée n'a duré que quinze secondes, et elles sont passées."), code="expired_code")
