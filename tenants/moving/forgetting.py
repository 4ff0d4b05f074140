"""Forgets a territory that has left: its schema, its role, its rows in shared tables, in one transaction or not at all.

A line of the programme's log, in the same transaction, says which archive was handed over: from then on what remains to
be done (files, people who belonged there only) can be taken up again with that archive, and with no other.
"""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import connections, transaction
from django.db.utils import OperationalError

from eclore.kit import audit
from eclore.kit.actor import system
from eclore.kit.audit import Act
from tenants.accounts.models import User
from tenants.audit.programme.models import Entry
from tenants.moving import kept
from tenants.moving.archive import Reader
from tenants.moving.shares import LOG
from tenants.privacy.models import Request
from tenants.privacy.states import RequestKind
from tenants.territories import sites
from tenants.territories.models import Territory
from tenants.territories.template import OWNER

VERB = "forget_territory"
ROLE_COLUMNS = """
SELECT c.relname, a.attname FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND NOT a.attisdropped
    AND a.attname IN ('territory_role', 'owner_role') ORDER BY 1
"""
THEIR_JOBS = "SELECT id FROM public.procrastinate_jobs WHERE args ->> 'tenant_context' = %(role)s"
# What names a territory otherwise than by its role; what leans on others first.
OTHERS: tuple[tuple[str, str], ...] = (
    ("procrastinate_events", f"job_id IN ({THEIR_JOBS})"),
    ("procrastinate_jobs", f"id IN ({THEIR_JOBS})"),
    ("territories_domain", "tenant_id = %(territory)s"),
    ("territories_provisioningrequest", "territory_id = %(territory)s OR slug = %(slug)s"),
)
# Reports of erasures say in which schemas a text was left for somebody to read: there is none there any more.
TOLD_OF_ERASURES = """
UPDATE public.privacy_request SET report = jsonb_set(report, ARRAY[%(part)s::text], (
    SELECT coalesce(jsonb_agg(e), '[]'::jsonb) FROM jsonb_array_elements(report -> %(part)s::text) e
    WHERE e ->> 'schema' IS DISTINCT FROM %(schema)s::text
)) WHERE jsonb_path_exists(report, '$.*[*] ? (@.schema == $schema)', jsonb_build_object('schema', %(schema)s::text))
    AND jsonb_typeof(report -> %(part)s::text) = 'array'
"""
ALONE = """
SELECT u.id FROM public.accounts_user u WHERE u.id = ANY (%(people)s) AND u.is_active AND u.visible_to = '{}'
    AND NOT EXISTS (SELECT FROM public.memberships_nationalgrant g WHERE g.user_id = u.id)
    AND NOT EXISTS (SELECT FROM public.joint_juries_seat s WHERE s.user_id = u.id)
"""


class CannotBeForgottenError(Exception):
    """Why nothing was done; the message says what to do first."""


@dataclass
class Forgotten:
    """Rows gone by table, rows that others keep by table, people to be erased; `role_stays`: another database's too."""

    gone: Counter[str] = field(default_factory=Counter)
    kept: Counter[str] = field(default_factory=Counter)
    people: int = 0
    role_stays: bool = False


def names_of(archive: Reader) -> dict[str, Any]:
    """What names the territory of an archive, for SQL."""
    told = archive.manifest["territory"]
    hosts = [row["domain"] for row in archive.rows("shared/territories_domain.jsonl")]
    return {
        "role": f"territory_{told['schema']}",
        "territory": told["id"],
        "slug": told["slug"],
        "schema": told["schema"],
        "hosts": hosts,
    }


def forget(territory: Territory, archive: Reader, sha256: str, *, lines: int) -> Forgotten:
    """All of it, or nothing; `archive` was compared with what was there when its log had so many `lines`.

    Raises CannotBeForgottenError.
    """
    names, done = names_of(archive), Forgotten()
    try:
        with transaction.atomic(using=OWNER), connections[OWNER].cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '10s'")
            _hold(cursor, territory, lines)
            people = _people(cursor, names)
            done.kept = kept.keep(cursor, names)
            _drop_schema(cursor, archive, names, done)
            _delete_rows(cursor, names, done)
            done.people = _ask_erasures(cursor, names, people)
            done.role_stays = not _drop_role(cursor, names["role"])
            _tell(names, sha256, done)
    except OperationalError as error:
        raise CannotBeForgottenError(f"somebody is still at work there, try again: {error}") from error
    sites.forget()
    return done


