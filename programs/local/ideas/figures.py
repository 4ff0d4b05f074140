"""What is counted of ideas that a page has found already: each statement reads what is shown, no more."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeAlias, TypedDict, TypeVar, cast
from uuid import UUID

from django.conf import settings
from django.core.cache import cache
from django.db.models import Count, F, Max, OuterRef, Q, QuerySet, Subquery, Window
from django.db.models.functions import Coalesce, RowNumber

from programs.local.ideas.models import Attachment, Callback, Commitment, CommitmentState, Idea, TeamMember

SHOWN = 20
Waits = TypeVar("Waits", Commitment, Callback)


@dataclass(frozen=True)
class Waiting(Generic[Waits]):
    """Those to see to first, and how many there are in all."""

    first: Sequence[Waits]
    total: int

    @property
    def are_more(self) -> bool:
        """Whether `first` is not all of them."""
        return self.total > len(self.first)


@dataclass(frozen=True)
class Figures:
    """What the board counts of an idea; commitments by what was answered."""

    lead_name: str = ""
    team_size: int = 0
    signed: int = 0
    waiting: int = 0
    refused: int = 0


class InItsState(TypedDict):
    """How many ideas stand where this one does."""

    in_state: int
    rank: int


class Exported(TypedDict):
    """What a spreadsheet tells besides; commitments by what was answered."""

    lead_name: str
    files: int
    team_size: int
    signed: int
    waiting: int
    refused: int


if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

CountedIdea: TypeAlias = "WithAnnotations[Idea, InItsState]"
ExportedIdea: TypeAlias = "WithAnnotations[Idea, Exported]"


def figures_of(ideas: Iterable[UUID]) -> dict[UUID, Figures]:
    """What a board tells of each idea of a page, by key, in one statement."""
    state = "commitment__state"
    rows = (
        TeamMember.objects.filter(idea__in=ideas)
        .order_by()
        .values_list("idea")
        .annotate(
            lead=Max("name", filter=Q(leads=True), default=""),
            size=Count("pk"),
            signed=Count("commitment", filter=Q(**{state: CommitmentState.SIGNED})),
            waiting=Count("commitment", filter=Q(**{state: CommitmentState.REQUESTED})),
            refused=Count("commitment", filter=Q(**{state: CommitmentState.REFUSED})),
        )
    )
    return {key: Figures(*counted) for key, *counted in rows}


def with_figures(ideas: QuerySet[Idea]) -> "QuerySet[ExportedIdea]":
    """All of a board, each idea with its figures and its files: what is read whole is one row an idea."""
    lead = TeamMember.objects.filter(idea=OuterRef("pk"), leads=True).values("name")[:1]
    files = Attachment.objects.filter(idea=OuterRef("pk")).order_by().values("idea").annotate(n=Count("pk")).values("n")
    state = "team__commitment__state"
    return ideas.select_related("problem").annotate(
        lead_name=Subquery(lead),
        files=Coalesce(Subquery(files), 0),
        team_size=Count("team"),
        signed=Count("team__commitment", filter=Q(**{state: CommitmentState.SIGNED})),
        waiting=Count("team__commitment", filter=Q(**{state: CommitmentState.REQUESTED})),
        refused=Count("team__commitment", filter=Q(**{state: CommitmentState.REFUSED})),
    )


def first_of_states(ideas: QuerySet[Idea], counts: Mapping[str, int], most: int) -> "list[CountedIdea]":
    """The same of a whole board, where `counts` tell how many stand in each state: each state's first are found."""
    parts = [ideas.filter(state=state)[:most] for state in counts]
    found = cast("list[CountedIdea]", list(parts[0].union(*parts[1:], all=True)) if parts else [])
    for idea in found:
        idea.in_state = counts[idea.state]
    return found


def first_of_each_state(ideas: QuerySet[Idea], most: int) -> "QuerySet[CountedIdea]":
    """Of each state the first ideas, in their order; `in_state` is how many there are."""
    order = cast("Sequence[str | F]", ideas.query.order_by)  # any expression will do, which stubs do not know
    rank = Window(RowNumber(), partition_by="state", order_by=order)
    return ideas.annotate(in_state=Window(Count("pk"), partition_by="state"), rank=rank).filter(rank__lte=most)


def unsigned_name(call_id: UUID) -> str:
    """Under which the commitments of a call that wait for a signature are counted."""
    return f"unsigned:{call_id}"


def many(name: str) -> int | None:
    """How many there were a moment ago; None when there were few, or nobody has counted."""
    return cast("int | None", cache.get(name))


def remember(name: str, count: int) -> None:
    """Keep a large count as long as a public page: a handful is counted each time, so that it is exact."""
    if count > SHOWN:
        cache.add(name, count, settings.PUBLIC_PAGE_SECONDS)
