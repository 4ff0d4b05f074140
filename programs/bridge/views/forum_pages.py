"""What a territory reads of the forums: its part in each, its nominations, the ideas that may still be nominated."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.paginator import Page
from django.urls import reverse
from django.utils.translation import gettext as _

from eclore.kit import clock, dates
from eclore.kit.actor import Actor
from eclore.kit.permissions import can
from programs.bridge.queries import Candidate, OpenForum
from programs.bridge.views import meeting_pages, question_pages
from programs.joint.forums.models import Forum, Nomination, Participation
from programs.joint.forums.states import ForumState
from programs.local.ideas.models import Idea


@dataclass(frozen=True)
class ForumCard:
    """A forum in the list; `until` says how long it takes nominations, while it does."""

    forum: Forum
    participation: Participation | None
    url: str
    until: str


@dataclass(frozen=True)
class Choice:
    """A forum that this idea may be sent to."""

    forum: Forum
    url: str


@dataclass(frozen=True)
class CandidateRow:
    """A shortlisted idea: how far its team agrees, in words; `nominate_url` for whoever may nominate it."""

    idea: Idea
    agreement: str
    tone: str
    nominate_url: str


def cards(rows: Iterable[OpenForum]) -> list[ForumCard]:
    """A page of `queries.forums_here`, in its order."""
    return [
        ForumCard(
            row.forum,
            row.participation,
            reverse("bridge-forum", args=[row.forum.slug]),
            _until(row.forum) if row.forum.state == ForumState.PUBLISHED else "",
        )
        for row in rows
    ]


def choices(idea: Idea, forums: Iterable[Forum]) -> list[Choice]:
    """Each forum with the way to this idea's checklist."""
    return [Choice(forum, reverse("bridge-nominate", args=[idea.pk, forum.slug])) for forum in forums]


def shown(
    here: OpenForum, *, nominated: Page[Nomination], shortlisted: Page[Candidate], actor: Actor
) -> dict[str, object]:
    """The page of one forum; its candidates and what is left of the quota only while it takes nominations."""
    receives = here.receives(clock.now())
    return {
        "forum": here.forum,
        "participation": here.participation,
        "questions": question_pages.of_forum(here.forum, actor) if here.participation else [],
        "meetings": meeting_pages.of_dossiers(nominated.object_list, actor) if here.participation else [],
        "until": _until(here.forum),
        "nominated": nominated,
        "nominations": nominated.object_list,
        "nothing_yet": nothing_yet(receives=receives),
        "receives": receives,
        "shortlisted": shortlisted,
        "letters_url": _letters_url(here.forum, actor),
        "candidates": [_candidate(idea, here.forum, actor) for idea in shortlisted] if receives else [],
    }


def _letters_url(forum: Forum, actor: Actor) -> str:
    """Where whoever writes to teams tells them what was decided; none before there is anything to tell."""
    told = forum.state == ForumState.DECIDED and can(actor, "messages.read")
    return reverse("bridge-letters", args=[forum.slug]) if told else ""


def nothing_yet(*, receives: bool) -> str:
    """What a territory without any nomination may do, or has not done."""
    if receives:
        return _("Choisissez-les parmi vos idées présélectionnées, ci-dessous.")
    return _("Votre territoire n'a présenté aucune idée à ce forum.")


def _candidate(idea: Candidate, forum: Forum, actor: Actor) -> CandidateRow:
    url = reverse("bridge-nominate", args=[idea.pk, forum.slug]) if can(actor, "ideas.nominate", idea) else ""
    if idea.agreed == idea.members:
        return CandidateRow(idea, _("toute l'équipe"), "good", url)
    agreement = _("%(agreed)s sur %(members)s") % {"agreed": idea.agreed, "members": idea.members}
    return CandidateRow(idea, agreement, "warn", url)


def _until(forum: Forum) -> str:
    return _("Nominations jusqu'au %(moment)s") % {
        "moment": dates.moment(forum.nominations_until, zone=forum.time_zone)
    }
