"""What a territory sees of the forums, from in its own context: row-level security leaves it its own dossiers only."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, TypedDict
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.shortcuts import get_object_or_404

from eclore.kit.actor import MANAGER, Actor
from eclore.kit.fields import CurrentUser
from eclore.kit.folding import in_order
from eclore.kit.permissions import require
from programs.bridge.conditions import Situation
from programs.files.states import FileState
from programs.joint.forums.models import Forum, ForumQuestion, MorningTurn, Nomination, Participation
from programs.joint.forums.queries import forum_or_404
from programs.joint.forums.states import ForumState
from programs.joint.juries.models import Decision, HearingNotice
from programs.local.ideas.models import Attachment, HeardBy, Hearing, Idea
from programs.local.ideas.states import IdeaState
from programs.local.messages.models import Message
from programs.local.messages.queries import letters_of
from tenants.memberships.models import Membership


class Agreement(TypedDict):
    """How many people a team has, and how many of them consent to a forum."""

    members: int
    agreed: int


if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations  # of the developers' environment

    Candidate = WithAnnotations[Idea, Agreement]
else:
    Candidate = Idea


@dataclass(frozen=True)
class OpenForum:
    """A forum as this territory sees it; no `participation` when it takes no part."""

    forum: Forum
    participation: Participation | None

    def receives(self, now: datetime) -> bool:
        """Whether this territory may nominate now, quotas left aside."""
        return self.participation is not None and self.forum.receives_nominations(now)


def forums_here(actor: Actor) -> QuerySet[Forum]:
    """The forums that are published, those that this territory takes part in first."""
    require(actor, "bridge.see_forums")
    forums = Forum.objects.exclude(state=ForumState.DRAFT)
    return forums.order_by(_takes_part().desc(), "-held_on", *in_order("name"), "pk")


def receiving(actor: Actor, now: datetime) -> QuerySet[Forum]:
    """The forums that take nominations of this territory at `now`, quotas left aside."""
    return forums_here(actor).filter(_takes_part(), state=ForumState.PUBLISHED, nominations_until__gt=now)


def _takes_part() -> Exists:
    """Whether this territory is in a forum."""
    return Exists(Participation.objects.filter(forum=OuterRef("pk"), territory_role=CurrentUser()))


def with_parts(forums: Iterable[Forum]) -> list[OpenForum]:
    """These forums, each with this territory's part in it; one statement besides theirs."""
    shown = list(forums)
    parts = Participation.objects.filter(forum__in=shown, territory_role=CurrentUser())
    ours = {part.forum_id: part for part in parts}
    return [OpenForum(forum, ours.get(forum.pk)) for forum in shown]


def forum_here(actor: Actor, slug: str) -> OpenForum:
    require(actor, "bridge.see_forums")
    forum = forum_or_404(actor, slug)
    return OpenForum(forum, _participation(forum))


def situation(idea: Idea, forum: Forum, *, now: datetime) -> Situation:
    """Read afresh what the conditions of a nomination look at."""
    waiting = Attachment.objects.filter(idea=idea, state=FileState.PENDING)
    heard = Hearing.objects.filter(idea=idea, before=HeardBy.JURY, ended_at=None)
    here = Idea.objects.annotate(
        has_unchecked_file=Exists(waiting),
        jury_id=Subquery(heard.values("held_by")[:1]),
        jury_title=Subquery(heard.values("title")[:1]),
    )
    local = here.values("has_unchecked_file", "jury_id", "jury_title").get(pk=idea.pk)  # in one statement
    participation = _participation(forum)
    forum = participation.forum if participation else Forum.objects.get(pk=forum.pk)  # as it is now
    return Situation(
        idea=idea,
        team=list(idea.team.all()),
        forum=forum,
        participation=participation,
        current_nomination=current_nomination(idea),
        now=now,
        has_unchecked_file=local["has_unchecked_file"],
        hearing=_hearing(idea, local["jury_id"], local["jury_title"]),
    )


