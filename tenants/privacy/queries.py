"""Requests that a person, or the national team, may see; what territories keep, and what was purged."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from eclore.kit import clock, personal
from eclore.kit.actor import MANAGER, NATIONAL_ADMINISTRATOR, Actor
from eclore.kit.folding import in_order
from eclore.kit.permissions import can
from tenants.accounts.models import User
from tenants.memberships.models import Membership, NationalGrant
from tenants.memberships.queries import active_grants
from tenants.privacy.models import DEFAULTS, Copy, Purge, Request, Retention
from tenants.privacy.states import RequestKind, RequestState
from tenants.territories.models import Territory

SHOWN = 20


@dataclass(frozen=True)
class Asked:
    """A copy that was asked for, and whether it can be downloaded now."""

    request: Request
    is_ready: bool


@dataclass(frozen=True)
class Remaining:
    """How many texts of one table still hold a part of a name, for somebody to read."""

    site: str
    table: str
    column: str
    count: int


@dataclass(frozen=True)
class ErasureRow:
    """An erasure in the list: how many places still hold a string of the person, how many texts are left to read.

    Both are None until it is done: nothing has been searched yet.
    """

    asked: Request
    remaining: int | None = None
    to_read: int | None = None

    @classmethod
    def of(cls, asked: Request) -> "ErasureRow":
        if asked.state != RequestState.DONE:
            return cls(asked)
        return cls(asked, len(asked.report.get("remaining", [])), asked.report.get("to_read_total"))


def own_copies(user: User) -> list[Asked]:
    """The last copies that this person asked for."""
    rows = list(Request.objects.filter(user=user, kind=RequestKind.EXPORT)[:3])
    ready = set(Copy.objects.filter(request__in=rows).values_list("request_id", flat=True))
    return [Asked(row, row.pk in ready and row.expires_at is not None and row.expires_at > clock.now()) for row in rows]


def own_copy(user: User, key: UUID) -> Copy | None:
    """One copy, for the person it is about and nobody else, until it expires."""
    return Copy.objects.filter(
        request_id=key, request__user=user, request__asked_by_id=user.pk, request__expires_at__gt=clock.now()
    ).first()


def over_copies() -> QuerySet[Copy]:
    """Copies whose days are over."""
    return Copy.objects.filter(request__expires_at__lte=clock.now())


def erasure(key: UUID) -> Request | None:
    """An erasure, by its unguessable key: whoever has asked to be forgotten has no account left."""
    return Request.objects.filter(pk=key, kind=RequestKind.ERASURE).first()


def erasures(actor: Actor) -> QuerySet[Request]:
    """Every erasure, the latest first, for the national team."""
    rows = Request.objects.filter(kind=RequestKind.ERASURE)
    return rows if can(actor, "privacy.see_requests") else rows.none()


def only_held_by(user: User) -> list[str]:
    """What would be left without anybody: territories without a manager, the national administration."""
    managed = Membership.objects.filter(role=MANAGER, revoked_at=None, user__is_active=True)
    mine = Territory.objects.filter(pk__in=managed.filter(user=user).values("territory_id"))
    found = list(
        mine.exclude(pk__in=managed.exclude(user=user).values("territory_id"))
        .order_by(*in_order("name"))
        .values_list("name", flat=True)
    )
    administrators = NationalGrant.objects.filter(active_grants(), kind=NATIONAL_ADMINISTRATOR, user__is_active=True)
    if administrators.filter(user=user).exists() and not administrators.exclude(user=user).exists():
        found.append(_("l'administration nationale"))
    return found


def months(territory_id: Any) -> dict[str, int]:
    """How long a territory keeps each thing: its own wish, or the defaults."""
    row = Retention.objects.filter(territory_id=territory_id).first()
    return {name: getattr(row, name) if row else default for name, default in DEFAULTS.items()}


def purges(role: str) -> list[Purge]:
    """What the last nights have forgotten at a site, the latest first."""
    return list(Purge.objects.filter(territory_role=role)[:SHOWN])


def to_read(report: dict[str, Any]) -> list[Remaining]:
    """What an erasure leaves for somebody to read, by site and table."""
    counts: dict[tuple[str, str, str], int] = {}
    for location in report.get("to_read", []):
        key = (location["schema"], location["table"], location["column"])
        counts[key] = counts.get(key, 0) + 1
    schemas = {schema for schema, _table, _column in counts}
    names = dict(Territory.objects.filter(schema_name__in=schemas).values_list("schema_name", "name"))
    return [
        Remaining(names.get(schema, "Éclore"), str(_label(table)), column, count)
        for (schema, table, column), count in sorted(counts.items())
    ]


def _label(table: str) -> Any:
    return personal.TABLES[table].label if table in personal.TABLES else table
