"""Where the world stands, without keys, names or times: two worlds that look the same are one state."""

from collections.abc import Hashable

from django.db.models import Count, Q

from programs.joint.forums.models import Forum, Nomination
from programs.joint.juries.side import JOINT
from programs.juries.contract import AnySide
from programs.local.ideas.models import Idea
from programs.local.incubation.models import Committee, Project
from programs.local.juries.side import LOCAL
from tenants.memberships.models import Invitation, Membership, NationalGrant, Visit
from tests.proofs.liveness.world import HOME, NATION, World


def state_of(world: World) -> Hashable:
    """Sorted facts about each thing."""
    with world.inside(HOME):
        here = (_ideas(), _juries(LOCAL), _projects(), _people())
    with world.inside(NATION):
        forums = tuple(
            Forum.objects.annotate(jury_opened=Q(jury_opened_at__isnull=False)).values_list(
                "state", "nominated", "jury_opened"
            )
        )
        nominations = sorted(
            map(
                str,
                Nomination.objects.annotate(
                    out=Q(withdrawn_at__isnull=False), home=Q(decision__delivered_at__isnull=False)
                ).values_list("out", "home"),
            )
        )
        visits = (Visit.objects.count() > 0, NationalGrant.objects.filter(revoked_at=None).count())
        return (*here, forums, tuple(nominations), _juries(JOINT), visits)


def _ideas() -> tuple[Hashable, ...]:
    rows = Idea.objects.annotate(
        people=Count("team", distinct=True),
        agreed=Count("team", filter=Q(team__consented_at__isnull=False), distinct=True),
        heard=Count("passages", filter=~Q(passages__jury__state="published"), distinct=True),
        requests=Count("team__commitment", filter=Q(team__commitment__state="requested"), distinct=True),
    )
    return tuple(sorted(rows.values_list("state", "people", "agreed", "heard", "requests")))


def _juries(side: AnySide) -> tuple[Hashable, ...]:
    rows = side.juries.objects.annotate(
        revealed=Q(revealed_at__isnull=False),
        sat=Count("seats", distinct=True),
        there=Count("seats", filter=Q(seats__present=True), distinct=True),
        presided=Count("seats", filter=Q(seats__presides=True), distinct=True),
        heard=Count("passages", distinct=True),
        decided=Count("passages__decision", distinct=True),
        cast=Count("passages__ballots", distinct=True),
    )
    told = ("state", "revealed", "sat", "there", "presided", "heard", "decided", "cast")
    return tuple(sorted(rows.values_list(*told)))


def _projects() -> tuple[Hashable, ...]:
    planned = Count("reviews", filter=Q(reviews__committee__state="planned"))
    decided = Count("reviews", filter=~Q(reviews__verdict=""))
    projects = sorted(Project.objects.annotate(planned=planned).values_list("state", "planned"))
    committees = Committee.objects.annotate(on=Count("reviews", distinct=True), decided=decided)
    return (tuple(projects), tuple(sorted(committees.values_list("state", "on", "decided"))))


def _people() -> tuple[Hashable, ...]:
    pending = (
        Invitation.objects.filter(accepted_at=None, revoked_at=None)
        .annotate(ours=Q(secret_hash=None))
        .values_list("role", "ours")
    )
    held = Membership.objects.annotate(taken=Q(revoked_at__isnull=False)).values_list("role", "taken")
    return (tuple(sorted(pending)), tuple(sorted(held)))
