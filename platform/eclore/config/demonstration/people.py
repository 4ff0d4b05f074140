"""Whom one may sign in as in the demonstration: a few people of each kind, host by host."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from eclore.kit.actor import NATIONAL_ADMINISTRATOR, NATIONAL_COACH
from eclore.kit.folding import in_order
from tenants.accounts.models import User
from tenants.hosts import address
from tenants.memberships.models import Membership, NationalGrant, Role
from tenants.memberships.queries import active_grants
from tenants.territories.models import Domain

EACH = 3
DOES: dict[str, Any] = {
    Role.MANAGER: gettext_lazy("Ouvre l'appel, présélectionne, compose le jury, répond à chaque candidat."),
    Role.MEMBER: gettext_lazy("Dépose une idée, invite son équipe, suit son étape."),
    Role.JUROR: gettext_lazy("Note les dossiers, se déporte, délibère."),
    Role.SPONSOR: gettext_lazy("Soutient un lauréat, siège au comité."),
    Role.COACH: gettext_lazy("Suit des projets, tient leur journal."),
    NATIONAL_ADMINISTRATOR: gettext_lazy("Nomme l'équipe, ouvre les forums, publie leurs décisions."),
    NATIONAL_COACH: gettext_lazy("Voit le portefeuille de tous les territoires, les visite en lecture seule."),
    "joint": gettext_lazy("Note les équipes de plusieurs territoires au forum."),
}
ORDER = [Role.MANAGER, Role.MEMBER, Role.JUROR, Role.SPONSOR, Role.COACH]


@dataclass
class Group:
    """One kind of person at one site."""

    label: str
    does: str
    people: list[User] = field(default_factory=list)


@dataclass
class Host:
    """One host and the people whom one may be there."""

    host: str
    name: str
    groups: list[Group] = field(default_factory=list)

    @property
    def url(self) -> str:
        return address(self.host)


def hosts() -> list[Host]:
    """The national host first, then each territory that has people, by name. Four statements."""
    return [_national(), *_territories()]


def _territories() -> list[Host]:
    held = Membership.objects.filter(revoked_at=None, user__is_active=True).select_related("user", "territory")
    by_territory: dict[UUID, dict[str, list[User]]] = {}
    names: dict[UUID, str] = {}
    for membership in held.order_by(*in_order("territory__name"), "created_at", "pk"):
        names[membership.territory_id] = membership.territory.name
        people = by_territory.setdefault(membership.territory_id, {}).setdefault(membership.role, [])
        if len(people) < EACH:
            people.append(membership.user)
    main = Domain.objects.filter(tenant__in=by_territory).order_by("is_primary").values_list("tenant_id", "domain")
    addresses = dict(main)
    return [
        Host(addresses[pk], names[pk], [_group(role, people[role]) for role in ORDER if role in people])
        for pk, people in by_territory.items()
        if pk in addresses
    ]


def _national() -> Host:
    held = NationalGrant.objects.filter(active_grants(), user__is_active=True).select_related("user")
    people: dict[str, list[User]] = {}
    for grant in held.order_by("created_at", "pk"):
        people.setdefault(grant.kind, []).append(grant.user)
    groups = [_group(kind, people[kind][:EACH]) for kind in (NATIONAL_ADMINISTRATOR, NATIONAL_COACH) if kind in people]
    others = User.objects.filter(generated=True, is_active=True, memberships=None, national_grants=None)
    jurors = list(others.exclude(function="").order_by("created_at", "pk")[: 2 * EACH])
    return Host(
        settings.BASE_HOST, _("Équipe nationale et forum"), [*groups, *([_group("joint", jurors)] if jurors else [])]
    )


def _group(kind: str, people: list[User]) -> Group:
    words = {
        NATIONAL_ADMINISTRATOR: _("Administration nationale"),
        NATIONAL_COACH: _("Coach nationale ou national"),
        "joint": _("Jury interdépartemental"),
        Role.MEMBER: _("Agente ou agent"),
    }
    return Group(words.get(kind) or str(Role(kind).label), str(DOES[kind]), people)
