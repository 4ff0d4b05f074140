"""Who is here, who is expected, who came by; lists already cut to what the actor may see."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db.models import F, Prefetch, Q, QuerySet

from eclore.kit import clock
from eclore.kit.actor import Actor
from eclore.kit.folding import in_order, searched
from eclore.kit.permissions import can
from tenants.hosts import TERRITORY, address, path_of
from tenants.memberships.models import Invitation, Membership, NationalGrant, Role, Visit
from tenants.territories.models import Domain, Territory

if TYPE_CHECKING:
    from tenants.accounts.models import User


@dataclass
class Member:
    """One person of a territory and the roles that they hold there now."""

    user: "User"
    memberships: list[Membership] = field(default_factory=list)

    @property
    def detail(self) -> str:
        """Their address, and their function where it is known."""
        return " · ".join(filter(None, [self.user.email, self.user.function]))

    @property
    def roles(self) -> list[str]:
        return [membership.role for membership in self.memberships]

    @property
    def missing_roles(self) -> list[tuple[str, str]]:
        """Roles that could be added."""
        return [(value, str(label)) for value, label in Role.choices if value not in self.roles]


@dataclass
class Space:
    """A territory where somebody may go, and as what, in words."""

    name: str
    url: str
    roles: list[str] = field(default_factory=list)


def people_of(actor: Actor, territory_id: UUID, search: str = "") -> "QuerySet[User]":
    """Members of the territory, by name; nobody for who does not manage it. Searched by words of name or address."""
    if not can(actor, "memberships.manage_members"):
        return get_user_model().objects.none()
    held = Membership.objects.filter(territory_id=territory_id, revoked_at=None)
    people = get_user_model().objects.filter(pk__in=held.values("user_id")).order_by(*in_order("name"), "pk")
    return searched(people, search, "name", "email")


def members(people: "Iterable[User]", territory_id: UUID) -> list[Member]:
    """The same people in the same order, with their roles; one statement."""
    found = {user.pk: Member(user) for user in people}
    held = Membership.objects.filter(user__in=found, territory_id=territory_id, revoked_at=None).order_by("created_at")
    for membership in held:
        membership.user = found[membership.user_id].user
        found[membership.user_id].memberships.append(membership)
    return list(found.values())


def member(actor: Actor, territory_id: UUID, email: str) -> Member | None:
    """One person of the territory, by their exact address."""
    return next(iter(members(people_of(actor, territory_id).filter(email=email), territory_id)), None)


def memberships(actor: Actor, territory_id: UUID) -> QuerySet[Membership]:
    """What may be taken back."""
    if not can(actor, "memberships.manage_members"):
        return Membership.objects.none()
    return Membership.objects.filter(territory_id=territory_id).select_related("user")


def invitations(actor: Actor, territory_id: UUID) -> QuerySet[Invitation]:
    """Pending invitations, the latest first."""
    if not can(actor, "memberships.manage_members"):
        return Invitation.objects.none()
    return Invitation.objects.filter(
        territory_id=territory_id, accepted_at=None, revoked_at=None, expires_at__gt=clock.now()
    ).order_by("-created_at", "pk")


def visits(actor: Actor, territory_id: UUID) -> QuerySet[Visit]:
    """Who of the national team came by, the latest first."""
    if not can(actor, "memberships.see_visits"):
        return Visit.objects.none()
    return Visit.objects.filter(territory_id=territory_id).order_by("-created_at", "pk")


def grants(actor: Actor) -> QuerySet[NationalGrant]:
    """The national team, past grants included, those that hold first."""
    if not can(actor, "memberships.see_grants"):
        return NationalGrant.objects.none()
    return NationalGrant.objects.select_related("user").order_by(
        F("revoked_at").desc(nulls_first=True), *in_order("user__name"), "pk"
    )


def grant_held(email: str, kind: str) -> NationalGrant | None:
    """What an address holds today of this kind."""
    return NationalGrant.objects.filter(active_grants(), user__email=email, kind=kind).first()


def territory_to_visit(actor: Actor, slug: str) -> Territory | None:
    """A territory that the actor may enter as a visitor."""
    if not can(actor, "memberships.visit"):
        return None
    return Territory.objects.prefetch_related(_main_domains()).filter(slug=slug).first()


def spaces(user: "User") -> list[Space]:
    """The territories where somebody holds roles, by name."""
    held = (
        Membership.objects.filter(user=user, revoked_at=None)
        .select_related("territory")
        .prefetch_related(_main_domains("territory__"))
        .order_by(*in_order("territory__name"), "role")
    )
    found: dict[UUID, Space] = {}
    for membership in held:
        territory = membership.territory
        if territory.hosts:
            url = _sign_in(territory)
            found.setdefault(territory.pk, Space(territory.name, url)).roles.append(membership.get_role_display())
    return list(found.values())


def proposed(user: "User", siret: str = "") -> list[Space]:
    """Territories that someone's establishment or mailbox points to, where they hold nothing yet; at most five.

    A proposal opens nothing: the territory's own rule decides once they go there.
    """
    domain = user.email.rpartition("@")[2].lower()
    pointed = Q(email_domains__contains=[domain]) | (Q(sirens__contains=[siret[:9]]) if siret else Q(pk=None))
    held = Membership.objects.filter(user=user).values("territory_id")
    found = (
        Territory.objects.filter(pointed)
        .exclude(pk__in=held)
        .prefetch_related(_main_domains())
        .order_by(*in_order("name"))
    )
    return [Space(territory.name, _sign_in(territory)) for territory in found[:5] if territory.hosts]


def _sign_in(territory: Territory) -> str:
    return address(territory.hosts[0].domain, path_of(TERRITORY, "sign-in"))


def _main_domains(path: str = "") -> "Prefetch[str, QuerySet[Domain], str]":
    return Prefetch(f"{path}domains", Domain.objects.order_by("-is_primary", "domain"), to_attr="hosts")


def active_grants() -> Q:
    """National grants that hold today."""
    return Q(revoked_at=None) & (Q(until=None) | Q(until__gte=clock.programme_day()))
