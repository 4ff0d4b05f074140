"""Whether somebody signed in may enter a place, decided on the auth host, behind the programme's door."""

from dataclasses import dataclass
from enum import Enum

from eclore.kit import audit, clock
from eclore.kit.actor import Actor
from tenants import hosts
from tenants.hosts import Place
from tenants.people import presence
from tenants.people.domain import invitations
from tenants.people.models import Membership, NationalGrant, Role, User, Visit
from tenants.territories.models import Joining


class Answer(Enum):
    """IN: already part of it. WELCOME: may join by asking. The others say why not."""

    IN = "in"
    WELCOME = "welcome"
    INVITATION_ONLY = "invitation_only"
    OTHER_DOMAIN = "other_domain"
    TAKEN_BACK = "taken_back"


@dataclass(frozen=True)
class Access:
    answer: Answer
    domains: tuple[str, ...] = ()

    @property
    def granted(self) -> bool:
        return self.answer is Answer.IN


def of(user: User, place: Place) -> Access:
    """Keep the promises made to this person, then say whether they may enter `place`."""
    if place.kind != hosts.TERRITORY:
        return Access(Answer.IN)
    invitations.accept(user, territory_id=place.territory_id)
    held = list(
        Membership.objects.filter(user=user, territory_id=place.territory_id).values_list("revoked_at", flat=True)
    )
    if None in held or _visits(user, place):
        return Access(Answer.IN)
    if held:
        return Access(Answer.TAKEN_BACK)
    return Access(_rule(user, place), place.email_domains)


def join(user: User, place: Place) -> Membership | None:
    """Make a member of somebody whom the territory's rule welcomes; None when it does not."""
    if of(user, place).answer is not Answer.WELCOME:
        return None
    made = Membership.objects.create(
        user=user, territory_id=place.territory_id, territory_role=place.role, role=Role.MEMBER, granted_by=user.name
    )
    themselves = Actor(user.pk, str(user), user.email)
    audit.record(audit.Act.GRANT, subject=user, by=themselves, verb="join", role=made.role, place=place.slug)
    return made


def _rule(user: User, place: Place) -> Answer:
    if place.joining == Joining.OPEN:
        return Answer.WELCOME
    if place.joining == Joining.DOMAINS:
        domain = user.email.rpartition("@")[2].lower()
        mine = any(domain == ours.lower().lstrip("@") for ours in place.email_domains)
        return Answer.WELCOME if mine else Answer.OTHER_DOMAIN
    return Answer.INVITATION_ONLY


def _visits(user: User, place: Place) -> bool:
    """A visit that lasts, by somebody whose national grant still holds."""
    lasting = Visit.objects.filter(user=user, territory_id=place.territory_id, ends_at__gt=clock.now())
    return lasting.exists() and NationalGrant.objects.filter(presence.active_grants(), user=user).exists()
