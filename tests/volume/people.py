"""Accounts and memberships by the thousand."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from eclore.kit.actor import COACH, JUROR, MANAGER, MEMBER, NATIONAL_ADMINISTRATOR, NATIONAL_COACH, SPONSOR
from eclore.kit.keys import digest
from tenants.accounts.models import User
from tenants.contexts import in_programme
from tenants.memberships.models import Invitation, Membership, NationalGrant, Visit
from tenants.territories.models import Territory
from tests.support.personas import Persona
from tests.volume.plan import Volume, key

FAR = "2099-01-01T00:00:00Z"


def invitation_secret(slug: str, rank: int) -> str:
    """What the link of an invitation's e-mail holds."""
    return f"invitation-{key(slug, 'invitation', rank).hex}"


@dataclass(frozen=True)
class Someone:
    """One account, by its part and rank at a place: its key is known before it exists."""

    place: str
    part: str
    rank: int = 1

    @property
    def user_id(self) -> UUID:
        return key(self.place, self.part, self.rank)

    @property
    def email(self) -> str:
        return f"{self.part}{self.rank}@{self.place}.example"

    @property
    def name(self) -> str:
        return f"{self.part.capitalize()} n° {self.rank}, {self.place}"

    @property
    def persona(self) -> Persona:
        return Persona(self.user_id, self.email, self.name)


ROLES = {"gestion": MANAGER, "jury": JUROR, "coach": COACH, "sponsor": SPONSOR, "agent": MEMBER}


def settle(territory: Territory, volume: Volume) -> None:
    """Everybody of one territory, with their roles, some invitations, and a coach's visits. Opens a context."""
    slug = territory.slug
    parts = {"gestion": 1, "coach": 3, "sponsor": 1, "jury": volume.jurors, "agent": max(volume.ideas, volume.people)}
    everybody = [Someone(slug, part, rank) for part, count in parts.items() for rank in range(1, count + 1)]
    with in_programme():
        _accounts(everybody)
        Membership.objects.bulk_create(
            (
                Membership(
                    id=key(slug, "membership", who.part, who.rank),
                    user_id=who.user_id,
                    territory=territory,
                    territory_role=territory.role,
                    role=ROLES[who.part],
                    granted_by="Volume",
                )
                for who in everybody
            ),
            ignore_conflicts=True,
        )
        Invitation.objects.bulk_create(
            (
                Invitation(
                    id=key(slug, "invitation", rank),
                    email=f"invite{rank}@{slug}.example",
                    territory=territory,
                    territory_role=territory.role,
                    secret_hash=digest(invitation_secret(slug, rank)),
                    invited_by="Volume",
                    expires_at=FAR,
                )
                for rank in range(1, min(volume.people, volume.invitations) + 1)
            ),
            ignore_conflicts=True,
        )
        _visits(territory, min(volume.people, volume.invitations))


def settle_nation(count: int = 1) -> None:
    """The national team: administrators and coaches."""
    team = [Someone("national", part, rank) for part in ("equipe", "coach") for rank in range(1, count + 1)]
    kinds = {"equipe": NATIONAL_ADMINISTRATOR, "coach": NATIONAL_COACH}
    with in_programme():
        _accounts(team)
        NationalGrant.objects.bulk_create(
            (
                NationalGrant(id=key("grant", who.part, who.rank), user_id=who.user_id, kind=kinds[who.part])
                for who in team
            ),
            ignore_conflicts=True,
        )


def _visits(territory: Territory, count: int) -> None:
    coach = Someone("national", "coach")
    if User.objects.filter(pk=coach.user_id).exists():
        Visit.objects.bulk_create(
            (
                Visit(
                    id=key(territory.slug, "visit", rank),
                    user_id=coach.user_id,
                    territory=territory,
                    territory_role=territory.role,
                    name=coach.name,
                    ends_at=FAR,
                )
                for rank in range(1, count + 1)
            ),
            ignore_conflicts=True,
        )


def _accounts(everybody: Iterable[Someone]) -> None:
    """`stamp` and password play no part here: nobody signs in by the context of the sign-in host."""
    User.objects.bulk_create(
        (User(id=who.user_id, email=who.email, name=who.name, generated=True) for who in everybody),
        ignore_conflicts=True,
        batch_size=500,
    )
