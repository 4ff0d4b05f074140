"""What the managers of a territory receive: a forum opens to them, or its organisers ask them something."""

from collections.abc import Collection, Iterable
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet

from eclore.kit import mail
from eclore.kit.actor import MANAGER
from programs.joint.forums.models import Forum, ForumQuestion, Participation
from tenants.hosts import address
from tenants.memberships.models import Membership
from tenants.territories.addresses import territory_path


def tell_managers(forum: Forum, participations: Iterable[Participation]) -> None:
    """How many ideas they may nominate, until when, and where; one email a manager, two statements in all."""
    quotas = {participation.territory_id: participation.quota for participation in participations}
    for manager in _managers(quotas):
        link = _link(manager, "bridge-forum", forum.slug)
        context = {"name": manager.user.name, "forum": forum, "quota": quotas[manager.territory_id], "link": link}
        mail.post("forums.opened", to_email=manager.user.email, context=context)


def tell_asked(question: ForumQuestion, participation: Participation) -> None:
    """The question, what it is about, and where to answer; one email a manager."""
    for manager in _managers([participation.territory_id]):
        context = {
            "name": manager.user.name,
            "forum": question.forum,
            "question": question,
            "link": _link(manager, "bridge-question", question.pk),
        }
        mail.post("forums.asked", to_email=manager.user.email, context=context)


def _managers(territories: Collection[UUID]) -> QuerySet[Membership]:
    found = Membership.objects.filter(territory_id__in=territories, role=MANAGER, revoked_at=None, user__is_active=True)
    return found.select_related("user", "territory")


def _link(manager: Membership, name: str, key: object) -> str:
    return address(f"{manager.territory.slug}.{settings.BASE_HOST}", territory_path(name, key))
