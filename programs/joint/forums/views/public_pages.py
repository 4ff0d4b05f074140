"""What everybody reads of a forum: its dates while it takes nominations, its figures once it has decided."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from eclore.kit import dates
from programs.joint.forums.models import Forum, Nomination, Participation
from programs.joint.forums.queries import ListedForum
from programs.joint.forums.states import ForumState


@dataclass(frozen=True)
class Card:
    """A forum in the list; `until` says how long it takes nominations, while it does."""

    forum: ListedForum
    decided: bool
    until: str


def cards(forums: Iterable[ListedForum]) -> list[Card]:
    """The forums of `queries.listed`, in its order."""
    return [_card(forum) for forum in forums]


def _card(forum: ListedForum) -> Card:
    until = ""
    if forum.state == ForumState.PUBLISHED:
        until = _("nominations jusqu'au %(moment)s") % {
            "moment": dates.moment(forum.nominations_until, zone=forum.time_zone, named=True)
        }
    return Card(forum, forum.state == ForumState.DECIDED, until)


def shown(forum: Forum, participations: list[Participation], results: list[Nomination]) -> dict[str, object]:
    """A forum's page: it is deciding unless it takes nominations or has published its results."""
    return {
        "forum": forum,
        "participations": participations,
        "results": results,
        "decided": forum.state == ForumState.DECIDED,
        "receives": forum.state == ForumState.PUBLISHED,
        "showcase_url": reverse("showcase", query={"forum": forum.slug}) if results else "",
        "presented": presented(forum.nominated, len(participations)),
    }


def presented(dossiers: int, territories: int) -> str:
    """What the retained projects were chosen from."""
    sentence = ngettext(
        "sur %(presented)s dossiers présentés par %(territories)s territoire",
        "sur %(presented)s dossiers présentés par %(territories)s territoires",
        territories,
    )
    return sentence % {"presented": dossiers, "territories": territories}
