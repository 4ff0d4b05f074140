"""Members of a jury need the juror's role here: given at once to people the territory knows, promised to the others."""

from eclore.kit import audit, clock
from eclore.kit.actor import JUROR, Actor
from eclore.kit.fields import CurrentUser
from tenants.accounts.models import User
from tenants.memberships.domain import members
from tenants.memberships.domain.invitations import LASTS, pending
from tenants.memberships.models import Invitation
from tenants.territories.models import Territory


def open_to(email: str, name: str, *, by: Actor) -> User | None:
    """Let this address in as a juror; returns the person when the territory knows them.

    No letter from here: the jury's own says where to go.
    """
    territory = Territory.objects.select_for_update(no_key=True).only("pk").get(role=CurrentUser())
    user = User.objects.filter(email=email, is_active=True).first()
    if user is not None:
        members.grant(user, JUROR, territory_id=territory.pk, by=by)
    elif not pending(email, territory.pk).filter(role=JUROR).exists():
        promised = Invitation.objects.create(
            email=email,
            name=name,
            territory_id=territory.pk,
            role=JUROR,
            invited_by=by.name,
            created_at=clock.now(),
            expires_at=clock.now() + LASTS,
        )
        audit.record(audit.Act.GRANT, subject=promised, by=by, verb="invite", role=JUROR)
    return user
