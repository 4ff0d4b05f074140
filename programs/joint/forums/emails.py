"""What a forum writes: to managers, when it opens or asks; to whoever asked, the answer; to coaches, their hours."""

from collections.abc import Collection, Iterable
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet

from eclore.kit import mail
from eclore.kit.actor import MANAGER
from programs.joint.forums import calendars
from programs.joint.forums.models import Forum, ForumQuestion, MorningCoach, Participation
from programs.joint.forums.mornings import Plan
from tenants.hosts import address, national_page
from tenants.memberships.models import Membership, NationalGrant
from tenants.memberships.queries import active_grants
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


def tell_answered(question: UUID, *, role: str) -> None:
    """Whoever asked, while they run forums still: what the territory of this `role` has answered, and where it stands.

    Nothing of another territory's question. For the programme, which knows them.
    """
    rows = ForumQuestion.objects.select_related("forum", "nomination").filter(territory_role=role)
    found = rows.filter(pk=question, answered_at__isnull=False).first()
    if found is None or found.asked_by_id is None:
        return
    grants = NationalGrant.objects.filter(active_grants(), user_id=found.asked_by_id, user__is_active=True)
    asker = grants.select_related("user").first()
    if asker is None:
        return
    link = national_page("forums-organisation", found.forum.slug)
    if found.nomination:
        link = national_page("forums-dossier", found.forum.slug, found.nomination.pk)
    context = {"name": asker.user.name, "forum": found.forum, "question": found, "link": link}
    mail.post("forums.answered", to_email=asker.user.email, context=context)


def tell_coach(plan: Plan, coach: MorningCoach) -> None:
    """Their hours, whom they meet and where, with an entry for their calendar; corrected, when it was sent before."""
    meets = calendars.lines(plan, coach)
    context = {
        "name": coach.name,
        "forum": plan.forum,
        "place": coach.place,
        "minutes": plan.morning.turn_minutes,
        "meets": meets,
        "again": bool(coach.sent_count),
    }
    entry = calendars.of_coach(plan, coach, coach.sent_count)
    mail.post("forums.coach", to_email=coach.email, context=context, calendar=entry)


def _managers(territories: Collection[UUID]) -> QuerySet[Membership]:
    found = Membership.objects.filter(territory_id__in=territories, role=MANAGER, revoked_at=None, user__is_active=True)
    return found.select_related("user", "territory")


def _link(manager: Membership, name: str, key: object) -> str:
    return address(f"{manager.territory.slug}.{settings.BASE_HOST}", territory_path(name, key))
