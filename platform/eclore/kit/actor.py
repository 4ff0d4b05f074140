"""Who is acting, as the rules need to know it; never a request, never a model."""

from dataclasses import dataclass, field
from uuid import UUID

MEMBER, MANAGER, JUROR, COACH, SPONSOR = "member", "manager", "juror", "coach", "sponsor"
NATIONAL_COACH, NATIONAL_ADMINISTRATOR = "national_coach", "national_administrator"


@dataclass(frozen=True)
class Held:
    """One seat of one jury of the app labelled `app`: what a card opens, and nothing else."""

    app: str
    jury_id: UUID
    seat_id: UUID


@dataclass(frozen=True)
class Actor:
    """`roles` hold on this host only. A `visitor` is a national coach inside a territory, read-only.

    Whoever came in with a card has no account here: `held` is all that they are.
    """

    user_id: UUID | None = None
    name: str = ""
    email: str = ""
    roles: frozenset[str] = field(default_factory=frozenset)
    schema: str = "public"
    visitor: bool = False
    system: bool = False
    held: Held | None = None

    @property
    def is_authenticated(self) -> bool:
        return self.user_id is not None

    @property
    def is_somebody(self) -> bool:
        """Signed in, or here with a card."""
        return self.is_authenticated or self.held is not None

    @property
    def is_national(self) -> bool:
        return bool(self.roles & {NATIONAL_COACH, NATIONAL_ADMINISTRATOR})

    def has(self, *roles: str) -> bool:
        """One of these roles, and not as a visitor, who is read-only."""
        return not self.visitor and bool(self.roles.intersection(roles))


ANONYMOUS = Actor()


def system(name: str = "Éclore", schema: str = "public") -> Actor:
    """The system itself: jobs, deliveries, replays."""
    return Actor(name=name, schema=schema, system=True)