def told(sha256: str) -> bool:
    """Whether the programme's log says that this archive was handed over, and its territory forgotten."""
    return any(line.told.get("sha256") == sha256 for line in Entry.objects.using(OWNER).filter(verb=VERB))


def _hold(cursor: Any, territory: Territory, lines: int) -> None:
    """Nobody writes there from here on; and nobody has since it was compared."""
    cursor.execute("SELECT closed_at FROM public.territories_territory WHERE id = %s FOR UPDATE", [territory.pk])
    row = cursor.fetchone()
    if row is None or row[0] is None:
        raise CannotBeForgottenError("it is not closed")
    cursor.execute(f'LOCK TABLE "{territory.schema_name}".{LOG} IN ACCESS EXCLUSIVE MODE')
    cursor.execute(f'SELECT max(number) FROM "{territory.schema_name}".{LOG}')
    if (cursor.fetchone()[0] or 0) != lines:
        raise CannotBeForgottenError("something was written there meanwhile: try again")


def _people(cursor: Any, names: dict[str, Any]) -> list[UUID]:
    cursor.execute("SELECT id FROM public.accounts_user WHERE visible_to @> ARRAY[%(role)s::name]", names)
    return [key for (key,) in cursor.fetchall()]


def _drop_schema(cursor: Any, archive: Reader, names: dict[str, Any], done: Forgotten) -> None:
    for member, about in archive.members.items():
        if member.startswith("tables/") and member.endswith(".jsonl"):
            done.gone[member.removeprefix("tables/").removesuffix(".jsonl")] += about["rows"]
    cursor.execute(f'DROP SCHEMA "{names["schema"]}" CASCADE')


def _delete_rows(cursor: Any, names: dict[str, Any], done: Forgotten) -> None:
    cursor.execute(ROLE_COLUMNS)
    by_role = [(table, f"{column} = %(role)s") for table, column in cursor.fetchall()]
    for table, where in (*OTHERS, *by_role):
        cursor.execute(f"DELETE FROM public.{table} t WHERE {where}", names)
        done.gone[table] += cursor.rowcount
    cursor.execute(
        "DELETE FROM public.territories_agreement a WHERE NOT EXISTS"
        " (SELECT FROM public.territories_agreementparty p WHERE p.agreement_id = a.id)"
    )
    done.gone["territories_agreement"] += cursor.rowcount
    cursor.execute(
        "UPDATE public.accounts_user SET visible_to = array_remove(visible_to, %(role)s::name)"
        " WHERE visible_to @> ARRAY[%(role)s::name]",
        names,
    )
    for part in ("to_read", "remaining"):
        cursor.execute(TOLD_OF_ERASURES, {**names, "part": part})
    cursor.execute("DELETE FROM public.territories_territory WHERE id = %(territory)s", names)
    done.gone["territories_territory"] += cursor.rowcount
    done.gone = +done.gone


def _ask_erasures(cursor: Any, names: dict[str, Any], people: list[UUID]) -> int:
    """Those who belong nowhere else: closed now, erased next; the worker's night takes up what is cut off."""
    cursor.execute(ALONE, {"people": people})
    alone = [key for (key,) in cursor.fetchall()]
    waiting = Request.objects.using(OWNER).filter(user_id__in=alone, kind=RequestKind.ERASURE, ended_at=None)
    asked = set(waiting.values_list("user_id", flat=True))
    User.objects.using(OWNER).filter(pk__in=alone).update(is_active=False)
    Request.objects.using(OWNER).bulk_create(
        Request(kind=RequestKind.ERASURE, user_id=key) for key in alone if key not in asked
    )
    return len(alone)


def _drop_role(cursor: Any, role: str) -> bool:
    """False when another database of the server uses it: roles are the cluster's."""
    cursor.execute("SAVEPOINT role")
    try:
        cursor.execute(f'DROP ROLE "{role}"')
    except Exception as error:
        if getattr(error.__cause__, "sqlstate", "") != "2BP01":  # dependent objects
            raise
        cursor.execute("ROLLBACK TO SAVEPOINT role")
        return False
    return True


def _tell(names: dict[str, Any], sha256: str, done: Forgotten) -> None:
    gone = [f"{table}:{count}" for table, count in done.gone.items()]
    facts = {"site": names["schema"], "sha256": sha256, "rows": done.gone.total(), "tables": gone}
    audit.record_in("public", OWNER, Act.TERRITORY, by=system(), verb=VERB, **facts)
