"""What the database holds, counted: seasons, forums, investigations. The page and the API say the same."""

from dataclasses import asdict, dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, F, Q

from eclore.kit.folding import in_order
from programs.joint.forums.models import Forum
from programs.joint.forums.states import ForumState
from programs.joint.showcase.models import Edition, Idea, Project

RETAINED, INCONCLUSIVE = "retained", "inconclusive"


@dataclass(frozen=True)
class Season:
    """One edition: ideas submitted, heard by a jury (local or of a forum), laureates. `territory` is a slug."""

    territory: str
    programme: str
    edition: int
    submitted: int
    auditioned: int
    laureates: int


@dataclass(frozen=True)
class Meeting:
    """One forum: how many territories took part, dossiers presented to its jury, dossiers retained."""

    name: str
    date: date
    territories: int
    presented: int
    selected: int


@dataclass(frozen=True)
class Investigations:
    """Those that began on the same day. `inconclusive`: a committee said so, before any construction.

    A project that goes on elsewhere, or in its own department, is neither inconclusive nor in construction.
    """

    start: date
    started: int
    inconclusive: int
    reached_construction: int


def seasons() -> list[tuple[Season, Edition]]:
    """The latest first; two statements."""
    counted = {
        row["call_id"]: (row["submitted"], row["auditioned"], row["laureates"])
        for row in Idea.objects.order_by()
        .values("call_id")
        .annotate(
            submitted=Count("pk"),
            auditioned=Count("pk", filter=Q(heard=True)),
            laureates=Count("pk", filter=Q(laureate=True)),
        )
    }
    editions = Edition.objects.select_related("territory").order_by(
        F("opens_at").desc(nulls_last=True), "territory__slug", "programme", "-number"
    )
    return [(_season(edition, counted), edition) for edition in editions]


def _season(edition: Edition, counted: dict[UUID, tuple[int, int, int]]) -> Season:
    submitted, auditioned, laureates = counted.get(edition.call_id, (0, 0, 0)) if edition.call_id else (0, 0, 0)
    return Season(edition.territory.slug, edition.programme, edition.number, submitted, auditioned, laureates)


def meetings() -> list[Meeting]:
    """Published forums, the latest first; what a jury decided counts once it is published."""
    presented = Q(nominations__withdrawn_at=None, nominations__passage__isnull=False)
    retained = Q(
        nominations__withdrawn_at=None,
        nominations__decision__verdict=RETAINED,
        nominations__decision__published_at__isnull=False,
    )
    forums = Forum.objects.exclude(state__in=(ForumState.DRAFT, ForumState.CANCELLED)).annotate(
        parties=Count("participations", distinct=True),
        presented=Count("nominations", filter=presented, distinct=True),
        selected=Count("nominations", filter=retained, distinct=True),
    )
    return [
        Meeting(forum.name, forum.held_on, forum.parties, forum.presented, forum.selected)
        for forum in forums.order_by("-held_on", *in_order("name"))
    ]


def investigations() -> list[Investigations]:
    """One for each day on which some began, the latest first."""
    reached = Q(construction_start__isnull=False)
    rows = (
        Project.objects.filter(investigation_start__isnull=False)
        .order_by("-investigation_start")
        .values("investigation_start")
        .annotate(
            started=Count("pk"),
            inconclusive=Count("pk", filter=~reached & Q(state=INCONCLUSIVE)),
            reached=Count("pk", filter=reached),
        )
    )
    return [
        Investigations(began, row["started"], row["inconclusive"], row["reached"])
        for row in rows
        if (began := row["investigation_start"])
    ]


def everything() -> dict[str, list[dict[str, object]]]:
    """As the API says it."""
    return {
        "editions": [asdict(season) for season, _edition in seasons()],
        "forums": [asdict(meeting) for meeting in meetings()],
        "investigations": [asdict(one) for one in investigations()],
    }
