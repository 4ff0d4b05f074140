"""What the front page tells, according to who looks; each function is one or two statements."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypedDict

from django.db import connection
from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Q, Value, When
from django.db.models.expressions import RawSQL
from django.utils import timezone

from eclore.kit import clock
from eclore.kit.actor import MANAGER, Actor
from eclore.kit.folding import in_order
from eclore.kit.permissions import can
from programs.juries.states import JuryState
from programs.local.calls.models import Call
from programs.local.ideas.figures import many, remember, unsigned_name
from programs.local.ideas.models import CommitmentState, Idea, TeamMember
from programs.local.ideas.states import UNANSWERED, IdeaState
from programs.local.incubation.models import Part, Project
from programs.local.incubation.states import ENDED, RUNNING
from programs.local.juries.models import Jury

CARDS = 6


class Shown(TypedDict):
    """What a card counts: the people of the team, and the rank that sorts it."""

    agents: int
    rank: int


if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    ShownProject = WithAnnotations[Project, Shown]
else:
    ShownProject = Project


@dataclass(frozen=True)
class Attention:
    """What waits for a programme manager in the call that is shown."""

    submitted: int
    unanswered: int
    unsigned: int
    late: bool

    @property
    def quiet(self) -> bool:
        return not (self.unanswered or self.unsigned)


# Those that come first, and their equals: names are compared among them alone.
FIRST = """
SELECT id FROM incubation_project WHERE public
ORDER BY CASE WHEN state = ANY (%s) THEN 0 WHEN state = ANY (%s) THEN 2 ELSE 1 END, started_at DESC
FETCH FIRST %s ROWS WITH TIES
"""


def projects() -> "list[ShownProject]":
    """Public projects, running ones first, with the size of their team and their phases."""
    states = [[state.value for state in RUNNING], [state.value for state in ENDED]]
    first = RawSQL(FIRST, [*states, CARDS])  # noqa: S611  our own text, values bound
    running = Case(
        When(state__in=RUNNING, then=Value(0)),
        When(state__in=ENDED, then=Value(2)),
        default=Value(1),
        output_field=IntegerField(),
    )
    rows = Project.objects.filter(public=True, pk__in=first).annotate(
        agents=Count("members", filter=Q(members__part=Part.TEAM)), rank=running
    )
    return list(rows.prefetch_related("phases").order_by("rank", "-started_at", *in_order("name"))[:CARDS])


def draft(actor: Actor) -> Idea | None:
    """The idea that this person left unfinished, the last touched."""
    if actor.user_id is None or actor.visitor:
        return None
    mine = TeamMember.objects.filter(idea=OuterRef("pk"), user_id=actor.user_id)
    unfinished = Idea.objects.filter(Exists(mine), state__in=[IdeaState.DRAFT, IdeaState.TO_COMPLETE])
    return unfinished.only("pk").order_by("-updated_at").first()


def attention(actor: Actor, call: Call | None) -> Attention | None:
    """For a manager, in one statement; None for anybody else."""
    if call is None or not actor.has(MANAGER) or not can(actor, "ideas.follow"):
        return None
    name = unsigned_name(call.pk)
    asked: dict[str, Any] = {"call": call.pk, "waiting": list(UNANSWERED), "known": many(name)}
    with connection.cursor() as cursor:
        cursor.execute(ATTENTION, {**asked, "signed": CommitmentState.SIGNED})
        submitted, unanswered, unsigned = cursor.fetchone()
    remember(name, unsigned)
    late = bool(call.reply_by and call.reply_by < timezone.localdate(clock.now()) and unanswered)
    return Attention(submitted=submitted, unanswered=unanswered, unsigned=unsigned, late=late)


# Each count has its index: joined, they would multiply each other's rows. A large one is counted once in a while.
ATTENTION = """
SELECT count(*), count(*) FILTER (WHERE state = ANY (%(waiting)s)),
    coalesce(%(known)s::bigint, (SELECT count(*) FROM ideas_commitment commitment
        JOIN ideas_teammember member ON member.id = commitment.member_id
        JOIN ideas_idea idea ON idea.id = member.idea_id
        WHERE NOT (commitment.state = %(signed)s) AND idea.call_id = %(call)s AND idea.state = ANY (%(waiting)s)
            AND idea.submitted_at IS NOT NULL))
FROM ideas_idea WHERE call_id = %(call)s AND submitted_at IS NOT NULL
"""


def jury(actor: Actor) -> Jury | None:
    """The jury that this person sits in and that has not published yet, the nearest first."""
    if actor.user_id is None or actor.visitor:
        return None
    seats = Jury.objects.filter(seats__user_id=actor.user_id).exclude(state=JuryState.PUBLISHED)
    return seats.only("title", "held_on").order_by("held_on").first()
