"""What is read of a session beside its sitting: its hours, late ballots, amendments, frozen versions; one statement."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar, cast
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject

from programs.juries.models import AbstractJury
from programs.juries.queries import related
from programs.juries.votes import COLUMNS as VOTE
from programs.juries.votes import Told as Vote
from programs.juries.votes import from_json as one_vote
from tenants.accounts.models import User

JuryT = TypeVar("JuryT", bound=AbstractJury)

# The moves of a session that its minutes tell, by their verb.
TOLD = ("open", "unopen", "hand_over", "deliberate", "resume", "reveal", "publish")


@dataclass(frozen=True)
class Move:
    """One of TOLD; `note` names whoever was given the presidency."""

    verb: str
    at: datetime
    note: str


@dataclass(frozen=True)
class Late:
    """A ballot that came once marks were closed; `accepted` says what was answered, once `answered`."""

    passage_id: UUID
    seat_id: UUID
    received_at: datetime
    answered: bool
    accepted: bool
    reason: str


@dataclass(frozen=True)
class Correction:
    """An amendment; about the whole session without a passage."""

    at: datetime
    passage: str
    correction: str
    reason: str
    author: str


@dataclass(frozen=True)
class Signed:
    """A signature, as it was made."""

    capacity: str
    means: str
    name: str
    quality: str
    at: datetime


@dataclass(frozen=True)
class Version:
    """Minutes that were frozen, without their bytes."""

    pk: UUID
    number: int
    at: datetime
    motive: str
    full_sha256: str
    redacted_sha256: str
    signatures: tuple[Signed, ...] = ()

    @property
    def capacities(self) -> set[str]:
        """In which it is signed already."""
        return {each.capacity for each in self.signatures}


@dataclass(frozen=True)
class Opinion:
    """A reservation or a dissent, in its member's words."""

    passage_id: UUID
    seat_id: UUID
    kind: str
    text: str


Preference = tuple[UUID, UUID, UUID, str]  # seat, one dossier, another, the choice: counted, never told


@dataclass(frozen=True)
class SessionRecord:
    """All of it, each in the order of its time. `on_paper`: (passage, seat) of each ballot typed from a sheet."""

    moves: tuple[Move, ...] = ()
    on_paper: frozenset[tuple[UUID, UUID]] = frozenset()
    late: tuple[Late, ...] = ()
    votes: tuple[Vote, ...] = ()
    opinions: tuple[Opinion, ...] = ()
    preferences: tuple[Preference, ...] = ()
    amendments: tuple[Correction, ...] = ()
    versions: tuple[Version, ...] = field(default=())

    @property
    def last(self) -> Version | None:
        """The version that counts."""
        return self.versions[-1] if self.versions else None

    @property
    def is_behind(self) -> bool:
        """Whether something was amended since the last version was frozen."""
        return bool(self.last and self.amendments and self.amendments[-1].at > self.last.at)


def with_record(juries: QuerySet[JuryT, JuryT]) -> QuerySet[JuryT, JuryT]:
    """The same juries, each with what `of` reads, in the same statement."""
    model = juries.model
    rows: Any = juries.annotate(
        told_moves=_told(_moves(model), verb="verb", at="created_at", note="note"),
        told_paper=_told(_on_paper(model), passage="passage_id", seat="seat_id"),
        told_late=_told(_late(model), **{name: name for name in LATE}),
        told_votes=_told(_of_passages(model, "votes"), **{name: name for name in VOTE}),
        told_opinions=_told(_of_passages(model, "opinions"), **{name: name for name in OPINION}),
        told_preferences=_told(_of_passages(model, "preferences"), **{name: name for name in PREFERENCE}),
        told_amendments=_amendments(model),
        told_versions=_versions(model),
    )
    return cast(QuerySet[JuryT, JuryT], rows)


def read(jury: AbstractJury) -> SessionRecord:
    """The record of one session, in a statement of its own."""
    return of(with_record(type(jury)._default_manager.filter(pk=jury.pk).order_by()).only("pk").get())


def of(jury: AbstractJury) -> SessionRecord:
    """What `with_record` has read; asked for now, of a session that was read without."""
    told = vars(jury)
    if "told_moves" not in told:
        return read(jury)
    return SessionRecord(
        moves=tuple(sorted(map(_one_move, told["told_moves"]), key=_in_order)),
        on_paper=frozenset((UUID(each["passage"]), UUID(each["seat"])) for each in told["told_paper"]),
        late=tuple(map(_one_late, told["told_late"])),
        votes=tuple(map(one_vote, told["told_votes"])),
        opinions=tuple(map(_one_opinion, told["told_opinions"])),
        preferences=tuple(map(_one_preference, told["told_preferences"])),
        amendments=tuple(map(_one_amendment, told["told_amendments"])),
        versions=tuple(map(_one_version, told["told_versions"])),
    )


