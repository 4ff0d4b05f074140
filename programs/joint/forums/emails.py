"""What the managers of a territory receive when a forum opens to them."""

from collections.abc import Iterable

from django.conf import settings

from eclore.kit import mail
from eclore.kit.actor import MANAGER
from programs.joint.forums.models import Forum, Participation
from tenants.hosts import address
from tenants.memberships.models import Membership
from tenants.territories.addresses import territory_path


def tell_managers(forum: Forum, participations: Iterable[Participation]) -> None:
    """How many ideas they may nominate, until when, and where; one email a manager, two statements in all."""
    quotas = {participation.territory_id: participation.quota for participation in participations}
    managers = Membership.objects.filter(
        territory_id__in=quotas, role=MANAGER, revoked_at=None, user__is_active=True
    ).select_related("user", "territory")
    for manager in managers:
        link = address(f"{manager.territory.slug}.{settings.BASE_HOST}", territory_path("bridge-forum", forum.slug))
        context = {"name": manager.user.name, "forum": forum, "quota": quotas[manager.territory_id], "link": link}
        mail.post("forums.opened", to_email=manager.user.email, context=context)
