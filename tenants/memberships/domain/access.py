"""Whether somebody signed in may enter a site, decided on the auth host, in the programme's context."""

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from eclore.kit import audit, clock
from eclore.kit.actor import Actor
from tenants import hosts
from tenants.hosts import Site
from tenants.memberships.domain import invitations
from tenants.memberships.domain.pending_invitations import is_taken_back
from tenants.memberships.models import Membership, NationalGrant, Reason, Role, Visit
from tenants.memberships.queries import active_grants
from tenants.territories.models import Joining

if TYPE_CHECKING:
    from tenants.accounts.models import User


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


def of(user: "User", site: Site) -> Access:
    """Accept the pending invitations of this person, then say whether they may enter `site`."""
    if site.kind != hosts.TERRITORY:
        return Access(Answer.IN)
    invitations.accept(user, territory_id=site.territory_id)
    rows = Membership.objects.filter(user=user, territory_id=site.territory_id)
    held = list(rows.values_list("revoked_at", "fell"))
    if any(revoked_at is None for revoked_at, _fell in held) or _visits(user, site):
        return Access(Answer.IN)
    if is_taken_back(held):
        return Access(Answer.TAKEN_BACK)
    return Access(_rule(user, site), site.email_domains)


def join(user: "User", site: Site) -> Membership | None:
    """Make a member of somebody whom the territory's rule welcomes; None when it does not."""
    if of(user, site).answer is not Answer.WELCOME:
        return None
    made = Membership.objects.create(
        user=user,
        territory_id=site.territory_id,
        territory_role=site.role,
        role=Role.MEMBER,
        granted_by=user.name,
        reason=Reason.RULE,
    )
    themselves = Actor(user.pk, str(user), user.email)
    audit.record(audit.Act.GRANT, subject=user, by=themselves, verb="join", role=made.role, place=site.slug)
    return made


def _rule(user: "User", site: Site) -> Answer:
    if site.joining == Joining.OPEN:
        return Answer.WELCOME
    if site.joining == Joining.DOMAINS:
        domain = user.email.rpartition("@")[2].lower()
        mine = any(domain == ours.lower().lstrip("@") for ours in site.email_domains)
        return Answer.WELCOME if mine else Answer.OTHER_DOMAIN
    return Answer.INVITATION_ONLY


def _visits(user: "User", site: Site) -> bool:
    """A visit that lasts, by somebody whose national grant still holds."""
    lasting = Visit.objects.filter(user=user, territory_id=site.territory_id, ends_at__gt=clock.now())
    return lasting.exists() and NationalGrant.objects.filter(active_grants(), user=user).exists()
