"""What is counted of ideas that a page has found already: each statement reads what is shown, no more."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias, TypedDict, cast
from uuid import UUID

from django.db.models import Count, F, Max, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from programs.local.ideas.models import Attachment, CommitmentState, Idea, TeamMember


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


if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

CountedIdea: TypeAlias = "WithAnnotations[Idea, InItsState]"


def figures_of(ideas: "Iterable[UUID] | QuerySet[Idea, Any]") -> "dict[UUID, Figures]":
    """What a board tells of each of these ideas, by key, in one statement: page by page, or of a query of keys."""
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


def files_of(ideas: "QuerySet[Idea, Any]") -> dict[UUID, int]:
    """How many files each of these ideas has, where it has any."""
    return dict(Attachment.objects.filter(idea__in=ideas).order_by().values_list("idea").annotate(Count("pk")))


def first_of_each_state(ideas: QuerySet[Idea], most: int) -> "QuerySet[CountedIdea]":
    """Of each state the first ideas, in their order; `in_state` is how many there are."""
    order = cast("Sequence[str | F]", ideas.query.order_by)  # any expression will do, which stubs do not know
    rank = Window(RowNumber(), partition_by="state", order_by=order)
    return ideas.annotate(in_state=Window(Count("pk"), partition_by="state"), rank=rank).filter(rank__lte=most)
