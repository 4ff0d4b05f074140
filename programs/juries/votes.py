"""Votes by show of hands, in words: for whoever leads, beside a verdict, in the minutes."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol, TypedDict, TypeVar, cast
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from eclore.kit.elements import Action
from programs.juries.models import AbstractPassage, AbstractVote
from programs.juries.queries import decision_of, related
from programs.juries.states import JuryState, VoteSide

PassageT = TypeVar("PassageT", bound=AbstractPassage)
COLUMNS = ("passage_id", "question", "in_favour", "against", "abstentions", "casting", "caster_id")


class CountGiven(TypedDict, total=False):
    """What a form says of a vote: what is left out is nothing."""

    question: str
    in_favour: int
    against: int
    abstentions: int
    casting: str


class Counted(Protocol):
    """A vote, as its row or as a page has read it."""

    @property
    def question(self) -> str: ...
    @property
    def in_favour(self) -> int: ...
    @property
    def against(self) -> int: ...
    @property
    def abstentions(self) -> int: ...
    @property
    def casting(self) -> str: ...


@dataclass(frozen=True)
class Told:
    """A vote that was read with its dossier, or its session; `caster_id`: the seat that had the casting vote."""

    passage_id: UUID
    question: str
    in_favour: int
    against: int
    abstentions: int
    casting: str
    caster_id: UUID | None


@dataclass(frozen=True)
class VoteRow:
    """A vote in words, and what may be done with it."""

    vote: AbstractVote
    said: str
    correct: Action | None
    withdraw: Action | None


def in_words(vote: Counted, caster: str = "") -> str:
    """Its question, then « 5 pour, 3 contre, 1 abstention, adopté »; the `caster`, if known, is named."""
    told = {"question": vote.question, "hands": _hands(vote), "outcome": outcome(vote)}
    said = _("« %(question)s » : %(hands)s, %(outcome)s") % told
    return f"{said} {_tipped(vote, caster)}".rstrip()


def outcome(vote: Counted) -> str:
    """Adopted, rejected, or as many on both sides."""
    if vote.in_favour == vote.against and not vote.casting:
        return _("partage des voix")
    adopted = vote.in_favour > vote.against or vote.casting == VoteSide.IN_FAVOUR
    return _("adopté") if adopted else _("rejeté")


def _hands(vote: Counted) -> str:
    hands = [
        _("%(count)s pour") % {"count": vote.in_favour},
        _("%(count)s contre") % {"count": vote.against},
        _abstained(vote.abstentions),
    ]
    return ", ".join(hands)


def _counted(vote: Told, names: Mapping[UUID, str]) -> str:
    said = _("Vote à main levée : %(hands)s, %(outcome)s") % {"hands": _hands(vote), "outcome": outcome(vote)}
    return f"{said} {_tipped(vote, names.get(vote.caster_id, '') if vote.caster_id else '')}".rstrip()


def _abstained(count: int) -> str:
    if not count:
        return _("sans abstention")
    return ngettext("%(count)s abstention", "%(count)s abstentions", count) % {"count": count}


def _tipped(vote: Counted, caster: str) -> str:
    if not vote.casting:
        return ""
    side = str(VoteSide(vote.casting).label).lower()
    if not caster:
        return _("(voix prépondérante de la présidence : %(side)s)") % {"side": side}
    return _("(voix prépondérante de %(name)s, qui préside : %(side)s)") % {"name": caster, "side": side}


def with_votes(passages: QuerySet[PassageT, PassageT]) -> QuerySet[PassageT, PassageT]:
    """The same passages, each with `counted`, the votes held on it, in the same statement; `read` reads them."""
    rows = related(passages.model, "votes").filter(passage=OuterRef("pk")).order_by("created_at", "pk")
    told = ArraySubquery(rows.values(told=JSONObject(**{name: name for name in COLUMNS})))
    return cast(QuerySet[PassageT, PassageT], cast(Any, passages).annotate(counted=told))


def read(passage: AbstractPassage, names: Mapping[UUID, str]) -> tuple[str, ...]:
    """The votes of a passage that `with_votes` has read, in words. `names`: seat → its name."""
    return tuple(_said(from_json(told), names) for told in getattr(passage, "counted", ()))


def from_json(told: Mapping[str, Any]) -> Told:
    """One of those, of COLUMNS."""
    caster = told["caster_id"]
    keys = {"passage_id": UUID(told["passage_id"]), "caster_id": UUID(caster) if caster else None}
    return Told(**{**told, **keys})


def told(votes: Iterable[Told], names: Mapping[UUID, str], *, redacted: bool = False) -> dict[UUID, tuple[str, ...]]:
    """For the minutes: passage → its votes in words. `names`: seat → as it is written.

    Redacted, without the question: somebody has typed it.
    """
    found: dict[UUID, list[str]] = defaultdict(list)
    for vote in votes:
        found[vote.passage_id].append(_counted(vote, names) if redacted else _said(vote, names))
    return {key: tuple(said) for key, said in found.items()}


def vote_or_404(pk: UUID, passage: AbstractPassage) -> AbstractVote:
    """One vote of this dossier."""
    vote: AbstractVote | None = passage.votes.filter(pk=pk).first()
    if vote is None:
        raise Http404(_("Aucun vote ne se trouve à cette adresse."))
    vote.passage = passage
    return vote


def rows_of(passage: AbstractPassage) -> list[VoteRow]:
    """The votes of one dossier for whoever leads it."""
    names = {seat.pk: seat.name for seat in passage.jury.seats.all()}
    return [_row(vote, passage, names) for vote in passage.votes.all()]


def proposed(passage: AbstractPassage) -> str:
    """The question that is put first: the verdict that is written already."""
    decision = decision_of(passage)
    return _("Décision proposée : %(verdict)s") % {"verdict": decision.verdict_label} if decision else ""


def _row(vote: AbstractVote, passage: AbstractPassage, names: Mapping[UUID, str]) -> VoteRow:
    keys = [passage.jury_id, passage.pk, vote.pk]
    said = _said(vote, names)
    if passage.jury.state != JuryState.DELIBERATION:
        return VoteRow(vote, said, None, None)
    correct = Action(_("Corriger"), reverse("juries-vote", args=keys), "text", small=True)
    withdraw = Action(_("Retirer"), reverse("juries-vote-withdraw", args=keys), "text", posts=True, small=True)
    return VoteRow(vote, said, correct, withdraw)


def _said(vote: Told | AbstractVote, names: Mapping[UUID, str]) -> str:
    return in_words(vote, names.get(vote.caster_id, "") if vote.caster_id else "")
