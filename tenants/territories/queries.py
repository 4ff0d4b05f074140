"""Which territories, agreements and requests somebody sees, on the national host."""

from datetime import timedelta
from uuid import UUID

from django.db import connection
from django.db.models import Count, Prefetch, Q, QuerySet
from django.shortcuts import get_object_or_404

from eclore.kit import clock, folding, mail
from eclore.kit.actor import Actor
from eclore.kit.folding import holds, in_order, same
from eclore.kit.permissions import can
from tenants.territories.models import Agreement, Domain, ProvisioningRequest, Territory
from tenants.territories.states import RequestState

REMEMBERED = timedelta(days=7)


def schemas() -> list[str]:
    """Every territory's schema, in order, whatever context is open: for commands that walk them as their owner."""
    return list(Territory.objects.using("owner").order_by("schema_name").values_list("schema_name", flat=True))


def all_territories(actor: Actor, *, kind: str = "", words: str = "") -> QuerySet[Territory]:
    """Every territory by name, with `members`, `managers` and `signed` counted, for the national team only."""
    if not can(actor, "territories.see_all"):
        return Territory.objects.none()
    rows = Territory.objects.order_by(*in_order("name"), "pk")
    if kind:
        rows = rows.filter(kind=kind)
    for word in folding.words(words):
        rows = rows.filter(holds(word, "name", "slug") | same("code", word) | same("department", word))
    return with_addresses(with_participation(rows))


def with_participation(rows: QuerySet[Territory]) -> QuerySet[Territory]:
    """Adds `members` and `managers` (people with a part today) and `signed` (agreements)."""
    today = Q(memberships__revoked_at=None)
    return rows.annotate(
        members=Count("memberships__user", filter=today, distinct=True),
        managers=Count("memberships__user", filter=today & Q(memberships__role="manager"), distinct=True),
        signed=Count("agreements", distinct=True),
    )


def with_addresses(rows: QuerySet[Territory]) -> QuerySet[Territory]:
    """Loads each territory's main host as `main_domains`, a list of one."""
    return rows.prefetch_related(_main_domains())


def agreements(actor: Actor) -> QuerySet[Agreement]:
    """Every agreement with its territories, the last signed first, for the national team only."""
    if not can(actor, "territories.see_all"):
        return Agreement.objects.none()
    return Agreement.objects.prefetch_related(
        Prefetch("territories", queryset=Territory.objects.order_by(*in_order("name")))
    )


def open_requests(actor: Actor) -> list[ProvisioningRequest]:
    """What is being made, and what could not be in the last days, the last first."""
    if not can(actor, "territories.see_all"):
        return []
    recent = Q(ended_at=None) | Q(ended_at__gt=clock.now() - REMEMBERED)
    return list(ProvisioningRequest.objects.filter(recent).exclude(state=RequestState.DONE)[:20])


def request_or_none(actor: Actor, key: UUID | str) -> ProvisioningRequest | None:
    """One request, for the national team only."""
    if not can(actor, "territories.see_all"):
        return None
    return ProvisioningRequest.objects.select_related("territory").filter(pk=key).first()


def here(schema: str, *, held: bool = False) -> Territory:
    """The territory whose context is open; `held` until the transaction ends, for what is counted over all of it."""
    rows = Territory.objects.select_for_update(no_key=True) if held else Territory.objects.all()
    return rows.get(schema_name=schema)


def by_slug(slug: str) -> Territory | None:
    """The territory that answers under this name."""
    return Territory.objects.filter(slug=slug).first()


def territory_or_404(actor: Actor, slug: str) -> Territory:
    """One territory, for the national team only."""
    return get_object_or_404(all_territories(actor), slug=slug)


def letters_waiting(territory: Territory) -> int:
    """How many of its letters have not left yet, in the programme's context."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT territories_letters_waiting(%s, %s)", [territory.role, mail.LETTERS])
        return int(cursor.fetchone()[0])


def main_domain(territory: Territory) -> Domain:
    """The host where a territory answers, with the territory loaded."""
    return Domain.objects.select_related("tenant").get(tenant=territory, is_primary=True)


def _main_domains() -> "Prefetch[str, QuerySet[Domain], str]":
    return Prefetch("domains", Domain.objects.filter(is_primary=True), to_attr="main_domains")
