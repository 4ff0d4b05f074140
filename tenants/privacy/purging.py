"""Every night: what has been kept long enough in each schema is forgotten, and what was forgotten is written down.

Apps add rules about their own tables. For tasks and commands: contexts are opened here, one after the other.
"""

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import chain
from typing import Any

from django.db import connection, connections, transaction
from django.utils.translation import gettext_lazy as _

from eclore.database.context import PROGRAMME_ROLE
from eclore.kit import clock
from eclore.kit.hooks import Hook
from eclore.kit.jobs import KEPT_DAYS
from tenants.contexts import in_programme, in_territory
from tenants.privacy import inactivity, orchestration, queries
from tenants.privacy.domain import requests
from tenants.privacy.erasing import OWNER
from tenants.privacy.models import ACCESSES, DEFAULTS, Purge
from tenants.submissions import domain as submissions
from tenants.territories.models import Territory

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Rule:
    """`count(cursor, schema, role, before)` by the territory's own role; `forget(schema, role, before)` opens contexts.

    `name` is also the setting that says for how many months.
    """

    name: str
    label: Any
    count: Callable[[Any, str, str, datetime], int]
    forget: Callable[[str, str, datetime], int]


@dataclass(frozen=True)
class Purged:
    """One site, by name, and how many of each thing were forgotten, or would be; none where something failed."""

    site: str
    counts: dict[str, int]
    failed: bool = False


# Visits and invitations that are over; hand-offs but the last of each person, which tells whether an account sleeps.
ACCESS_ROWS = {
    "juries_entrycard": "owner_role = %(role)s AND expires_at < %(before)s",
    "memberships_visit": "territory_role = %(role)s AND ends_at < %(before)s",
    "memberships_invitation": "territory_role = %(role)s AND coalesce(revoked_at, accepted_at, expires_at) < %(before)s"
    " AND expires_at < %(before)s",
    "accounts_handoff": "owner_role = %(role)s AND expires_at < %(before)s"
    " AND EXISTS (SELECT FROM public.accounts_handoff o WHERE o.user_id = t.user_id"
    " AND (o.expires_at, o.code_hash) > (t.expires_at, t.code_hash))",
}
SHARED_ROWS = {
    **ACCESS_ROWS,
    "usersessions_usersession": "last_seen_at < %(before)s",
    "accounts_apitoken": "revoked_at < %(before)s",
    "accounts_session": "expire_date < %(now)s",
    "submissions_submission": "begun_at < %(day_before)s",
    "procrastinate_jobs": "status IN ('failed', 'cancelled', 'aborted', 'succeeded') AND (SELECT max(e.at)"
    " FROM public.procrastinate_events e WHERE e.job_id = t.id) < %(queue_before)s",
}
TRACES, EXPIRED, ARCHIVES = "accesses", "copies", "archives"
LABELS = {
    TRACES: _("Traces d'accès, sessions échues et courriers abandonnés"),
    EXPIRED: _("Copies de données dont le délai est passé"),
    ARCHIVES: _("Archives du territoire dont le délai est passé"),
    inactivity.FIRST: _("Premiers messages à des comptes sans activité"),
    inactivity.SECOND: _("Seconds messages à des comptes sans activité"),
    inactivity.ERASED: _("Comptes sans activité, à effacer"),
}


def count_accesses(cursor: Any, schema: str, role: str, before: datetime) -> int:
    """Traces of access to one site that are older."""
    each = " + ".join(f"(SELECT count(*) FROM public.{table} t WHERE {where})" for table, where in ACCESS_ROWS.items())
    cursor.execute(f"SELECT {each}", _facts(role, before))
    return int(cursor.fetchone()[0])


def forget_accesses(schema: str, role: str, before: datetime) -> int:
    """Take them away, as the owner: no application role deletes them."""
    with transaction.atomic(using=OWNER), connections[OWNER].cursor() as cursor:
        return sum(_delete(cursor, table, where, role, before) for table, where in ACCESS_ROWS.items())