def versions(jury: AbstractJury) -> QuerySet[Any, Any]:
    """Every version of a session, the first one first, without its bytes."""
    rows = related(type(jury), "minutes")
    return rows.filter(jury=jury).defer("full_pdf", "redacted_pdf").order_by("number")


LATE = ("passage_id", "seat_id", "received_at", "answered_at", "accepted", "reason")
PREFERENCE = ("seat_id", "passage_id", "other_id", "choice")
OPINION = ("passage_id", "seat_id", "kind", "text")


def _moves(juries: type[AbstractJury]) -> QuerySet[Any, Any]:
    rows = related(juries, "events").filter(subject=OuterRef("pk"), verb__in=TOLD)
    return rows.order_by("created_at", "pk")


def _on_paper(juries: type[AbstractJury]) -> QuerySet[Any, Any]:
    rows = related(related(juries, "passages").model, "ballots").filter(passage__jury=OuterRef("pk"), paper=True)
    return rows.filter(cast_at__isnull=False)


def _late(juries: type[AbstractJury]) -> QuerySet[Any, Any]:
    rows = related(related(juries, "passages").model, "late_ballots").filter(passage__jury=OuterRef("pk"))
    return rows.order_by("received_at", "pk")


def _of_passages(juries: type[AbstractJury], name: str) -> QuerySet[Any, Any]:
    rows = related(related(juries, "passages").model, name).filter(passage__jury=OuterRef("pk"))
    return rows.order_by("created_at", "pk")


def _amendments(juries: type[AbstractJury]) -> ArraySubquery:
    author = User.objects.filter(pk=OuterRef("author_id")).values("name")[:1]
    rows = related(juries, "amendments").filter(jury=OuterRef("pk")).order_by("created_at", "pk")
    named = {"at": "created_at", "passage": "passage__title", "correction": "correction", "reason": "reason"}
    return _told(rows, author=Subquery(author), **named)


def _versions(juries: type[AbstractJury]) -> ArraySubquery:
    rows = related(juries, "minutes").filter(jury=OuterRef("pk")).order_by("number")
    signatures = related(rows.model, "signatures").filter(minutes=OuterRef("pk")).order_by("created_at", "pk")
    names = ("capacity", "means", "name", "quality")
    signed = _told(signatures, at="created_at", **{name: name for name in names})
    shown = ("number", "motive", "full_sha256", "redacted_sha256")
    return _told(rows, pk="id", at="created_at", signatures=signed, **{name: name for name in shown})


def _told(rows: QuerySet[Any, Any], **columns: Any) -> ArraySubquery:
    """Each row as an object; columns by what they are called in it."""
    known = {name: F(column) if isinstance(column, str) else column for name, column in columns.items()}
    return ArraySubquery(rows.values(told=JSONObject(**known)))


def _one_move(told: Mapping[str, Any]) -> Move:
    return Move(told["verb"], _at(told["at"]), told["note"])


def _in_order(move: Move) -> tuple[datetime, int]:
    """Moves of one moment come as a session goes."""
    return move.at, TOLD.index(move.verb)


def _one_late(told: Mapping[str, Any]) -> Late:
    return Late(
        passage_id=UUID(told["passage_id"]),
        seat_id=UUID(told["seat_id"]),
        received_at=_at(told["received_at"]),
        answered=told["answered_at"] is not None,
        accepted=told["accepted"],
        reason=told["reason"],
    )


def _one_opinion(told: Mapping[str, Any]) -> Opinion:
    return Opinion(**{**told, "passage_id": UUID(told["passage_id"]), "seat_id": UUID(told["seat_id"])})


def _one_preference(told: Mapping[str, Any]) -> Preference:
    return UUID(told["seat_id"]), UUID(told["passage_id"]), UUID(told["other_id"]), told["choice"]


def _one_amendment(told: Mapping[str, Any]) -> Correction:
    words = (told["passage"] or "", told["correction"], told["reason"], told["author"] or "")
    return Correction(_at(told["at"]), *words)


def _one_version(told: Mapping[str, Any]) -> Version:
    return Version(
        pk=UUID(told["pk"]),
        number=told["number"],
        at=_at(told["at"]),
        motive=told["motive"],
        full_sha256=told["full_sha256"],
        redacted_sha256=told["redacted_sha256"],
        signatures=tuple(Signed(**{**each, "at": _at(each["at"])}) for each in told["signatures"]),
    )


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text)