def _hearing(idea: Idea, jury_id: UUID | None, title: str) -> Hearing | None:
    """The jury that hears the idea, as the database has just told it."""
    return None if jury_id is None else Hearing(idea=idea, before=HeardBy.JURY, held_by=jury_id, title=title)


def current_nomination(idea: Idea) -> Nomination | None:
    """The idea's nomination that has not been withdrawn."""
    return own_nominations().filter(idea_id=idea.pk, withdrawn_at=None).first()


def own_nominations() -> QuerySet[Nomination]:
    """This territory's dossiers, those withdrawn too, with their forum and their published decision."""
    return Nomination.objects.filter(territory_role=CurrentUser()).select_related("forum", "decision")


def nominations(actor: Actor, forum: Forum | None = None) -> QuerySet[Nomination]:
    """Those that have not been withdrawn, in one forum or in all."""
    require(actor, "bridge.see_forums")
    rows = own_nominations().filter(withdrawn_at=None).order_by("-created_at", "pk")
    return rows.filter(forum=forum) if forum else rows


def nomination_or_404(actor: Actor, pk: UUID) -> Nomination:
    return get_object_or_404(nominations(actor), pk=pk)


def candidates(actor: Actor) -> QuerySet[Candidate]:
    """The shortlisted ideas, each with its Agreement."""
    require(actor, "bridge.see_forums")
    agreed = Count("team", filter=Q(team__consented_at__isnull=False))
    ideas = Idea.objects.filter(state=IdeaState.SHORTLISTED).annotate(members=Count("team"), agreed=agreed)
    return ideas.order_by(*in_order("title"), "pk")


def questions(actor: Actor) -> QuerySet[ForumQuestion]:
    """What forums ask this territory, the latest first."""
    require(actor, "bridge.see_forums")
    rows = ForumQuestion.objects.filter(territory_role=CurrentUser()).select_related("forum", "nomination")
    return rows.defer("nomination__snapshot").order_by("-created_at", "pk")


def meetings(actor: Actor) -> QuerySet[MorningTurn]:
    """The meetings of this territory's dossiers with the coaches of a forum, in the order of their hours."""
    require(actor, "bridge.see_forums")
    rows = MorningTurn.objects.filter(territory_role=CurrentUser(), nomination__withdrawn_at=None)
    return rows.select_related("morning__forum", "nomination").defer("nomination__snapshot").order_by("number", "pk")


def question_or_404(actor: Actor, pk: UUID) -> ForumQuestion:
    return get_object_or_404(questions(actor), pk=pk)


def undelivered() -> QuerySet[Decision]:
    """Published decisions of this territory that have not been brought back."""
    return Decision.objects.filter(
        territory_role=CurrentUser(), published_at__isnull=False, delivered_at=None
    ).order_by("published_at", "pk")


def untold_hearings() -> QuerySet[HearingNotice]:
    """When dossiers of this territory are expected by a joint jury, as long as their teams were not written to."""
    return HearingNotice.objects.filter(territory_role=CurrentUser(), delivered_at=None).order_by("created_at", "pk")


def letters(actor: Actor, forum: Forum) -> QuerySet[Message]:
    """What tells this territory's teams the decisions of a forum that have come home."""
    decisions = Decision.objects.filter(
        nomination__forum=forum, territory_role=CurrentUser(), delivered_at__isnull=False
    )
    return letters_of(actor, decisions.values_list("pk", flat=True))


def managers() -> list[tuple[str, str]]:
    """(address, name) of the people who run the programme here."""
    rows = Membership.objects.filter(territory_role=CurrentUser(), role=MANAGER, revoked_at=None, user__is_active=True)
    return list(rows.order_by(*in_order("user__name")).values_list("user__email", "user__name"))


def _participation(forum: Forum) -> Participation | None:
    ours = Participation.objects.filter(forum_id=forum.pk, territory_role=CurrentUser())
    return ours.select_related("territory", "forum").first()
