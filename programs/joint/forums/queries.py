"""What each person sees of the forums. Lists come out annotated and bounded, never with a query in a loop."""

from typing import TYPE_CHECKING, TypedDict
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.shortcuts import get_object_or_404

from eclore.kit.actor import Actor
from eclore.kit.folding import in_order
from eclore.kit.permissions import can, require
from programs.joint.forums.models import (
    CoachingMorning,
    Forum,
    ForumEvent,
    ForumQuestion,
    MorningCoach,
    Nomination,
    Participation,
)
from programs.joint.forums.states import ForumState

RETAINED = "retained"  # a joint verdict: the jury is a layer above, and read through its decision on a nomination


class Attendance(TypedDict):
    """How many territories take part, and how many dossiers were retained once that is published."""

    territories: int
    selected: int


if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations  # of the developers' environment

    ListedForum = WithAnnotations[Forum, Attendance]
else:
    ListedForum = Forum


def visible_to(actor: Actor) -> QuerySet[Forum]:
    """Every forum for the national team, the published ones for everybody else; the next first."""
    forums = Forum.objects.order_by("-held_on", *in_order("name"))
    return forums if can(actor, "forums.manage") else forums.exclude(state=ForumState.DRAFT)


def listed(actor: Actor) -> QuerySet[ListedForum]:
    """With what a list says of each forum."""
    return visible_to(actor).annotate(
        territories=Count("participations", distinct=True),
        selected=Count("nominations", filter=_retained("nominations__"), distinct=True),
    )


def forum_or_404(actor: Actor, slug: str) -> Forum:
    return get_object_or_404(visible_to(actor), slug=slug)


def participations(forum: Forum) -> list[Participation]:
    """With their territories, hosts first."""
    return list(forum.participations.select_related("territory").order_by("-hosts", *in_order("territory__name")))


def participation_or_404(forum: Forum, pk: UUID) -> Participation:
    return get_object_or_404(forum.participations.select_related("territory", "forum"), pk=pk)


def dossiers(forum: Forum) -> QuerySet[Nomination]:
    """The nominations that stand, with the decision if there is one; for the national team."""
    return forum.nominations.filter(withdrawn_at=None).order_by(*in_order("territory_name"), *in_order("title"))


def dossier_or_404(forum: Forum, pk: UUID) -> Nomination:
    return get_object_or_404(dossiers(forum), pk=pk)


def participation_of(nomination: Nomination) -> Participation:
    """The part in the forum of the territory that sent this dossier, or 404: it may have left since."""
    rows = Participation.objects.select_related("territory", "forum")
    return get_object_or_404(rows, forum_id=nomination.forum_id, territory_role=nomination.territory_role)


def questions(forum: Forum) -> QuerySet[ForumQuestion]:
    """All those asked, what waits for somebody first; for the national team."""
    rows = forum.questions.select_related("nomination").defer("nomination__snapshot")
    return rows.order_by(F("closed_at").desc(nulls_first=True), "-created_at", "pk")


def question_or_404(forum: Forum, pk: UUID) -> ForumQuestion:
    return get_object_or_404(forum.questions.select_related("forum", "nomination"), pk=pk)


def with_answers(actor: Actor) -> QuerySet[Forum]:
    """The forums where a territory has answered and nobody has closed the question, the next first."""
    require(actor, "forums.manage")
    answered = ForumQuestion.objects.filter(forum=OuterRef("pk"), answered_at__isnull=False, closed_at=None)
    return Forum.objects.filter(Exists(answered)).order_by("held_on", *in_order("name"))


def morning_of(forum: Forum) -> CoachingMorning | None:
    """Its coaches' morning, once it is prepared; for the national team."""
    found = CoachingMorning.objects.filter(forum=forum).first()
    if found is not None:
        found.forum = forum
    return found


def morning_or_404(forum: Forum) -> CoachingMorning:
    found = get_object_or_404(CoachingMorning, forum=forum)
    found.forum = forum
    return found


def coach_or_404(forum: Forum, pk: UUID) -> MorningCoach:
    rows = MorningCoach.objects.filter(morning__forum=forum)
    return get_object_or_404(rows.select_related("morning__forum"), pk=pk)


def results(forum: Forum) -> list[Nomination]:
    """What was retained, once published; nothing before, and never what was not."""
    return list(dossiers(forum).filter(_retained()).defer("snapshot"))


def history(forum: Forum) -> list[ForumEvent]:
    """The latest first, at most fifty."""
    return list(forum.events.order_by("-created_at", "-pk")[:50])


def _retained(prefix: str = "") -> Q:
    return Q(
        **{
            f"{prefix}withdrawn_at": None,
            f"{prefix}decision__verdict": RETAINED,
            f"{prefix}decision__published_at__isnull": False,
        }
    )
