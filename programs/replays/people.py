"""The people of a replay: accounts named after what they do, never after anybody."""

from dataclasses import dataclass
from uuid import UUID

from eclore.kit.actor import COACH, JUROR, MANAGER, MEMBER, NATIONAL_ADMINISTRATOR, NATIONAL_COACH, SPONSOR, Actor
from tenants.accounts import authentication
from tenants.accounts.models import User
from tenants.contexts import in_programme
from tenants.memberships.models import Membership, NationalGrant
from tenants.territories.models import Territory


@dataclass(frozen=True)
class Person:
    """One account, as somebody who acts on one host."""

    user_id: UUID
    name: str
    email: str
    actor: Actor


class TerritoryPeople:
    """The people of one territory: `Chargée de programme, Somme`. Make it, and its agents, outside any context."""

    JURORS = 5

    def __init__(self, territory: Territory) -> None:
        self.territory = territory
        self._people: dict[str, Person] = {}
        self.manager = self._person("programme", "Chargée de programme", MANAGER)
        self.sponsor = self._person("dgs", "Directrice générale des services", SPONSOR)
        self.coach = self._person("coach", "Coach", COACH)
        for rank in range(1, self.JURORS + 1):
            self.juror(rank)

    def juror(self, rank: int) -> Person:
        """Jurors 1 to JURORS; the first one presides."""
        return self._person(f"jury{rank}", f"Membre du jury n° {rank}", JUROR)

    def agent(self, team: int, member: int = 1) -> Person:
        """Somebody of a team; member 1 leads it."""
        return self._person(f"equipe{team}.{member}", f"Équipe n° {team}, membre {member}", MEMBER)

    def _person(self, key: str, label: str, *roles: str) -> Person:
        if key not in self._people:
            self._people[key] = self._enter(key, label, roles)
        return self._people[key]

    def _enter(self, key: str, label: str, roles: tuple[str, ...]) -> Person:
        email, name = f"{key}@{self.territory.slug}.example", f"{label}, {self.territory.name}"
        user = account(email, name)
        with in_programme():
            for role in roles:
                Membership.objects.get_or_create(
                    user=user,
                    territory=self.territory,
                    role=role,
                    revoked_at=None,
                    defaults={"territory_role": self.territory.role, "granted_by": "la démonstration"},
                )
        return Person(
            user.pk, name, email, authentication.actor_for(user, set(roles), schema=self.territory.schema_name)
        )


class NationalTeam:
    """The people of the national host; made outside any context."""

    def __init__(self) -> None:
        self.administrator = self._person("administration", "Équipe nationale", NATIONAL_ADMINISTRATOR)
        self.coach = self._person("coach", "Coach nationale", NATIONAL_COACH)

    def guest(self, email: str, name: str) -> Person:
        """A member of a joint jury: an account without any national grant."""
        user = account(email, name)
        return Person(user.pk, name, email, authentication.actor_for(user, set()))

    def _person(self, key: str, name: str, kind: str) -> Person:
        email = f"{key}@national.example"
        user = account(email, name)
        with in_programme():
            NationalGrant.objects.get_or_create(
                user=user, kind=kind, revoked_at=None, defaults={"granted_by": "la démonstration"}
            )
        return Person(user.pk, name, email, authentication.actor_for(user, {kind}))


def account(email: str, name: str) -> User:
    """The generated account of that address, made if need be; nobody knows its password, not even itself."""
    with in_programme():
        user = User.objects.filter(email=email).first()
        if user is None:
            user = User.objects.create_user(email, name)
            User.objects.filter(pk=user.pk).update(generated=True)
    return user
