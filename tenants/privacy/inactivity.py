"""Accounts that sleep: two e-mails a month apart, then erasure; signing in stops it. In the programme's context.

An account is kept as long as the territory that keeps it longest says; one without a role, as the defaults say.
"""

import logging
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from eclore.kit import clock, mail
from eclore.kit.actor import system
from eclore.kit.errors import Refusal
from tenants import hosts
from tenants.accounts.models import User
from tenants.privacy import queries
from tenants.privacy.domain import requests
from tenants.privacy.models import DEFAULTS, IDLE_ACCOUNTS, Warned

logger = logging.getLogger(__name__)
BETWEEN = timedelta(days=30)
FIRST, SECOND, ERASED = "idle_first_letter", "idle_second_letter", "idle_erased"

SLEEPING = """
SELECT u.id, activity.seen, kept.months FROM accounts_user u
CROSS JOIN LATERAL (SELECT greatest(u.created_at,
    (SELECT max(h.expires_at) FROM accounts_handoff h WHERE h.user_id = u.id),
    (SELECT max(s.last_seen_at) FROM usersessions_usersession s WHERE s.user_id = u.id),
    (SELECT max(m.created_at) FROM memberships_membership m WHERE m.user_id = u.id)) AS seen) activity
CROSS JOIN LATERAL (SELECT coalesce(max(coalesce(r.idle_accounts, %(default)s)), %(default)s) AS months
    FROM memberships_membership m LEFT JOIN privacy_retention r ON r.territory_id = m.territory_id
    WHERE m.user_id = u.id AND m.revoked_at IS NULL) kept
WHERE u.is_active AND activity.seen < %(now)s - make_interval(months => kept.months) + %(notice)s
ORDER BY u.id
"""


@dataclass(frozen=True)
class Sleeper:
    """An account that nobody has used since `seen`, and the day from which it is not kept any more."""

    user_id: UUID
    seen: datetime
    months: int

    @property
    def over_on(self) -> date:
        return clock.months_before(self.seen, -self.months).date()


def sleepers() -> list[Sleeper]:
    """Accounts that have two months left, or fewer."""
    with connection.cursor() as cursor:
        facts: dict[str, Any] = {"default": DEFAULTS[IDLE_ACCOUNTS], "now": clock.now(), "notice": 2 * BETWEEN}
        cursor.execute(SLEEPING, facts)
        return [Sleeper(*row) for row in cursor.fetchall()]


def look(*, dry_run: bool = False) -> dict[str, int]:
    """Write to those who sleep, have those erased who were written to twice; {step: how many}."""
    found = sleepers()
    warned = Warned.objects.in_bulk([sleeper.user_id for sleeper in found])
    counts = dict.fromkeys((FIRST, SECOND, ERASED), 0)
    for sleeper in found:
        step = _step(sleeper, warned.get(sleeper.user_id))
        take = _would_take if dry_run else _take
        if step and take(step, sleeper, warned.get(sleeper.user_id)):
            counts[step] += 1
    if not dry_run:
        Warned.objects.exclude(user_id__in=[sleeper.user_id for sleeper in found]).delete()
    return counts


def _step(sleeper: Sleeper, row: Warned | None) -> str:
    today = clock.today()
    if row is None:
        return FIRST
    if row.second_on is None:
        return SECOND if row.first_on + BETWEEN <= today else ""
    return ERASED if row.second_on + BETWEEN <= today and sleeper.over_on <= today else ""


def _would_take(step: str, sleeper: Sleeper, _row: Warned | None) -> bool:
    return step != ERASED or not queries.only_held_by(User.objects.get(pk=sleeper.user_id))


def _take(step: str, sleeper: Sleeper, row: Warned | None) -> bool:
    user = User.objects.get(pk=sleeper.user_id)
    if step == ERASED:
        return _erase(user)
    if row is None:
        row = Warned.objects.create(user=user, first_on=clock.today())
        left = 2 * BETWEEN
    else:
        row.second_on, left = clock.today(), BETWEEN
        row.save(update_fields=["second_on"])
    mail.post("privacy.idle", to_email=user.email, context=_email_context(user, sleeper, left))
    return True


def _erase(user: User) -> bool:
    try:
        requests.erase_somebody(user.email, by=system())
    except Refusal as refusal:
        logger.warning("an account that sleeps is kept: %s", refusal.code)
        return False
    return True


def _email_context(user: User, sleeper: Sleeper, left: timedelta) -> dict[str, Any]:
    return {
        "name": user.name,
        "seen": sleeper.seen,
        "erased_on": max(sleeper.over_on, clock.today() + left),
        "link": hosts.auth_page("account_login"),
    }