# What has ended by itself, on a day of its own, in the territory whose context is open; answers how many.
over_in_territory: Hook[[], int] = Hook("privacy.over_in_territory")
# What apps keep of people in their own tables, and for how long.
retention_rules: Hook[[], Sequence[Rule]] = Hook("privacy.retention_rules")


@lru_cache(maxsize=1)
def rules() -> dict[str, Rule]:
    """Every rule by its name: the accesses first, then those of the apps."""
    own = Rule(ACCESSES, _("Visites, entrées et invitations passées"), count_accesses, forget_accesses)
    return {rule.name: rule for rule in (own, *chain.from_iterable(retention_rules.ask()))}


def label_of(name: str, *, shared: bool = False) -> str:
    """What was forgotten, in words."""
    if name in rules() and not shared:
        return str(rules()[name].label)
    return str(LABELS.get(name, name))


def limits(months: dict[str, int]) -> dict[str, datetime]:
    """Rule → the moment before which things are forgotten."""
    return {name: clock.months_before(clock.now(), months[name]) for name in rules()}


def due(cursor: Any, schema: str, role: str, months: dict[str, int]) -> dict[str, int]:
    """What tonight would forget in a territory; in its context."""
    before = limits(months)
    return {name: rule.count(cursor, schema, role, before[name]) for name, rule in rules().items()}


def purge_everywhere(*, dry_run: bool = False, only: str = "") -> list[Purged]:
    """Each territory, then what they share; one that fails does not stop the others."""
    return list(_everywhere(dry_run, only))


def _everywhere(dry_run: bool, only: str) -> Iterator[Purged]:
    with in_programme():
        roles = dict(Territory.objects.values_list("schema_name", "role"))
        keys = dict(Territory.objects.values_list("schema_name", "pk"))
    for schema, name in orchestration.schemas():
        if only and only != schema:
            continue
        try:
            if schema == orchestration.SHARED:
                yield Purged(name, _in_the_programme(dry_run))
            else:
                yield Purged(name, _in_a_territory(schema, roles[schema], keys[schema], dry_run))
        except Exception:
            logger.exception("what %s has kept long enough could not be forgotten", schema)
            yield Purged(name, {}, failed=True)


def _in_a_territory(schema: str, role: str, key: Any, dry_run: bool) -> dict[str, int]:
    with in_territory(schema), connection.cursor() as cursor:
        months = queries.months(key)
        counts = due(cursor, schema, role, months)
    if dry_run:
        return counts
    before = limits(months)
    counts = {name: rule.forget(schema, role, before[name]) for name, rule in rules().items()}
    with in_territory(schema):
        if over := sum(over_in_territory.ask()):
            counts[ARCHIVES] = over
        Purge.objects.create(counts=counts)
    return counts


def _in_the_programme(dry_run: bool) -> dict[str, int]:
    before = clock.months_before(clock.now(), DEFAULTS[ACCESSES])
    act = _count if dry_run else _delete
    with transaction.atomic(using=OWNER), connections[OWNER].cursor() as cursor:
        counts = {
            TRACES: sum(act(cursor, table, where, PROGRAMME_ROLE, before) for table, where in SHARED_ROWS.items())
        }
    with in_programme():
        counts |= inactivity.look(dry_run=dry_run)
        counts[EXPIRED] = queries.over_copies().count() if dry_run else requests.forget_copies()
        if not dry_run:
            Purge.objects.create(counts=counts)
    return counts


def _count(cursor: Any, table: str, where: str, role: str, before: datetime) -> int:
    cursor.execute(f"SELECT count(*) FROM public.{table} t WHERE {where}", _facts(role, before))
    return int(cursor.fetchone()[0])


def _delete(cursor: Any, table: str, where: str, role: str, before: datetime) -> int:
    cursor.execute(f"DELETE FROM public.{table} t WHERE {where}", _facts(role, before))
    return int(cursor.rowcount)


def _facts(role: str, before: datetime) -> dict[str, Any]:
    now = clock.now()
    return {
        "role": role,
        "before": before,
        "now": now,
        "day_before": now - submissions.KEPT,
        "queue_before": now - timedelta(days=KEPT_DAYS),
    }
