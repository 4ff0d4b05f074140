"""The national team enters a territory: openly, for a working day, read-only."""

from datetime import timedelta

from django.utils.translation import gettext as _

from eclore.kit import audit, clock
from eclore.kit.actor import Actor
from eclore.kit.errors import NotAllowed
from eclore.kit.fields import CurrentUser
from eclore.kit.permissions import require
from tenants.memberships.models import Visit
from tenants.territories.models import Territory

LASTS = timedelta(hours=8)
SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
ALWAYS = ("/deconnexion/", "/langue/")


def can_act(actor: Actor, method: str | None, path: str) -> bool:
    """Whether this request may go on: a visitor only reads, leaves, or changes language."""
    return not actor.visitor or method in SAFE or path.startswith(ALWAYS)


def read_only() -> NotAllowed:
    """What a visitor is told instead of acting."""
    return NotAllowed(_("Vous visitez ce territoire en lecture seule : rien n'y change par vous."), code="read_only")


def enter(territory: Territory, *, by: Actor) -> Visit:
    """Write the visit in the territory's log; it lets `by` in, read-only, until it ends."""
    require(by, "memberships.visit")
    now = clock.now()
    audit.record(audit.Act.VISIT, subject=territory, by=by, verb="enter", until=now + LASTS)
    return Visit.objects.create(
        user_id=str(by.user_id), territory=territory, name=by.name, created_at=now, ends_at=now + LASTS
    )


def arrive(visit: Visit, *, by: Actor) -> None:
    """The visitor's first page, in the territory's own context: told in its log in the same transaction, once."""
    now = clock.now()
    if Visit.objects.filter(pk=visit.pk, entered_at=None).update(entered_at=now):
        audit.record(audit.Act.VISIT, subject=visit, by=by, verb="visit", until=visit.ends_at)


def leave(*, by: Actor) -> None:
    """The visitor goes: what they are here besides, a member for one, counts again; in the territory's context."""
    if by.visitor:
        now = clock.now()
        Visit.objects.filter(user_id=str(by.user_id), territory_role=CurrentUser(), ends_at__gt=now).update(ends_at=now)
